import { type Change, stepsAmong } from '../model/change.ts';
import { compareText } from '../model/diagnostic.ts';
import { spanOf } from '../model/edtf.ts';
import { byDecision } from '../model/holding.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import {
  type Commitment,
  type Condition,
  conditionOf,
  type Event,
  type Position,
  undertakingOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { type AsOf, byStatus, counts, type Status } from '../model/standing.ts';
import type { Act, Stance, State, Strength } from '../model/vocabulary.ts';
import type { Claim } from '../model/voice.ts';
import { type Cited, citedEvidence, type Voice, voiceOf } from './cited.ts';

/** A position on one side of a change; `evidence` are ids. */
export interface PositionSide {
  readonly position: string;
  readonly stance: Stance;
  readonly strength: Strength | null;
  readonly since: string;
  readonly claim: Claim | null;
  readonly evidence: readonly string[];
}

export interface CommitmentSide {
  readonly commitment: string;
  readonly act: Act;
  readonly date: string;
  readonly contribution: NonNullable<Commitment['contribution']>;
  readonly evidence: readonly string[];
}

export interface StatusSide {
  readonly state: State;
  readonly since: string;
  /** The actors that it holds for; null for all. */
  readonly for: readonly string[] | null;
  readonly evidence: readonly string[];
}

interface Dated extends Voice {
  readonly date: string;
  /** The earliest day that the date may mean: its place in any order. */
  readonly day: string;
  readonly approximate: boolean;
  /** Of the record that makes the change. */
  readonly id: string;
  readonly actor: string | null;
  readonly undertaking: string | null;
  readonly condition: string | readonly string[] | null;
  readonly note: string | null;
  readonly evidence: readonly Cited[];
}

export interface PositionMove extends Dated {
  readonly kind: 'positions';
  readonly actor: string;
  readonly condition: string | readonly string[];
  readonly change: Change;
  readonly before: PositionSide | null;
  readonly after: PositionSide;
}

export interface CommitmentMove extends Dated {
  readonly kind: 'commitments';
  readonly actor: string;
  readonly undertaking: string;
  readonly change: Act;
  /** What the actor had decided about the undertaking before. */
  readonly before: CommitmentSide | null;
  readonly after: CommitmentSide;
}

/** A status of the condition `id`. */
export interface StatusMove extends Dated {
  readonly kind: 'conditions';
  readonly condition: string;
  readonly change: State;
  readonly before: StatusSide | null;
  readonly after: StatusSide;
}

export interface EventMove extends Dated {
  readonly kind: 'events';
  readonly change: null;
  readonly title: string;
  readonly actors: readonly string[];
}

/** Something that moved on a day. */
export type Move = PositionMove | CommitmentMove | StatusMove | EventMove;

/** The order of one day's moves: what happened, then what it did to conditions, then what actors decided and said. */
const kindOrder = ['events', 'conditions', 'commitments', 'positions'] as const satisfies readonly Move['kind'][];

/** By earliest day, then by kind, actor and id. */
export function byDay(a: Move, b: Move): number {
  return (
    compareText(a.day, b.day) ||
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    compareText(a.actor ?? '', b.actor ?? '') ||
    compareText(a.id, b.id)
  );
}

/** Each position by `asOf` as a move from the one that it supersedes. The positions must include all of every key among them. */
export function positionMoves(knowledge: KnowledgeBase, positions: readonly Position[], asOf: AsOf): PositionMove[] {
  return stepsAmong(positions.filter(({ since }) => counts(since, asOf))).map(({ change, before, after }) => ({
    kind: 'positions',
    ...dated(after.since),
    id: after.id,
    change,
    actor: after.actor,
    undertaking: undertakingOf(after) ?? null,
    condition: conditionOf(after),
    before: before ? positionSide(knowledge, before, asOf) : null,
    after: positionSide(knowledge, after, asOf),
    ...resting(knowledge, after, asOf),
  }));
}

/** Each commitment by `asOf`, and the one of the same actor on the same undertaking before it. The commitments must include all of every such pair among them. */
export function commitmentMoves(
  knowledge: KnowledgeBase,
  commitments: readonly Commitment[],
  asOf: AsOf,
): CommitmentMove[] {
  const last = new Map<string, Commitment>();
  return commitments
    .filter(({ date }) => counts(date, asOf))
    .sort(byDecision)
    .map((after) => {
      const key = `${after.actor} ${undertakingOfCommitment(after)}`;
      const before = last.get(key);
      last.set(key, after);
      return {
        kind: 'commitments',
        ...dated(after.date),
        id: after.id,
        change: after.act,
        actor: after.actor,
        undertaking: undertakingOfCommitment(after),
        condition: null,
        before: before ? commitmentSide(before) : null,
        after: commitmentSide(after),
        ...resting(knowledge, after, asOf),
      };
    });
}

/** Each status of a condition by `asOf`, and the one that held before for whom it holds. */
export function statusMoves(knowledge: KnowledgeBase, condition: Condition, asOf: AsOf): StatusMove[] {
  const statuses = (condition.status ?? []).filter(({ since }) => counts(since, asOf)).sort(byStatus);
  return statuses.map((after, index) => {
    const before = statuses.slice(0, index).findLast((earlier) => covers(earlier, after));
    return {
      kind: 'conditions',
      ...dated(after.since),
      id: condition.id,
      change: after.state,
      actor: after.for?.length === 1 ? (after.for[0] ?? null) : null,
      undertaking: null,
      condition: condition.id,
      before: before ? statusSide(before) : null,
      after: statusSide(after),
      ...resting(knowledge, after, asOf),
    };
  });
}

function covers(earlier: Status, later: Status): boolean {
  return earlier.for === undefined || (later.for?.every((actor) => earlier.for?.includes(actor)) ?? false);
}

/** An event, with its sources as its evidence. */
export function eventMove(knowledge: KnowledgeBase, event: Event): EventMove {
  return {
    kind: 'events',
    ...dated(event.date),
    id: event.id,
    change: null,
    actor: event.actors?.length === 1 ? (event.actors[0] ?? null) : null,
    undertaking: null,
    condition: null,
    title: event.title,
    actors: event.actors ?? [],
    ...resting(knowledge, { evidence: [event.id], note: event.note }, null),
  };
}

function dated(date: string): Pick<Dated, 'date' | 'day' | 'approximate'> {
  const { first, approximate } = spanOf(date);
  return { date, day: first, approximate };
}

function resting(
  knowledge: KnowledgeBase,
  { evidence, note }: { readonly evidence: readonly string[]; readonly note?: string | undefined },
  asOf: AsOf,
): Pick<Dated, keyof Voice | 'note' | 'evidence'> {
  return {
    ...voiceOf(knowledge, evidence, asOf),
    note: note ?? null,
    evidence: citedEvidence(knowledge, evidence, asOf),
  };
}

function positionSide(
  knowledge: KnowledgeBase,
  { id, stance, strength, since, evidence }: Position,
  asOf: AsOf,
): PositionSide {
  const { claim } = voiceOf(knowledge, evidence, asOf);
  return { position: id, stance, strength: strength ?? null, since, claim, evidence };
}

function commitmentSide({ id, act, date, contribution, evidence }: Commitment): CommitmentSide {
  return { commitment: id, act, date, contribution: contribution ?? [], evidence };
}

function statusSide({ state, since, for: whom, evidence }: Status): StatusSide {
  return { state, since, for: whom ?? null, evidence };
}
