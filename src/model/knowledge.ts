import type { Proof } from './proof.ts';
import type { Manifest, RecordOf } from './record.ts';
import type { Kind } from './vocabulary.ts';

/** A record and its kind. */
export type Entry = { [K in Kind]: { readonly kind: K; readonly id: string; readonly record: RecordOf[K] } }[Kind];

/** One record's mention of another: `field` is the outermost field that holds the reference. */
export interface Referrer {
  readonly kind: Kind;
  readonly id: string;
  readonly field: string;
}

/** A name that something answers to. */
export interface Name {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly how: 'id' | 'former id' | 'name' | 'alias' | 'code';
}

/** Words that stand side by side; with `prefix`, the last may go on. */
export interface Phrase {
  readonly words: readonly string[];
  readonly prefix?: boolean;
  /** How many typing errors it is away from what was typed; none unless said. */
  readonly edits?: number;
}

/** What a record's text must have: of each member of `all` one phrase, of `none` not any. */
export interface WordQuery {
  readonly all: readonly (readonly Phrase[])[];
  readonly none: readonly Phrase[];
  /** Also look in the ids of records that have no name. */
  readonly ids: boolean;
  /** The names that the query as a whole may be meant for. */
  readonly names?: readonly string[];
  /** What its words would be side by side. */
  readonly together?: readonly Phrase[];
}

/** Which records a search looks at; dates are days, and a record without a date is outside of any. */
export interface Scope {
  readonly kinds?: readonly Kind[];
  readonly actor?: string;
  readonly condition?: string;
  readonly source?: string;
  readonly since?: string;
  readonly until?: string;
}

export interface Hit {
  readonly kind: Kind;
  readonly id: string;
  /** BM25, higher is better; comparable within one search. */
  readonly score: number;
}

/** A word of the whole knowledge base and the number of records that have it. */
export interface Term {
  readonly word: string;
  readonly records: number;
}

/**
 * The knowledge base as questions see it: valid records only, references already led to current ids, everything in id order.
 * The index implements it; so can a test, from records in memory.
 */
export interface KnowledgeBase {
  readonly manifest: Manifest;
  find<K extends Kind>(kind: K, id: string): RecordOf[K] | undefined;
  /** The records of a kind that lie within the scope. */
  list<K extends Kind>(kind: K, scope?: Omit<Scope, 'kinds'>): Iterable<RecordOf[K]>;
  /** The records of `kind` that mention the record `id` of the kind `of` in one of their outermost `fields`. */
  naming<K extends Kind>(kind: K, of: Kind, id: string, fields: readonly string[]): RecordOf[K][];
  /** Of these, the one with the latest first day that is not after `until`; of one day, the one with the last id. */
  newest<K extends Kind>(
    kind: K,
    of: Kind,
    id: string,
    fields: readonly string[],
    until: string | null,
  ): RecordOf[K] | undefined;
  /** The records of a kind that mention anything in an outermost field. */
  mentioning<K extends Kind>(kind: K, field: string): RecordOf[K][];
  /** Every mention of a record. */
  referrers(kind: Kind, id: string): Referrer[];
  /** What the lockfile vouches for of a direct quote; undefined where it was never verified. */
  proof(quote: string): Proof | undefined;
  /** Every entry of the lockfile, those included whose quotes are gone. */
  proofs(): Iterable<Proof>;
  /** What answers to a name, whatever its case and accents. */
  named(name: string): Name[];
  /** The first `limit` records of the given kinds whose id starts with `prefix`, kind by kind in id order. */
  idsFrom(kinds: readonly Kind[], prefix: string, limit: number): { readonly kind: Kind; readonly id: string }[];
  /** Every name of the given kinds, for suggestions. */
  names(kinds: readonly Kind[]): Name[];
  /** The `limit` best records whose text answers the query: by the fewest typing errors, then those that are named so, then those that have the words together, then by BM25. */
  match(query: WordQuery, scope: Scope, limit: number): Hit[];
  /** How many records answer the query. */
  count(query: WordQuery, scope: Scope): number;
  /** The distinct words that start with `prefix` and are `shortest` to `longest` code units long, in code-unit order. */
  terms(prefix: string, shortest: number, longest: number): Term[];
}
