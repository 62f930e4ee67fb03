import { stemmer } from 'stemmer';
import type { Hit, KnowledgeBase, Phrase, Scope, WordQuery } from '../model/knowledge.ts';
import { standing } from '../model/standing.ts';
import { type Searchable, textsOf } from '../model/texts.ts';
import type { Kind } from '../model/vocabulary.ts';
import { compoundsOf, type Word, wordsOf } from '../model/words.ts';
import { type CitedQuote, citedEvidence } from './cited.ts';
import { readQuery, type SearchTerm } from './terms.ts';

/** How a record answers: the words side by side, each word as typed (hyphens aside), a stem or beginning of it, or a word spelt much like it. */
export const matches = ['phrase', 'exact', 'prefix', 'fuzzy'] as const;
export type Match = (typeof matches)[number];

/** The text of a record that answers best, whole, with the [start, end) of what matched. */
export interface Passage extends Searchable {
  readonly marks: readonly (readonly [number, number])[];
}

export interface Found extends Hit {
  readonly match: Match;
  readonly passage: Passage;
  /** Of a condition: what has been said for the positions on it. */
  readonly quotes: readonly CitedQuote[];
}

export interface SearchAnswer {
  readonly found: readonly Found[];
  readonly total: number;
  /** What was looked for in place of words that no record has. */
  readonly instead: ReadonlyMap<string, readonly string[]>;
}

export interface SearchOptions {
  readonly scope: Scope;
  /** The most records to answer with. */
  readonly limit: number;
  /** Only what is written as typed. */
  readonly exact: boolean;
}

interface Level {
  readonly match: Match;
  readonly query: WordQuery;
}

/** Searches every text of the knowledge base, in the order of `matches`, then by BM25. */
export async function search(knowledge: KnowledgeBase, typed: string, options: SearchOptions): Promise<SearchAnswer> {
  const { wanted, excluded } = readQuery(typed);
  const none = excluded.map(asPhrase);
  const instead = new Map<string, readonly string[]>();
  if (wanted.length === 0) return { found: [], total: 0, instead };
  const levels: Level[] = literalLevels(wanted, none);
  if (!options.exact) {
    for (const term of wanted) noteStems(knowledge, term, instead);
    levels.push({
      match: instead.size > 0 ? 'fuzzy' : 'prefix',
      query: { all: wanted.map((term) => variants(knowledge, term)), none, ids: true },
    });
    const tolerant = await tolerantLevel(knowledge, wanted, none, options.scope, instead);
    if (tolerant) levels.push(tolerant);
  }
  return { ...answer(knowledge, levels, options), instead };
}

function answer(knowledge: KnowledgeBase, levels: readonly Level[], { scope, limit }: SearchOptions) {
  const found = new Map<string, Found>();
  for (const { match, query } of levels) {
    if (found.size >= limit) break;
    for (const hit of knowledge.match(query, scope, limit)) {
      const key = `${hit.kind}/${hit.id}`;
      if (found.has(key) || found.size >= limit) continue;
      found.set(key, { ...hit, match, passage: passageOf(knowledge, hit, query), quotes: quotesOf(knowledge, hit) });
    }
  }
  const widest = levels.at(-1)?.query;
  return { found: [...found.values()], total: widest ? knowledge.count(widest, scope) : 0 };
}

function literalLevels(wanted: readonly SearchTerm[], none: readonly Phrase[]): Level[] {
  const exact: Level = {
    match: 'exact',
    query: { all: wanted.map(spellings), none, ids: false },
  };
  const words = wanted.flatMap((term) => term.words);
  const whole = words.length > 1 && !wanted.some((term) => term.prefix);
  return whole ? [{ match: 'phrase', query: { all: [[{ words }]], none, ids: false } }, exact] : [exact];
}

function asPhrase({ words, prefix }: SearchTerm): Phrase {
  return prefix ? { words, prefix } : { words };
}

/** A term as typed, and with its hyphens closed: `peace-keeping` is `peacekeeping`. */
function spellings(term: SearchTerm): Phrase[] {
  return term.compound === undefined ? [asPhrase(term)] : [asPhrase(term), { words: [term.compound] }];
}

/** The most words of one hyphenated term that are respelt in every combination. */
const longestVaried = 4;

/** Shorter beginnings than this match too much to mean anything. */
const shortestPrefix = 3;

/** A term as typed, with its hyphens closed, and for single words what begins with it or has its stem (Porter 1980, English). */
function variants(knowledge: KnowledgeBase, term: SearchTerm): Phrase[] {
  const [word = ''] = term.words;
  if (term.quoted || term.words.length > 1) return spellings(term);
  if (word.length < shortestPrefix) return [asPhrase(term)];
  const stem = stemmer(word);
  const kin = knowledge
    .terms(stem.slice(0, Math.max(shortestPrefix, stem.length - 1)), 1, word.length + 6)
    .filter((candidate) => candidate.word !== word && stemmer(candidate.word) === stem);
  return [{ words: [word], prefix: true }, ...kin.map((candidate) => ({ words: [candidate.word] }))];
}

/** Says so where no record has a word, or its beginning, and only others of its stem are found. */
function noteStems(knowledge: KnowledgeBase, term: SearchTerm, instead: Map<string, readonly string[]>): void {
  const [typed, ...kin] = variants(knowledge, term);
  const [word = ''] = term.words;
  if (!typed || kin.length === 0 || term.words.length > 1 || knowledge.terms(word, 1, 1000).length > 0) return;
  instead.set(
    word,
    kin.map(({ words }) => words.join(' ')),
  );
}

