/** Tolerance for typing: Fuse.js finds the candidates, the edit distance ranks them. Loaded only where an exact look-up has failed. */
import Fuse from 'fuse.js';
import type { Term } from '../model/knowledge.ts';
import { editDistance } from '../model/nearest.ts';
import { fold } from '../model/words.ts';

/** Fuse.js takes seconds over longer queries. */
const longestQuery = 64;

/** Threshold 0.4: at 0.3 one swap of neighbours in six is lost. */
function candidates(query: string, among: readonly string[]): readonly string[] {
  if (query.length < 2 || query.length > longestQuery) return [];
  const fuse = new Fuse(among, { ignoreLocation: true, threshold: 0.4, shouldSort: false });
  return fuse.search(query).map(({ item }) => item);
}

/** How many typos a word may have: one in four letters, at least one, at most three. */
function tolerance(word: string): number {
  return Math.min(3, Math.max(1, Math.floor(word.length / 4)));
}

/** A word that another may be meant for, and how many typing errors lie between. */
export interface Near {
  readonly word: string;
  readonly edits: number;
}

/** The words of a vocabulary that `word` may be meant for: nearest first, then the more frequent; at most five. */
export function closestWords(word: string, vocabulary: readonly Term[]): Near[] {
  const records = new Map(vocabulary.map((term) => [term.word, term.records]));
  return candidates(word, [...records.keys()])
    .map((candidate) => ({ word: candidate, edits: editDistance(word, candidate, tolerance(word)) }))
    .filter(({ edits }) => edits <= tolerance(word))
    .sort(
      (a, b) =>
        a.edits - b.edits || (records.get(b.word) ?? 0) - (records.get(a.word) ?? 0) || (a.word < b.word ? -1 : 1),
    )
    .slice(0, 5);
}

/** The names that come closest to what was typed, by spelling, whatever the case and accents; at most three, none much farther than the first. */
export function closestNames(
  typed: string,
  names: readonly { readonly name: string; readonly id: string }[],
): string[] {
  const byKey = new Map(names.map(({ name, id }) => [fold(name), id]));
  const wanted = fold(typed);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near = candidates(wanted, [...byKey.keys()])
    .map((key) => ({ id: byKey.get(key) ?? key, distance: editDistance(wanted, key, limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  const closest = near[0]?.distance ?? 0;
  return [...new Set(near.filter(({ distance }) => distance <= closest + 1).map(({ id }) => id))].slice(0, 3);
}
