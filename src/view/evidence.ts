import type { Cited, CitedQuote, CitedSource } from '../query/cited.ts';
import type { Names } from '../query/names.ts';
import { verificationLabel } from './labels.ts';
import { type Block, type Inline, span } from './view.ts';

/** The actor that the words around a quote name already; null where they name none. Of any other, a quote says whose position it speaks of. */
export type Around = string | null;

/** Evidence as quotes with their sources. */
export function evidenceBlocks(evidence: readonly Cited[], around: Around, names: Names): Block[] {
  return evidence.map((piece, index) => {
    const before = evidence[index - 1];
    return before !== undefined && isSameStatement(before, piece)
      ? shortBlock(piece)
      : evidenceBlock(piece, around, names);
  });
}

/** True where two quotes are of one speaker for one actor, on one day, in one source. */
function isSameStatement(a: Cited, b: Cited): b is CitedQuote {
  return a.mode !== 'event' && b.mode !== 'event' && originOf(a) === originOf(b);
}

/** What quotes of one statement have in common: speaker, actor, day, source and what is said of them. */
export function originOf({
  actor,
  speaker,
  attribution,
  claimed_by,
  said,
  place,
  source,
  credibility,
  also_in,
  contradicts,
}: CitedQuote): string {
  return JSON.stringify([
    actor,
    speaker,
    attribution,
    claimed_by,
    said,
    place,
    source.id,
    credibility,
    also_in.map(({ id }) => id),
    contradicts,
  ]);
}

function shortBlock(quote: CitedQuote): Block {
  return { block: 'quote', verbatim: quote.mode === 'direct', text: quote.text, source: [sameSource(quote)] };
}

/** The origin of a quote that shares it with another: the one before it, or the one that `as` names. */
export function sameSource(quote: CitedQuote, as: Inline = []): Inline {
  return [
    span('muted', 'the same speaker, date and source'),
    ...as,
    ' · ',
    verificationLabel(quote.verification),
    ' · ',
    span('id', quote.id),
  ];
}

/** One piece of evidence: its words in full, who said them when and where, and the source with its ratings; `marks` are [start, end) offsets in its text. */
export function evidenceBlock(
  piece: Cited,
  around: Around,
  names: Names,
  marks: readonly (readonly [number, number])[] = [],
): Block {
  return {
    block: 'quote',
    verbatim: piece.mode === 'direct',
    text: piece.text,
    marks,
    source: evidenceSource(piece, around, names),
  };
}

/** Where a piece of evidence comes from, a line for each thing to say: who said it when and where, the source with its ratings, where else it stands, what it contradicts. */
export function evidenceSource(piece: Cited, around: Around, names: Names): Inline[] {
  if (piece.mode !== 'event') return quoteSource(piece, around, names);
  return [
    ['event, ', span('date', piece.said), ' · ', span('id', piece.id)],
    ...piece.sources.map((source) => sourceLine(source, null)),
  ];
}

/** The words in full, in a line: in quotation marks where they are the speaker's own. */
export function wordsOf({ mode, text }: Cited): string {
  return mode === 'direct' ? `“${text.trim()}”` : `reported: ${text.trim()}`;
}

/** One piece of evidence in a line, for a cell of a table: its words in full, who said them when, and the publication. */
export function evidenceLine(piece: Cited, around: Around, names: Names): Inline {
  const words = wordsOf(piece);
  if (piece.mode === 'event') return [words, ' – event, ', span('date', piece.said), ' · ', span('id', piece.id)];
  const { publisher, published, reliability } = piece.source;
  return [
    words,
    ' – ',
    ...voice(piece, around, names),
    span('date', piece.said),
    ` – ${publisher}${published === '' ? '' : `, ${published}`}`,
    ...rating(reliability, piece.credibility),
    ' · ',
    verificationLabel(piece.verification),
    ' · ',
    span('id', piece.id),
  ];
}

function quoteSource(quote: CitedQuote, around: Around, names: Names): Inline[] {
  const contradicted =
    quote.contradicts.length === 0 ? [] : [[span('caution', 'contradicts '), span('id', quote.contradicts.join(', '))]];
  return [
    [...voice(quote, around, names), span('date', quote.said), ...(quote.place === null ? [] : [`, ${quote.place}`])],
    [
      ...sourceLine(quote.source, quote.credibility),
      ' · ',
      verificationLabel(quote.verification),
      ' · ',
      span('id', quote.id),
    ],
    ...quote.also_in.map((source): Inline => ['also in ', ...sourceLine(source, null)]),
    ...contradicted,
  ];
}

/** Whose position it speaks of, and who speaks: by name or role, and whose word it is where it is not the actor's own. */
function voice(quote: CitedQuote, around: Around, names: Names): Inline {
  const { speaker, attribution, claimed_by } = quote;
  const actor = quote.actor === null || quote.actor === around ? null : names.actor(quote.actor);
  if (claimed_by !== null)
    return [
      ...subject(actor),
      span('caution', `claim by ${names.actor(claimed_by)}`),
      speaker === null ? ', ' : ` (${speaker}), `,
    ];
  if (attribution === 'outlet') return [...subject(actor), span('caution', "in the outlet's voice"), ', '];
  const person = speaker ?? attribution;
  if (person === null) return actor === null ? [] : [`${actor}, `];
  // A person who is the actor speaks for nobody else.
  const whose = actor === null || actor === person ? [] : [`${actor}: `];
  return [...whose, person, speaker !== null && attribution === 'anonymous' ? ' (anonymous), ' : ', '];
}

/** Whom somebody else speaks of. */
function subject(actor: string | null): Inline {
  return actor === null ? [] : [`of ${actor}: `];
}

function sourceLine(source: CitedSource, credibility: number | null): Inline {
  const title = { role: 'title' as const, text: source.title, ...(source.url === null ? {} : { href: source.url }) };
  const published = source.published === '' ? '' : `, ${source.published}`;
  return [`${source.publisher}, `, title, published, ...rating(source.reliability, credibility)];
}

/** The Admiralty code: reliability of the source and credibility of the statement, `?` for what is not rated. */
function rating(reliability: string | null, credibility: number | null): Inline {
  if (reliability === null && credibility === null) return [];
  return [' · ', span('rating', `${reliability ?? '?'}${credibility ?? ''}`)];
}