/** Looks past typing errors: in the words that no record has, or in all of them where no record has them together. */
async function tolerantLevel(
  knowledge: KnowledgeBase,
  wanted: readonly SearchTerm[],
  none: readonly Phrase[],
  scope: Scope,
  instead: Map<string, readonly string[]>,
): Promise<Level | undefined> {
  const usual = wanted.map((term) => variants(knowledge, term));
  const strict = usual.map((alternatives) => knowledge.count({ all: [alternatives], none: [], ids: true }, {}) > 0);
  const together = knowledge.count({ all: usual, none, ids: true }, scope) > 0;
  if (together && strict.every(Boolean)) return undefined;
  const { closestWords } = await import('./closest.ts');
  const nearby = (word: string): string[] => {
    const near = closestWords(word, knowledge.terms('', Math.max(1, word.length - 3), word.length + 3)).filter(
      (other) => other !== word,
    );
    if (knowledge.terms(word, word.length, word.length).length === 0) instead.set(word, near);
    return near;
  };
  const all: Phrase[][] = [];
  for (let at = 0; at < wanted.length; at++) {
    const [term, next] = [wanted[at], wanted[at + 1]];
    if (!term) continue;
    const own = usual[at] ?? [];
    if (term.quoted) {
      all.push(own);
      continue;
    }
    const closed = next && !next.quoted ? [...term.words, ...next.words].join('') : undefined;
    if (closed !== undefined && !together && knowledge.terms(closed, closed.length, closed.length).length > 0) {
      const apart = [...term.words, ...(next?.words ?? [])];
      const both = { all: [[{ words: apart }]], none: [], ids: true };
      if (knowledge.count(both, {}) === 0) instead.set(apart.join(' '), [closed]);
      all.push([{ words: apart }, { words: [closed] }]);
      at++;
    } else if (strict[at] && strict.some((known) => !known)) all.push(own);
    else all.push([...own, ...respellings(knowledge, term.words, nearby)]);
  }
  return { match: 'fuzzy', query: { all, none, ids: true } };
}

function respellings(knowledge: KnowledgeBase, words: readonly string[], nearby: (word: string) => string[]): Phrase[] {
  const [word = ''] = words;
  if (words.length === 1) return [...nearby(word).map((near) => ({ words: [near] })), ...splits(knowledge, word)];
  // Every choice for every word multiplies: a long term has its words respelt one way only, the nearest.
  const choices = words.length > longestVaried ? 1 : 3;
  const each = words.map((part) => {
    const near = nearby(part);
    const known = knowledge.terms(part, part.length, part.length).length > 0;
    return (known ? [part, ...near] : near.length > 0 ? near : [part]).slice(0, choices);
  });
  return each
    .reduce<string[][]>(
      (phrases, choices) => phrases.flatMap((phrase) => choices.map((choice) => [...phrase, choice])),
      [[]],
    )
    .map((phrase) => ({ words: phrase }));
}

/** `timeline` as `time line`, where both are words of the knowledge base. */
function splits(knowledge: KnowledgeBase, word: string): Phrase[] {
  const known = (part: string) => knowledge.terms(part, part.length, part.length).length > 0;
  const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, index) => index + 3);
  return cuts
    .map((cut) => [word.slice(0, cut), word.slice(cut)])
    .filter((parts) => parts.every(known))
    .map((parts) => ({ words: parts }));
}

function passageOf(knowledge: KnowledgeBase, hit: Hit, query: WordQuery): Passage {
  const record = knowledge.find(hit.kind, hit.id);
  const texts = record ? textsOf({ kind: hit.kind, record } as Parameters<typeof textsOf>[0]) : [];
  const phrases = query.all.flat();
  const passages = texts.map((text): Passage => ({ ...text, marks: marksIn(text.text, phrases) }));
  const most = Math.max(0, ...passages.map((passage) => passage.marks.length));
  return (
    passages.find((passage) => passage.marks.length === most) ?? { field: 'id', text: hit.id, part: 'name', marks: [] }
  );
}

/** Where in a text any of the phrases stands, in order and without overlap. */
export function marksIn(text: string, phrases: readonly Phrase[]): (readonly [number, number])[] {
  const words = wordsOf(text);
  const marks: (readonly [number, number])[] = [];
  for (let at = 0; at < words.length; ) {
    const length = Math.max(0, ...phrases.map((phrase) => lengthAt(words, at, phrase)));
    const [first, last] = [words[at], words[at + length - 1]];
    if (length > 0 && first && last) marks.push([first.start, last.end]);
    at += Math.max(1, length);
  }
  return marks;
}

/** How many words of a text a phrase covers from one of them on; 0 where it does not stand there. */
function lengthAt(words: readonly Word[], at: number, phrase: Phrase): number {
  const { length } = phrase.words;
  const fits = phrase.words.every((word, offset) => {
    const there = words[at + offset]?.word;
    return phrase.prefix && offset === length - 1 ? there?.startsWith(word) : there === word;
  });
  if (fits) return length;
  const joined = words.slice(at).findIndex((word, offset) => offset > 0 && !word.joined);
  const run = words.slice(at, joined === -1 ? undefined : at + joined);
  const [compound] = length === 1 && !words[at]?.joined ? compoundsOf(run) : [];
  return compound !== undefined && compound === phrase.words[0] ? run.length : 0;
}

function quotesOf(knowledge: KnowledgeBase, { kind, id }: { kind: Kind; id: string }): CitedQuote[] {
  if (kind !== 'conditions') return [];
  const positions = standing(knowledge.naming('positions', 'conditions', id, ['condition', 'any_of']), null);
  const evidence = citedEvidence(
    knowledge,
    positions.flatMap((position) => position.evidence),
    null,
  );
  return evidence.filter((piece): piece is CitedQuote => piece.mode !== 'event');
}
