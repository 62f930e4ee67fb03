/** How answers state positions, commitments and the evidence for them. */
import type { KnowledgeBase } from '../model/knowledge.ts';
import { type Commitment, conditionOf, type Position, undertakingOf } from '../model/record.ts';
import type { AsOf } from '../model/standing.ts';
import type { Act, Stance, Strength } from '../model/vocabulary.ts';
import { type Cited, citedEvidence, type Voice, voiceOf } from './cited.ts';
import type { Stand, Term } from './stand.ts';

/** A piece of evidence and the position or commitment that rests on it. */
export type Resting = Cited & { readonly record: string };

/** The evidence that records rest on by `asOf`, record by record. */
export function restingOn(
  knowledge: KnowledgeBase,
  records: readonly (Position | Commitment)[],
  asOf: AsOf,
): Resting[] {
  return records.flatMap(({ id, evidence }) =>
    citedEvidence(knowledge, evidence, asOf).map((piece) => ({ ...piece, record: id })),
  );
}

/** A position as answers carry it; the condition is an id, or the list of which one will do. */
export interface StatedStance {
  readonly position: string;
  readonly actor: string;
  readonly undertaking: string | null;
  readonly condition: string | readonly string[];
  readonly stance: Stance;
  readonly strength: Strength | null;
  readonly since: string;
}

export function statedStance(position: Position): StatedStance {
  return {
    position: position.id,
    actor: position.actor,
    undertaking: undertakingOf(position) ?? null,
    condition: conditionOf(position),
    stance: position.stance,
    strength: position.strength ?? null,
    since: position.since,
  };
}

/** A stance against a condition, as answers carry it. */
export interface Opposition extends Voice {
  readonly actor: string;
  readonly condition: string;
  /** What it is said for, where that is named. */
  readonly undertaking: string | null;
  readonly strength: Strength | null;
  readonly position: string;
}

export function oppositionOf(stand: Stand, position: Position, condition: string): Opposition {
  return {
    actor: position.actor,
    condition,
    undertaking: undertakingOf(position) ?? null,
    strength: position.strength ?? null,
    position: position.id,
    ...voiceBehind(stand, position),
  };
}

/** Whose word a record is by then. */
export function voiceBehind(stand: Stand, { evidence }: Position | Commitment): Voice {
  return voiceOf(stand.knowledge, evidence, stand.asOf);
}

/** A term of an actor's, as answers carry it: the position, and the condition or the list of which one will do. */
export interface StatedTerm extends Voice {
  readonly position: string;
  readonly condition: string | readonly string[];
  readonly strength: Strength | null;
  readonly since: string;
}

export function statedTerm(stand: Stand, { position }: Term): StatedTerm {
  return {
    position: position.id,
    condition: conditionOf(position),
    strength: position.strength ?? null,
    since: position.since,
    ...voiceBehind(stand, position),
  };
}

/** The commitment that an actor's outcome hangs on. */
export interface Decided extends Voice {
  readonly commitment: string;
  readonly act: Act;
  readonly date: string;
}

export function decided(stand: Stand, latest: Commitment | undefined): Decided | null {
  if (!latest) return null;
  return { commitment: latest.id, act: latest.act, date: latest.date, ...voiceBehind(stand, latest) };
}
