import type { Finding, Severity } from '../model/diagnostic.ts';
import type { Proof } from '../model/proof.ts';
import type { Manifest, RecordOf } from '../model/record.ts';
import type { Kind, Space } from '../model/vocabulary.ts';

/** A record under examination; `row` stands for it in findings, since an id may be taken twice. */
export type Subject<K extends Kind = Kind> = {
  readonly [P in K]: { readonly row: number; readonly kind: P; readonly id: string; readonly record: RecordOf[P] };
}[K];

/** A mention of something that is not there; `row` is below 0 where the record that makes it could not be read itself. */
export interface Unresolved {
  readonly row: number;
  readonly path: Finding['path'];
  readonly space: Space;
  readonly id: string;
}

/** Two claims to one id, maybe of one record: `owner` has it, as its current id before a former one, then by the order of files and lines. */
export interface Clash {
  readonly owner: Subject;
  readonly ownerFile: string;
  readonly other: Subject;
  readonly id: string;
  /** The former id of `other` that clashes, by its index; undefined where its id does. */
  readonly former?: number;
}

/** An entry of the lockfile, the line it stands on, and the row of its quote where that is there. */
export interface Locked extends Proof {
  readonly line: number;
  readonly row: number | null;
}

/** Every record that could be read, valid together or not; what rules ask. Iterables run in file and line order. */
export interface Corpus {
  readonly manifest: Manifest;
  each<K extends Kind>(kind: K): Iterable<Subject<K>>;
  /** The record that an id, current or former, leads to. */
  find<K extends Kind>(kind: K, id: string): Subject<K> | undefined;
  /** Quotes or events. */
  evidence(id: string): Subject<'quotes' | 'events'> | undefined;
  unresolved(): Iterable<Unresolved>;
  clashes(): Iterable<Clash>;
  /** The records of a kind that no other record mentions. */
  unmentioned<K extends Kind>(kind: K): Iterable<Subject<K>>;
  /** What the lockfile vouches for, in the order of its lines. */
  locked(): Iterable<Locked>;
  /** Every id of a space, for suggestions. */
  ids(space: Space): string[];
}

/** One check of the data: pure, and told nothing of files; the index places what it finds. */
export interface Rule {
  readonly id: string;
  readonly description: string;
  readonly severity: Severity;
  /** True where a record with this error stays in answers, which show it for what it is. */
  readonly leavesIn?: true;
  check(corpus: Corpus): Iterable<Finding>;
}
