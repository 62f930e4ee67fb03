import type * as z from 'zod';
import { firstDay } from './edtf.ts';
import type { manifestSchema, schemas } from './schema.ts';
import { defaultUndertaking, type Kind } from './vocabulary.ts';

export type { Delivery } from './schema.ts';

type Valid<K extends Kind> = z.infer<(typeof schemas)[K]>;

export type Actor = Valid<'actors'>;
export type Source = Valid<'sources'>;
export type Quote = Valid<'quotes'>;
export type Condition = Valid<'conditions'>;
export type Position = Valid<'positions'> & { id: string };
export type Commitment = Valid<'commitments'> & { id: string };
export type Clause = Valid<'clauses'>;
export type Event = Valid<'events'>;
export type Manifest = z.infer<typeof manifestSchema>;

/** What a knowledge base keeps of each kind: a validated record that has its id. */
export interface RecordOf {
  actors: Actor;
  sources: Source;
  quotes: Quote;
  conditions: Condition;
  positions: Position;
  commitments: Commitment;
  clauses: Clause;
  events: Event;
}

/** The undertaking that a position is about, or undefined for a general stance: a demand or a waiver is about taking part unless it says. */
export function undertakingOf(position: Omit<Position, 'id'>): string | undefined {
  if (position.undertaking !== undefined) return position.undertaking;
  return position.stance === 'requires' || position.stance === 'waives' ? defaultUndertaking : undefined;
}

/** What actors may undertake in a knowledge base, by slug, each with its meaning: what the manifest names, and taking part, on which records fall back. */
export function undertakingsIn({ undertakings = {} }: Manifest): Readonly<Record<string, string>> {
  return Object.hasOwn(undertakings, defaultUndertaking) ? undertakings : { [defaultUndertaking]: '', ...undertakings };
}

/** The undertaking that a commitment is about: taking part unless it says. */
export function undertakingOfCommitment(commitment: Omit<Commitment, 'id'>): string {
  return commitment.undertaking ?? defaultUndertaking;
}

/** What a position is about, as answers have it: one condition, or in id order those of which one will do. */
export function conditionOf(position: Omit<Position, 'id'>): string | string[] {
  return position.any_of ? conditionsOf(position) : (position.condition ?? '');
}

/** The conditions that a position names, of which one will do, in id order. */
export function conditionsOf(position: Omit<Position, 'id'>): string[] {
  return position.any_of
    ? [...new Set(position.any_of)].sort()
    : position.condition === undefined
      ? []
      : [position.condition];
}

/**
 * What two positions share when the later one supersedes the earlier: actor, undertaking and condition (or whole any_of set). Whoever
 * turns round need not name the undertaking: a stance about none in particular and a demand about taking part are one course.
 */
export function positionKey(position: Omit<Position, 'id'>): string {
  const undertaking = undertakingOf(position) ?? defaultUndertaking;
  return [position.actor, undertaking, conditionsOf(position).join('|')].join(' ');
}

/** What two commitments share when they are the same act twice. */
export function commitmentKey(commitment: Omit<Commitment, 'id'>): string {
  return [commitment.actor, undertakingOfCommitment(commitment), commitment.act].join(' ');
}

/** The id of a position or commitment that has none of its own: actor, undertaking, condition or act, and first day, as one slug. */
export function madeId(
  kind: 'positions' | 'commitments',
  record: Omit<Position, 'id'> | Omit<Commitment, 'id'>,
): string {
  const parts =
    kind === 'positions'
      ? positionParts(record as Omit<Position, 'id'>)
      : commitmentParts(record as Omit<Commitment, 'id'>);
  return parts.filter((part) => part !== undefined).join('-');
}

function positionParts(position: Omit<Position, 'id'>): (string | undefined)[] {
  return [position.actor, undertakingOf(position), conditionsOf(position).join('-or-'), firstDay(position.since)];
}

function commitmentParts(commitment: Omit<Commitment, 'id'>): (string | undefined)[] {
  return [commitment.actor, undertakingOfCommitment(commitment), commitment.act, firstDay(commitment.date)];
}
