import type { Diagnostic, Severity } from '../model/diagnostic.ts';

/** What a command answers: `data` for machines, `blocks` for people; renderers turn either into text and know nothing of the question. */
export interface View {
  readonly data: Answer;
  readonly blocks: readonly Block[];
  /** What a page of it is called, where no heading in it says that. */
  readonly title?: string;
  /** A document in a format of the command's own, printed in place of what a renderer makes. */
  readonly document?: string;
  /** The exit code that the answer itself asks for: 1 where the answer is no. */
  readonly exit?: 0 | 1;
  /** What the formats that CI reads print; only an answer that has it can be printed in them. */
  readonly problems?: Problems;
}

/** An answer that is a file of a kind of its own, handed over as it is; in pieces, since it may be larger than memory. */
export interface Product {
  readonly pieces: Iterable<string>;
  /** What there is to say about it, once the pieces have been taken. */
  notes(): readonly string[];
}

/** What a check of the data looked for, and what it found. */
export interface Problems {
  readonly rules: readonly { readonly id: string; readonly severity: Severity; readonly description: string }[];
  readonly found: readonly Diagnostic[];
  /** The severities that make the check fail. */
  readonly failing: readonly Severity[];
}

/** The JSON envelope, the same for every command: snake_case keys, ids and enum values as in the data; a command may add keys after these. */
export interface Answer extends Readonly<Record<string, unknown>> {
  readonly command: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The date asked for with --as-of, or null: everything on record. */
  readonly as_of: string | null;
  readonly results: readonly Row[];
  readonly notes: readonly string[];
}

export type Row = Readonly<Record<string, unknown>>;

/** What a stretch of text is, never how it looks. */
export const roles = [
  'term',
  'title',
  'id',
  'strong',
  'muted',
  'date',
  'rating',
  'mark',
  'good',
  'bad',
  'caution',
  'error',
  'warning',
  'hint',
  'path',
  'option',
  'footnote',
] as const;
export type Role = (typeof roles)[number];

export interface Span {
  readonly text: string;
  readonly role: Role;
  /** The web address of what it names, for formats that have links; of a footnote, `#` and its label. */
  readonly href?: string;
}

/** Text in a line: plain strings and spans that say what they are. */
export type Inline = readonly (string | Span)[];

export type Block =
  /** Level 1 is the title of the answer, 2 a part, 3 an entry. */
  | { readonly block: 'heading'; readonly level: 1 | 2 | 3; readonly text: Inline }
  | { readonly block: 'prose'; readonly text: Inline }
  /** About the answer as a whole: it belongs to no entry above it. */
  | { readonly block: 'remark'; readonly text: Inline }
  /** A statement in somebody's words (`verbatim`) or in the desk's, with where it comes from. Never cut; `marks` are [start, end) offsets in `text`. */
  | {
      readonly block: 'quote';
      readonly verbatim: boolean;
      readonly text: string;
      readonly marks?: readonly (readonly [number, number])[];
      readonly source: readonly Inline[];
    }
  | { readonly block: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Inline[])[] }
  | { readonly block: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  /** What the footnotes of the answer say, in the order of their numbers, which count from 1. */
  | { readonly block: 'footnotes'; readonly notes: readonly Footnote[] }
  /** A line of a data file with the faulty stretch marked: `column` counts from 1 in code points. */
  | {
      readonly block: 'frame';
      readonly line: number;
      readonly excerpt: string;
      readonly column: number;
      readonly length: number;
    }
  /** Two versions of a text as a unified diff has them, line by line. Never wrapped. */
  | { readonly block: 'difference'; readonly lines: readonly DifferenceLine[] };

export interface DifferenceLine {
  /** `place` says where the lines after it stand. */
  readonly kind: 'place' | 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A footnote: its label is a slug of its own, and stays when others are added before it. */
export interface Footnote {
  readonly label: string;
  readonly lines: readonly Inline[];
}

export interface Column {
  readonly head: string;
  readonly align?: 'right';
  /** A column of a grid, whose first column names the rows: stands for the head where width is dear. The grid is then drawn in as many parts as it takes, each with a legend; an empty cell in it says that there is nothing. */
  readonly short?: string;
  /** What the column belongs to, for the legend. */
  readonly group?: string;
}

/** A stretch of text with its role. */
export function span(role: Role, text: string): Span {
  return { role, text };
}

/** The mark in a line that leads to the footnote of that number and label. */
export function footnoteMark(number: number, label: string): Span {
  return { role: 'footnote', text: `[${number}]`, href: `#${label}` };
}

/** The words of a line, without roles. */
export function plain(inline: Inline): string {
  return inline.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

const signs = { place: '', same: ' ', removed: '-', added: '+' } as const;

/** The line as a unified diff has it. */
export function signed({ kind, text }: DifferenceLine): string {
  return signs[kind] + text;
}

/** The title of an answer: what it is about, and what it was narrowed to by whoever asked. */
export function titled(subject: string, asked: readonly string[], asOf: string | null): string {
  return [subject, ...asked, ...(asOf === null ? [] : [`as of ${asOf}`])].join(' · ');
}

/** Remarks on an answer, at its end. */
export function noteBlocks(notes: readonly string[]): Block[] {
  return notes.map((note) => ({ block: 'remark', text: [span('muted', note)] }));
}
