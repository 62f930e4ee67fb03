export const severities = ['error', 'warning'] as const;
export type Severity = (typeof severities)[number];

/** A way into a record or a document: keys and indexes. */
export type Path = readonly (string | number)[];

/** A problem in the data, placed: `line` and `column` count from 1, in code points; `length` is that of the marked text. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  /** Relative to the data folder, with `/` between its parts. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The line of the file that the problem stands on; of a long line, the part around the problem. */
  readonly excerpt: string;
  /** The column that the excerpt starts in: 1, unless the line is long. */
  readonly excerptFrom: number;
  readonly message: string;
  readonly hint?: string;
}

/** What a rule found: a problem, and where in which record (`row`, as the corpus numbers them), or on which line of the lockfile (`path: [line]`). */
export interface Finding {
  readonly row: number | 'lockfile';
  readonly path: Path;
  /** Which side of the pair at `path` is at fault: its key, or its value (the default). */
  readonly on?: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** File order, then line, column and rule: the order in which problems are printed. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Code-unit order: the one collation of the program, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
