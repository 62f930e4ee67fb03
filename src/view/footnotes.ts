import type { Cited, CitedQuote } from '../query/cited.ts';
import type { Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import { type Around, evidenceSource, originOf, sameSource, wordsOf } from './evidence.ts';
import { type Footnote, footnoteMark, type Inline, plain, type Row, type Span, span } from './view.ts';

/** What a sentence rests on, at the place in it where a reader wants to know. */
export type Support =
  /** A quote or an event; `quoted` where its words stand in the sentence. */
  | { readonly rests: 'evidence'; readonly piece: Cited; readonly quoted: boolean }
  | { readonly rests: 'clause'; readonly clause: string }
  /** Positions of others on a condition, which would be too many to quote. */
  | { readonly rests: 'positions'; readonly condition: string; readonly positions: readonly Held[] };

/** A sentence before its footnotes have numbers. */
export type Draft = readonly (string | Span | Support)[];

/** A sentence with its footnotes' marks in it, its plain words, and the numbers. */
export interface Noted {
  readonly text: Inline;
  readonly plain: string;
  readonly footnotes: readonly number[];
}

/** The footnotes of one document, numbered in the order in which sentences first rest on them. */
export interface Apparatus {
  note(draft: Draft): Noted;
  footnotes(): Footnote[];
  /** The same for machines. */
  rows(): Row[];
}

/** An apparatus without footnotes yet, for a document on `subject`. `prefix` opens their labels, so that two documents in one do not share any. */
export function apparatus(subject: Around, names: Names, prefix: string): Apparatus {
  const supports = new Map<string, Support>();
  const numbers = new Map<string, number>();
  const quoted = new Set<string>();
  const markOf = (support: Support): Span => {
    const label = labelOf(support);
    if (!supports.has(label)) {
      supports.set(label, support);
      numbers.set(label, supports.size);
    }
    if (support.rests === 'evidence' && support.quoted) quoted.add(label);
    return footnoteMark(numberOf(label), label);
  };
  const numberOf = (label: string) => numbers.get(label) ?? 0;
  const labelOf = (support: Support) => `${prefix}-${nameOf(support)}`;
  return {
    note: (draft) => {
      const text = draft.map((part) => (isSupport(part) ? markOf(part) : part));
      const labels = draft.flatMap((part) => (isSupport(part) ? [labelOf(part)] : []));
      return {
        text,
        plain: plain(draft.flatMap((part) => (isSupport(part) ? [] : [part]))),
        footnotes: [...new Set(labels)].map(numberOf),
      };
    },
    footnotes: () => {
      const first = new Map<string, CitedQuote>();
      return [...supports].map(([label, support]) => {
        if (support.rests !== 'evidence') return { label, lines: linesOf(support, names) };
        const { piece } = support;
        const key = piece.mode === 'event' ? undefined : originOf(piece);
        const like = key === undefined ? undefined : first.get(key);
        if (key !== undefined && piece.mode !== 'event' && !like) first.set(key, piece);
        const origin: Inline =
          like && piece.mode !== 'event'
            ? sameSource(piece, [' as ', markOf({ rests: 'evidence', piece: like, quoted: false })])
            : joined(evidenceSource(piece, subject, names), '; ');
        return { label, lines: quoted.has(label) ? [origin] : [[wordsOf(piece)], origin] };
      });
    },
    rows: () => [...supports].map(([label, support], i) => ({ number: i + 1, label, ...rowOf(support) })),
  };
}

function isSupport(part: Draft[number]): part is Support {
  return typeof part === 'object' && 'rests' in part;
}

/** Ids of quotes and events share one space; the others have a word of their own before them. */
function nameOf(support: Support): string {
  switch (support.rests) {
    case 'evidence':
      return support.piece.id;
    case 'clause':
      return `clause-${support.clause}`;
    case 'positions':
      return `positions-on-${support.condition}`;
    default:
      return support satisfies never;
  }
}

function linesOf(support: Exclude<Support, { rests: 'evidence' }>, names: Names): Inline[] {
  switch (support.rests) {
    case 'clause':
      return [[names.clauseText(support.clause)], [`${names.clause(support.clause)} · `, span('id', support.clause)]];
    case 'positions':
      return [
        joined(
          [...new Set(support.positions.map(({ actor }) => actor))].map((actor) => [
            `${names.actor(actor)}: `,
            span('id', idsBehind(support.positions.filter((position) => position.actor === actor)).join(', ')),
          ]),
          '; ',
        ),
      ];
    default:
      return support satisfies never;
  }
}

/** The evidence of positions by its ids; a position without any stands for itself. */
function idsBehind(positions: readonly Held[]): string[] {
  return [
    ...new Set(
      positions.flatMap(({ position, evidence }) =>
        evidence.length === 0 ? [position] : evidence.map(({ id }) => id),
      ),
    ),
  ];
}

function joined(lines: readonly Inline[], between: string): Inline {
  return lines.flatMap((line, i) => (i === 0 ? line : [between, ...line]));
}

function rowOf(support: Support): Row {
  switch (support.rests) {
    case 'evidence':
      return { kind: support.piece.mode === 'event' ? 'events' : 'quotes', evidence: support.piece };
    case 'clause':
      return { kind: 'clauses', clause: support.clause };
    case 'positions':
      return { kind: 'positions', positions: support.positions.map(({ position }) => position) };
    default:
      return support satisfies never;
  }
}
