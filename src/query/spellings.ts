/** What the words of a query may stand for: other spellings, other endings, and what was meant where a key was missed. */
import { stemmer } from 'stemmer';
import type { KnowledgeBase, Phrase, Scope, WordQuery } from '../model/knowledge.ts';
import { editDistance } from '../model/nearest.ts';
import type { Near } from './closest.ts';
import type { SearchTerm } from './terms.ts';

/** The words of a term as typed. */
export function asPhrase({ words, prefix }: SearchTerm): Phrase {
  return prefix ? { words, prefix } : { words };
}

/** A term as typed, and with its hyphens closed: `peace-keeping` is `peacekeeping`. */
export function spellings(term: SearchTerm): Phrase[] {
  return term.compound === undefined ? [asPhrase(term)] : [asPhrase(term), { words: [term.compound] }];
}

/** The most words of one hyphenated term that are respelt in every combination. */
const longestVaried = 4;

/** Longer words than this are nobody's typing errors. */
const longestSplit = 100;

/** Shorter beginnings than this match too much to mean anything. */
const shortestPrefix = 3;

/**
 * A term as typed, with its hyphens closed, and for single words what begins with it or has its stem (Porter 1980, English).
 * Where no record has a word or its beginning, only others of its stem are left, nearest first, with the typing errors between.
 */
export function variants(knowledge: KnowledgeBase, term: SearchTerm): Phrase[] {
  const [word = ''] = term.words;
  if (term.quoted || term.words.length > 1) return spellings(term);
  if (word.length < shortestPrefix) return [asPhrase(term)];
  const stem = stemmer(word);
  const kin = knowledge
    .terms(stem.slice(0, Math.max(shortestPrefix, stem.length - 1)), 1, word.length + 6)
    .filter((candidate) => candidate.word !== word && stemmer(candidate.word) === stem);
  if (kin.length === 0 || knowledge.terms(word, 1, 1000).length > 0)
    return [{ words: [word], prefix: true }, ...kin.map((candidate) => ({ words: [candidate.word] }))];
  return kin
    .map((candidate) => ({ ...candidate, edits: editDistance(word, candidate.word, word.length) }))
    .sort((a, b) => a.edits - b.edits || b.records - a.records || (a.word < b.word ? -1 : 1))
    .map(({ word: near, edits }) => ({ words: [near], edits }));
}

/** Says so where no record has a word, or its beginning, and only others of its stem are found. */
export function noteStems(
  { words }: SearchTerm,
  usual: readonly Phrase[],
  instead: Map<string, readonly string[]>,
): void {
  if (usual[0]?.edits === undefined) return;
  instead.set(
    words.join(' '),
    usual.map((near) => near.words.join(' ')),
  );
}

/** A query that records answer first which are named as it was typed. */
export function asNamed(query: WordQuery, wanted: readonly SearchTerm[]): WordQuery {
  return { ...query, names: [wanted.flatMap(({ words }) => words).join(' ')] };
}

/** The most ways in which a whole query is read: the choices for its words multiply. */
const mostReadings = 100;

/** A query that records answer first, among those with as few typing errors, which are named as it may be meant, or have its words side by side. */
export function asMeant(query: WordQuery): WordQuery {
  const choices = Math.max(1, Math.floor(mostReadings ** (1 / query.all.length)));
  const readings = combined(query.all.map((alternatives) => alternatives.slice(0, choices)));
  return {
    ...query,
    names: readings.map(({ words }) => words.join(' ')),
    together: query.all.length === 1 ? [] : readings,
  };
}

/** One alternative of each member, side by side, in every combination. */
function combined(members: readonly (readonly Phrase[])[]): Phrase[] {
  return members.reduce<Phrase[]>(
    (before, alternatives) =>
      before.flatMap(({ words, edits = 0 }) =>
        alternatives.map((next) => ({ words: [...words, ...next.words], edits: edits + (next.edits ?? 0) })),
      ),
    [{ words: [], edits: 0 }],
  );
}

/** A query's terms, and what each of them usually stands for. */
interface Typed {
  readonly wanted: readonly SearchTerm[];
  readonly usual: readonly (readonly Phrase[])[];
  readonly none: readonly Phrase[];
  readonly scope: Scope;
}

/** Looks past typing errors: in the words that no record has, or in all of them where no record has them together. Undefined where there are none to look past. */
export async function respelt(
  knowledge: KnowledgeBase,
  { wanted, usual, none, scope }: Typed,
  instead: Map<string, readonly string[]>,
): Promise<WordQuery | undefined> {
  const strict = usual.map((alternatives) => knowledge.count({ all: [alternatives], none: [], ids: true }, {}) > 0);
  const together = knowledge.count({ all: usual, none, ids: true }, scope) > 0;
  if (together && strict.every(Boolean)) return undefined;
  const { closestWords } = await import('./closest.ts');
  const nearby = (word: string): Near[] => {
    const near = closestWords(word, knowledge.terms('', Math.max(1, word.length - 3), word.length + 3)).filter(
      (other) => other.word !== word,
    );
    if (!isWord(knowledge, word))
      instead.set(
        word,
        near.map((other) => other.word),
      );
    return near;
  };
  const all: (readonly Phrase[])[] = [];
  for (let at = 0; at < wanted.length; at++) {
    const [term, next] = [wanted[at], wanted[at + 1]];
    if (!term) continue;
    const own = usual[at] ?? [];
    if (term.quoted) {
      all.push(own);
      continue;
    }
    const closed = next && !next.quoted ? [...term.words, ...next.words].join('') : undefined;
    if (closed !== undefined && !together && isWord(knowledge, closed)) {
      const apart = [...term.words, ...(next?.words ?? [])];
      const both = { all: [[{ words: apart }]], none: [], ids: true };
      if (knowledge.count(both, {}) === 0) instead.set(apart.join(' '), [closed]);
      all.push([{ words: apart }, { words: [closed], edits: 1 }]);
      at++;
    } else if (strict[at] && strict.some((known) => !known)) all.push(own);
    else all.push([...own, ...respellings(knowledge, term.words, nearby)]);
  }
  return { all, none, ids: true };
}

function isWord(knowledge: KnowledgeBase, word: string): boolean {
  return knowledge.terms(word, word.length, word.length).length > 0;
}

function respellings(knowledge: KnowledgeBase, words: readonly string[], nearby: (word: string) => Near[]): Phrase[] {
  const [word = ''] = words;
  const phrases = (near: readonly Near[]) => near.map(({ word, edits }): Phrase => ({ words: [word], edits }));
  if (words.length === 1) return [...phrases(nearby(word)), ...splits(knowledge, word)];
  // Every choice for every word multiplies: a long term has its words respelt one way only, the nearest.
  const choices = words.length > longestVaried ? 1 : 3;
  const each = words.map((part) => {
    const near = phrases(nearby(part));
    const typed = { words: [part] };
    return (isWord(knowledge, part) ? [typed, ...near] : near.length > 0 ? near : [typed]).slice(0, choices);
  });
  return combined(each);
}

/** `timeline` as `time line`, where both are words of the knowledge base. */
function splits(knowledge: KnowledgeBase, word: string): Phrase[] {
  if (word.length > longestSplit) return [];
  const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, index) => index + 3);
  return cuts
    .map((cut) => [word.slice(0, cut), word.slice(cut)])
    .filter((parts) => parts.every((part) => isWord(knowledge, part)))
    .map((parts) => ({ words: parts, edits: 1 }));
}
