import type { Passage } from '../evidence/closest.ts';
import type { Verification } from '../model/proof.ts';
import { counted, verificationLabel } from './labels.ts';
import { type Block, type Inline, type Span, span } from './view.ts';

/** What came of one direct quote: compared with its source's snapshot, or, in a run without snapshots, what the lockfile says. */
export type Verified = {
  readonly quote: string;
  readonly source: string;
  readonly state: 'verified' | 'not_found' | 'ambiguous' | 'no_snapshot' | Exclude<Verification, 'reported'>;
  /** Where the quote starts in the source's text, in code points. */
  readonly start: number | null;
  readonly closest: Passage | null;
  /** What the lockfile says after the run, and since when. */
  readonly verification: Verification;
  readonly verified: string | null;
  /** Of an ambiguous quote, where it starts, the first hundred places of `count`. */
  readonly starts: readonly number[];
  readonly count: number;
  /** Negations and conditions that its cuts leave out or its brackets add. */
  readonly drops: readonly string[];
  readonly adds: readonly string[];
  readonly leaves_paragraph: boolean;
  /** False where the prefix or suffix that it gives does not stand there. */
  readonly in_context: boolean;
};

/** All quotes in a table, then what is to be mended one by one; `texts` are the quotes' words by id. */
export function verifyBlocks(rows: readonly Verified[], texts: ReadonlyMap<string, string>): Block[] {
  return [
    ...(rows.length === 0
      ? []
      : [
          {
            block: 'table' as const,
            columns: [
              { head: 'quote' },
              { head: 'source' },
              { head: 'state' },
              { head: 'start', align: 'right' as const },
            ],
            rows: rows.map((row) => [
              [span('id', row.quote)],
              [span('id', row.source)],
              state(row),
              [row.start === null ? '' : String(row.start)],
            ]),
          },
        ]),
    ...rows.flatMap((row) => faultBlocks(row, texts.get(row.quote) ?? '')),
  ];
}

function state(row: Verified): Inline {
  const on = row.verified === null ? [] : [` on ${row.verified}`];
  switch (row.state) {
    case 'not_found':
      return [span('bad', 'not found')];
    case 'ambiguous':
      return [span('bad', 'ambiguous')];
    case 'no_snapshot':
      return [span('caution', 'no snapshot'), ', ', verificationLabel(row.verification), ...on];
    case 'verified':
      return row.in_context && !isRisky(row)
        ? [span('good', 'verified'), ...on]
        : [span('good', 'verified'), ...on, ', ', span('caution', 'see below')];
    case 'changed':
    case 'unverified':
      return [verificationLabel(row.state), ...on];
    default:
      return row.state satisfies never;
  }
}

function isRisky({ drops, adds, leaves_paragraph }: Verified): boolean {
  return drops.length > 0 || adds.length > 0 || leaves_paragraph;
}

function faultBlocks(row: Verified, text: string): Block[] {
  const title = (label: Span, more = ''): Block => ({
    block: 'heading',
    level: 3,
    text: [span('id', row.quote), '  ', label, ` in ${row.source}`, more],
  });
  if (row.state === 'not_found')
    return [
      title(span('bad', 'not found')),
      ...(row.closest
        ? [
            { block: 'prose' as const, text: marked(row.closest) },
            prose(`the closest passage starts at character ${row.closest.start} of the source`),
          ]
        : [{ block: 'prose' as const, text: [`“${text.trim()}”`] }, prose('no passage of the source comes near it')]),
    ];
  if (row.state === 'ambiguous') {
    const more = row.starts.length < row.count || row.starts.length > 5 ? ', …' : '';
    return [
      title(span('bad', 'ambiguous')),
      { block: 'prose', text: [`“${text.trim()}”`] },
      prose(`it stands there in ${counted(row.count, 'place')}, at ${row.starts.slice(0, 5).join(', ')}${more}`),
      hint('add prefix or suffix: the words right before or right after it'),
    ];
  }
  if (row.state !== 'verified') return [];
  const listed = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');
  const remarks = [
    ...(row.drops.length === 0 ? [] : [`a cut leaves out ${listed(row.drops)}, which can turn the meaning round`]),
    ...(row.adds.length === 0 ? [] : [`brackets add ${listed(row.adds)}, which can turn the meaning round`]),
    ...(row.leaves_paragraph ? ['a cut runs on into another paragraph, maybe another statement'] : []),
    ...(row.in_context ? [] : ['its prefix or suffix is not what stands around it there']),
  ];
  if (remarks.length === 0) return [];
  return [
    title(span('good', 'verified'), ', but look at it'),
    { block: 'prose', text: [`“${text.trim()}”`] },
    ...remarks.map(prose),
  ];
}

function prose(text: string): Block {
  return { block: 'prose', text: [span('muted', text)] };
}

function hint(text: string): Block {
  return { block: 'prose', text: [span('hint', 'hint: '), text] };
}

/** The quote and the passage in one: `[-so-]` stands in the source alone, `{+so+}` in the quote alone, as git marks words. */
function marked({ diff }: Passage): Inline {
  return [
    '“',
    ...diff.flatMap(({ kind, text }, index): Inline => {
      const bare = text.trim();
      const before = index > 0 && text.startsWith(' ') ? ' ' : '';
      const after = text.endsWith(' ') ? ' ' : '';
      if (kind === 'same') return [index === 0 ? text.trimStart() : text];
      return [before, kind === 'missing' ? span('good', `[-${bare}-]`) : span('bad', `{+${bare}+}`), after];
    }),
    '”',
  ];
}
