import type { Kind } from './vocabulary.ts';

/** A record that errors in the data keep out of answers, and where it stands. */
export interface LeftOut {
  /** Null where it could not be read. */
  readonly kind: Kind | null;
  /** Empty where it has none, or none that could be read. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** The id of what it rests on, which is left out too; empty where what it shares with other records is at fault, null where a problem stands at its own lines. */
  readonly because: string | null;
}
