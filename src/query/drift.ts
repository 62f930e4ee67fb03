import type { Change } from '../model/change.ts';
import { compareText } from '../model/diagnostic.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { AsOf } from '../model/standing.ts';
import type { Kind } from '../model/vocabulary.ts';
import { type Cited, citedEvidence, type Voice } from './cited.ts';
import { byDay, commitmentMoves, type EventMove, type Move, positionMoves, statusMoves } from './moves.ts';

/** A change of a position; a decision; a status of a condition; or, between revisions, a record that is gone or reads otherwise. */
export type DriftChange = Change | 'commitment' | 'status' | 'removed' | 'corrected';

/** One thing that moved; `before` and `after` are its sides, or of a corrected record the fields that differ. */
export interface Drifted extends Voice {
  readonly actor: string | null;
  readonly undertaking: string | null;
  readonly change: DriftChange;
  readonly condition: string | readonly string[] | null;
  readonly kind: Kind;
  readonly id: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly note: string | null;
  readonly evidence: readonly Cited[];
  /** What `before` rests on. */
  readonly evidence_before: readonly Cited[];
  /** What moved, where that is a move in time and not of a record. */
  readonly move: Move | null;
}

/** A move that a drift tells of: events are no drift. */
export type DriftingMove = Exclude<Move, EventMove>;

/** What moved after one day and up to another, as one edition of the knowledge base has it. */
export function driftBetweenDays(knowledge: KnowledgeBase, from: string, to: AsOf): Drifted[] {
  return movesIn(knowledge, to)
    .filter(({ day }) => day > from)
    .map((move) => drifted(knowledge, move, to))
    .sort(byActor);
}

/** Every move but events by `asOf`. */
export function movesIn(knowledge: KnowledgeBase, asOf: AsOf): DriftingMove[] {
  return [
    ...positionMoves(knowledge, [...knowledge.list('positions')], asOf),
    ...commitmentMoves(knowledge, [...knowledge.list('commitments')], asOf),
    ...[...knowledge.list('conditions')].flatMap((condition) => statusMoves(knowledge, condition, asOf)),
  ];
}

/** A move as a drift tells it. */
export function drifted(knowledge: KnowledgeBase, move: DriftingMove, asOf: AsOf): Drifted {
  const { actor, undertaking, condition, kind, id, before, after, claim, evidence_missing, note, evidence } = move;
  return {
    actor,
    undertaking,
    change: kind === 'positions' ? move.change : kind === 'commitments' ? 'commitment' : 'status',
    condition,
    kind,
    id,
    before,
    after,
    claim,
    evidence_missing,
    note,
    evidence,
    evidence_before: before ? citedEvidence(knowledge, before.evidence, asOf) : [],
    move,
  };
}

/** By actor, then undertaking, both last where there is none; in it moves by day, then what became of records. */
export function byActor(a: Drifted, b: Drifted): number {
  return (
    compareText(a.actor ?? '~', b.actor ?? '~') ||
    compareText(a.undertaking ?? '~', b.undertaking ?? '~') ||
    (a.move && b.move ? byDay(a.move, b.move) : Number(a.move === null) - Number(b.move === null)) ||
    compareText(a.kind, b.kind) ||
    compareText(a.id, b.id)
  );
}
