import type { Hit, KnowledgeBase, Phrase, Scope, WordQuery } from '../model/knowledge.ts';
import { type Searchable, textsOf } from '../model/texts.ts';
import { compoundsOf, type Word, wordsOf } from '../model/words.ts';
import { asMeant, asNamed, asPhrase, noteStems, respelt, spellings, variants } from './spellings.ts';
import { type StanceOn, stancesOn } from './stances.ts';
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
  /** Of a condition: the positions on it. */
  readonly stances: readonly StanceOn[];
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

/**
 * Searches every text of the knowledge base, in the order of `matches`; the fuzzy hits by the fewest typing errors. Among equals,
 * what is named so comes before what mentions it, and then BM25 decides.
 */
export async function search(knowledge: KnowledgeBase, typed: string, options: SearchOptions): Promise<SearchAnswer> {
  const { wanted, excluded } = readQuery(typed);
  const none = excluded.map(asPhrase);
  const instead = new Map<string, readonly string[]>();
  if (wanted.length === 0) return { found: [], total: 0, instead };
  const levels: Level[] = literalLevels(wanted, none);
  if (!options.exact) {
    const usual = wanted.map((term) => variants(knowledge, term));
    for (const [at, term] of wanted.entries()) noteStems(term, usual[at] ?? [], instead);
    const query = { all: usual, none, ids: true };
    levels.push(
      instead.size > 0 ? { match: 'fuzzy', query: asMeant(query) } : { match: 'prefix', query: asNamed(query, wanted) },
    );
    const tolerant = await respelt(knowledge, { wanted, usual, none, scope: options.scope }, instead);
    if (tolerant) levels.push({ match: 'fuzzy', query: asMeant(tolerant) });
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
      const stances = hit.kind === 'conditions' ? stancesOn(knowledge, hit.id) : [];
      found.set(key, { ...hit, match, passage: passageOf(knowledge, hit, query), stances });
    }
  }
  const widest = levels.at(-1)?.query;
  return { found: [...found.values()], total: widest ? knowledge.count(widest, scope) : 0 };
}

function literalLevels(wanted: readonly SearchTerm[], none: readonly Phrase[]): Level[] {
  const exact: Level = {
    match: 'exact',
    query: asNamed({ all: wanted.map(spellings), none, ids: false }, wanted),
  };
  const words = wanted.flatMap((term) => term.words);
  const whole = words.length > 1 && !wanted.some((term) => term.prefix);
  if (!whole) return [exact];
  return [{ match: 'phrase', query: asNamed({ all: [[{ words }]], none, ids: false }, wanted) }, exact];
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
  if (length !== 1 || words[at]?.joined) return 0;
  let end = at + 1;
  while (words[end]?.joined) end++;
  const run = words.slice(at, end);
  const [compound] = compoundsOf(run);
  return compound !== undefined && compound === phrase.words[0] ? run.length : 0;
}
