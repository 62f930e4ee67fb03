import { hasBlankLine, isSentenceEnd, sentenceEndFrom, sentenceStartFrom } from './boundaries.ts';
import { type Mark, maxReplacedWords, type Pattern } from './pattern.ts';
import { locate, type Snapshot } from './snapshot.ts';

/** Words of the source that an editor's mark leaves out or replaces, by where they stand in it, in code points. */
export interface Cut {
  readonly kind: 'ellipsis' | 'bracket';
  readonly start: number;
  readonly end: number;
  /** Negations and conditions left out of a sentence of which the quote keeps a part, in order, as the source has them. */
  readonly drops: readonly string[];
  /** Negations and conditions that the editor's brackets add. */
  readonly adds: readonly string[];
  /** The quote goes on in another paragraph, maybe in another statement. */
  readonly leavesParagraph: boolean;
}

/** Words that turn a sentence round when they are left out; `n't` counts as `not`. English only. */
export const turningWords: ReadonlySet<string> = new Set(
  (
    'not never no nor neither none nobody nothing nowhere cannot without hardly scarcely barely rarely seldom ' +
    'if unless only until till except excluding provided providing lest whether otherwise'
  ).split(' '),
);

/** Conditions of more than one word. */
const turningPhrases =
  /\b(?:as long as|so long as|on (?:the )?condition|in case|subject to|depend(?:s|ing|ent)? (?:up)?on)\b/giu;

const words = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/gu;

/** The negations and conditions in a normalised text, in order, in their own letters. */
export function turningWordsIn(text: string): string[] {
  const found = [...text.matchAll(words)].filter(({ 0: word, index }) => {
    // "No. 2803" is a number.
    if (word === 'No' && /^\. ?\d/.test(text.slice(index + 2, index + 5))) return false;
    return turningWords.has(word.toLowerCase()) || /n't$/i.test(word);
  });
  return [...found, ...text.matchAll(turningPhrases)].sort((a, b) => a.index - b.index).map(({ 0: word }) => word);
}

/** The cuts of a verified quote that leave out, replace or add a negation or a condition: each can turn its meaning round. */
export function turningCuts(cuts: readonly Cut[]): Cut[] {
  return cuts.filter(({ drops, adds }) => drops.length > 0 || adds.length > 0);
}

/** What the marks of a pattern leave out of a snapshot when its parts stand at `segments` (in the normalised text). */
export function cutsOf(
  snapshot: Snapshot,
  { marks, leading, trailing }: Pattern,
  segments: readonly (readonly [start: number, end: number])[],
): Cut[] {
  const first = segments[0]?.[0] ?? 0;
  const last = segments.at(-1)?.[1] ?? 0;
  const gaps = marks.map((mark, i) => ({ mark, from: segments[i]?.[1] ?? 0, to: segments[i + 1]?.[0] ?? 0 }));
  // An ellipsis at an end of the quote leaves out the rest of that sentence; of a bracket there only its farthest reach is known.
  if (leading) gaps.unshift({ mark: leading, from: startOfReach(snapshot, first, leading), to: first });
  if (trailing) gaps.push({ mark: trailing, from: last, to: endOfReach(snapshot, last, trailing) });
  return gaps.flatMap(({ mark, from, to }) => {
    if (mark.kind === 'ending' || mark.kind === 'capital') return [];
    const text = snapshot.text.slice(from, to).trim();
    if (text === '...' || text === `[${mark.words}]`) return [];
    const start = snapshot.text[from] === ' ' && from < to ? from + 1 : from;
    const end = snapshot.text[to - 1] === ' ' && to > start ? to - 1 : to;
    const replaced = turningWordsIn(sharedWith(snapshot, from, to));
    const put = turningWordsIn(mark.words);
    const cut = locate(snapshot, start, end);
    const drops = without(replaced, put);
    const adds = without(put, replaced);
    if (text === '' && adds.length === 0) return [];
    const leavesParagraph = hasBlankLine(cut.text);
    return [{ kind: mark.kind, start: cut.start, end: cut.end, drops, adds, leavesParagraph }];
  });
}

function startOfReach(snapshot: Snapshot, first: number, mark: Mark): number {
  const from = sentenceStartFrom(snapshot, first);
  if (mark.kind === 'ellipsis') return from;
  const before = [...snapshot.text.slice(from, first).matchAll(words)].at(-maxReplacedWords);
  return from + (before?.index ?? 0);
}

function endOfReach(snapshot: Snapshot, last: number, mark: Mark): number {
  const to = isSentenceEnd(snapshot, last) ? last : sentenceEndFrom(snapshot, last);
  if (mark.kind === 'ellipsis') return to;
  const after = [...snapshot.text.slice(last, to).matchAll(words)][maxReplacedWords];
  return after ? last + after.index : to;
}

/** Of what lies between two kept parts, the words in a sentence with either of them; sentences left out whole are not. */
function sharedWith(snapshot: Snapshot, from: number, to: number): string {
  const { text } = snapshot;
  const end = isSentenceEnd(snapshot, from) ? from : sentenceEndFrom(snapshot, from, to);
  if (end >= to) return text.slice(from, to);
  const start = sentenceStartFrom(snapshot, to, end);
  return `${text.slice(from, end)} ${text.slice(start, to)}`;
}

function without(these: readonly string[], those: readonly string[]): string[] {
  const left = those.map((word) => word.toLowerCase());
  return these.filter((word) => {
    const at = left.indexOf(word.toLowerCase());
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
