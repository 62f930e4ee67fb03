import { stringify } from 'csv-stringify/sync';
import type { Row, View } from '../view/view.ts';

type Cell = string | number | bigint | null;

/**
 * The results as RFC 4180: a header of all keys in the order in which they first occur, CRLF. What a spreadsheet would run as a
 * formula gets an apostrophe in front. Nothing at all for no results, whose keys nobody knows.
 */
export function renderCsv(view: View): string {
  const lines = view.data.results.flatMap(perEvidence).map(flatten);
  const columns = columnsOf(lines);
  if (columns.length === 0) return '';
  return csvLines([columns, ...lines.map((line) => columns.map((column) => line.get(column) ?? null))]);
}

/** Rows of as many cells each as RFC 4180 lines, formulas disarmed. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    escape_formulas: true,
    // Readers take any line break for the end of a line, not only the delimiter.
    quote_record_delimiter: true,
    // A line with one empty cell would be an empty line, which readers skip.
    quoted_empty: rows[0]?.length === 1,
  });
}

/** One line for each piece of evidence, so that every line carries a quote with its source. */
function perEvidence(row: Row): readonly Row[] {
  const evidence = row.evidence;
  if (!Array.isArray(evidence) || evidence.length === 0 || !evidence.every(isRecord)) return [row];
  return evidence.map((piece) => ({ ...row, evidence: piece }));
}

/** Nested objects as dotted columns, lists of scalars joined with "; ", other lists as JSON. */
function flatten(row: Row): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  const add = (prefix: string, record: Row) => {
    for (const [key, value] of Object.entries(record)) {
      if (isRecord(value)) add(`${prefix}${key}.`, value);
      else cells.set(prefix + key, cell(value));
    }
  };
  add('', row);
  return cells;
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  // A number keeps its minus sign; a string that opens with one might be a formula.
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return null;
  return value.some((item) => typeof item === 'object' && item !== null) ? JSON.stringify(value) : value.join('; ');
}

/** A column that is empty throughout yields to its parts: `source: null` in one row is no column beside `source.title` in another. */
function columnsOf(lines: readonly ReadonlyMap<string, Cell>[]): readonly string[] {
  const filled = new Map<string, boolean>();
  for (const line of lines) {
    for (const [column, value] of line) filled.set(column, (filled.get(column) ?? false) || value !== null);
  }
  const columns = [...filled.keys()];
  return columns.filter((column) => filled.get(column) || !columns.some((other) => other.startsWith(`${column}.`)));
}

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
