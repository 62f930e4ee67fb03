import { compareText } from '../model/diagnostic.ts';
import { firstDay } from '../model/edtf.ts';
import { type Decision, decisionOf, isHolding, latestCommitment } from '../model/holding.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import {
  type Commitment,
  conditionsOf,
  type Position,
  undertakingOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { type AsOf, counts, standing, stateFor } from '../model/standing.ts';
import {
  defaultUndertaking,
  type Effect,
  type Stance,
  type State,
  type Strength,
  stances,
  strengthRank,
} from '../model/vocabulary.ts';
import { clausesOn } from './bearings.ts';
import { blocsOf } from './blocs.ts';
import { type Cited, citedEvidence, type Voice, voiceOf } from './cited.ts';
import { type StatedStance, statedStance } from './stated.ts';
import { type Veto, vetoesOf } from './vetoes.ts';

export interface Against {
  readonly kind: 'opposed_by' | 'clause';
  /** The opposing actor, or the clause. */
  readonly id: string;
  /** The strength of the opposition, or the clause's effect on the condition. */
  readonly effect: Strength | Effect | null;
  readonly condition: string;
  /** True where the opposition is only claimed of its actor. */
  readonly claim: boolean;
}

/** A position as `who-conditions` answers it. */
export interface Held extends StatedStance, Voice {
  /** Of the condition, for this actor; of an any_of, the state of the one that is best met. */
  readonly state: State | null;
  readonly holds_back: boolean;
  readonly standing: boolean;
  readonly confidence: string | null;
  /** The bloc whose position it is, where it is shown under a member. */
  readonly via: string | null;
  readonly evidence: readonly Cited[];
  readonly shared_with: readonly string[];
  /** Of those, the ones that only others say it of. */
  readonly shared_as_claim: readonly string[];
  readonly against: readonly Against[];
  readonly note: string | null;
}

/** A commitment as answers carry it. */
export interface Decided extends Voice {
  readonly commitment: string;
  readonly actor: string;
  readonly undertaking: string;
  readonly act: Commitment['act'];
  readonly date: string;
  readonly latest: boolean;
  readonly contribution: NonNullable<Commitment['contribution']>;
  readonly confidence: string | null;
  readonly evidence: readonly Cited[];
  readonly note: string | null;
}

export interface Selection {
  readonly asOf: AsOf;
  readonly undertaking?: string;
  readonly stance?: Stance;
  readonly strength?: Strength;
  /** Also the positions that a later one supersedes. */
  readonly all?: boolean;
}

export interface ActorAnswer {
  readonly decided: readonly Decided[];
  readonly held: readonly Held[];
  readonly vetoes: readonly Veto[];
  /** For each undertaking with a record on it: where the actor's decisions leave it. */
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** What an actor has decided, holds and runs into, its own records first, then those of its blocs. */
export function conditionsOfActor(knowledge: KnowledgeBase, actor: string, selection: Selection): ActorAnswer {
  const commitments = knowledge.naming('commitments', 'actors', actor, ['actor']);
  const own = positionsOf(knowledge, actor, selection).map((row) => hold(knowledge, row, selection.asOf, null));
  const blocs = blocsOf(knowledge, actor).flatMap((bloc) =>
    positionsOf(knowledge, bloc, selection).map((row) => hold(knowledge, row, selection.asOf, bloc)),
  );
  const undertakings = new Set([
    ...commitments.map(undertakingOfCommitment),
    ...own.flatMap((row) => row.undertaking ?? []),
  ]);
  return {
    decided: decisionsOf(knowledge, commitments, selection),
    held: [...own.sort(byWeight), ...blocs.sort(byWeight)],
    vetoes: vetoesOf(knowledge, actor, selection),
    decisions: new Map(
      [...undertakings]
        .sort()
        .map((undertaking) => [undertaking, decisionOf(latestCommitment(commitments, undertaking, selection.asOf))]),
    ),
  };
}

/** Every actor's position on a condition, the weightiest first. */
export function positionsOnCondition(knowledge: KnowledgeBase, condition: string, selection: Selection): Held[] {
  const positions = knowledge.naming('positions', 'conditions', condition, ['condition', 'any_of']);
  return select(positions, selection)
    .map((row) => hold(knowledge, row, selection.asOf, null))
    .sort(byWeight);
}

interface Selected {
  readonly position: Position;
  readonly stands: boolean;
}

function positionsOf(knowledge: KnowledgeBase, actor: string, selection: Selection): Selected[] {
  return select(knowledge.naming('positions', 'actors', actor, ['actor']), selection);
}

function select(positions: readonly Position[], { asOf, undertaking, stance, strength, all }: Selection): Selected[] {
  const stands = new Set(standing(positions, asOf).map(({ id }) => id));
  return positions
    .filter((position) => (all ? counts(position.since, asOf) : stands.has(position.id)))
    .filter((position) => undertaking === undefined || undertakingOf(position) === undertaking)
    .filter((position) => stance === undefined || position.stance === stance)
    .filter((position) => strength === undefined || position.strength === strength)
    .map((position) => ({ position, stands: stands.has(position.id) }));
}

function hold(knowledge: KnowledgeBase, { position, stands }: Selected, asOf: AsOf, via: string | null): Held {
  const conditions = conditionsOf(position);
  const state = bestState(conditions.map((id) => conditionState(knowledge, id, position.actor, asOf)));
  return {
    ...statedStance(position),
    state,
    holds_back: stands && via === null && isHolding(position) && state !== 'met',
    standing: stands,
    confidence: position.confidence ?? null,
    ...voiceOf(knowledge, position.evidence, asOf),
    via,
    evidence: citedEvidence(knowledge, position.evidence, asOf),
    ...sharedWith(knowledge, position, conditions, asOf),
    against: against(knowledge, position, conditions, asOf),
    note: position.note ?? null,
  };
}

function conditionState(knowledge: KnowledgeBase, id: string, actor: string, asOf: AsOf): State | null {
  const condition = knowledge.find('conditions', id);
  return condition ? stateFor(condition, actor, asOf) : null;
}

function bestState(found: readonly (State | null)[]): State | null {
  const order: readonly (State | null)[] = ['met', 'disputed', 'open', null, 'failed'];
  return [...found].sort((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? null;
}

/** The others whose standing position is on the same side: asking for the condition, or opposing it. */
function sharedWith(
  knowledge: KnowledgeBase,
  position: Position,
  conditions: readonly string[],
  asOf: AsOf,
): Pick<Held, 'shared_with' | 'shared_as_claim'> {
  if (position.stance === 'waives') return { shared_with: [], shared_as_claim: [] };
  const same = conditions
    .flatMap((id) => othersOn(knowledge, id, position.actor, asOf))
    .filter((other) => other.stance !== 'waives' && (other.stance === 'opposes') === (position.stance === 'opposes'));
  const all = [...new Set(same.map(({ actor }) => actor))].sort();
  const own = new Set(same.filter((other) => !isOnlyClaimed(knowledge, other, asOf)).map(({ actor }) => actor));
  return { shared_with: all, shared_as_claim: all.filter((actor) => !own.has(actor)) };
}

function isOnlyClaimed(knowledge: KnowledgeBase, position: Position, asOf: AsOf): boolean {
  return voiceOf(knowledge, position.evidence, asOf).claim !== null;
}

function against(knowledge: KnowledgeBase, position: Position, conditions: readonly string[], asOf: AsOf): Against[] {
  if (position.stance === 'waives') return [];
  return conditions.flatMap((condition) => [
    ...(position.stance === 'opposes' ? [] : opposition(knowledge, condition, position.actor, asOf)),
    ...clausesOn(knowledge, condition, asOf)
      .filter(({ effect }) => (effect === 'meets') === (position.stance === 'opposes'))
      .map(({ id, effect }): Against => ({ kind: 'clause', id, effect, condition, claim: false })),
  ]);
}

/** One entry for each actor, strength and voice, however many undertakings it opposes the condition for. */
function opposition(knowledge: KnowledgeBase, condition: string, actor: string, asOf: AsOf): Against[] {
  const entries = othersOn(knowledge, condition, actor, asOf)
    .filter((other) => other.stance === 'opposes')
    .sort((a, b) => strengthRank(a.strength) - strengthRank(b.strength) || compareText(a.actor, b.actor))
    .map(
      (other): Against => ({
        kind: 'opposed_by',
        id: other.actor,
        effect: other.strength ?? null,
        condition,
        claim: isOnlyClaimed(knowledge, other, asOf),
      }),
    );
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function othersOn(knowledge: KnowledgeBase, condition: string, actor: string, asOf: AsOf): Position[] {
  return standing(knowledge.naming('positions', 'conditions', condition, ['condition', 'any_of']), asOf).filter(
    (other) => other.actor !== actor,
  );
}

function decisionsOf(
  knowledge: KnowledgeBase,
  commitments: readonly Commitment[],
  { asOf, undertaking, all }: Selection,
): Decided[] {
  const undertakings = [...new Set(commitments.map(undertakingOfCommitment))];
  const latest = new Set(undertakings.map((each) => latestCommitment(commitments, each, asOf)?.id));
  return commitments
    .filter((commitment) => counts(commitment.date, asOf))
    .filter((commitment) => undertaking === undefined || undertakingOfCommitment(commitment) === undertaking)
    .filter((commitment) => all || latest.has(commitment.id) || commitment.contribution !== undefined)
    .sort(
      (a, b) =>
        Number(isTakingPart(b)) - Number(isTakingPart(a)) ||
        compareText(firstDay(b.date), firstDay(a.date)) ||
        compareText(b.id, a.id),
    )
    .map((commitment) => ({
      commitment: commitment.id,
      actor: commitment.actor,
      undertaking: undertakingOfCommitment(commitment),
      act: commitment.act,
      date: commitment.date,
      latest: latest.has(commitment.id),
      contribution: commitment.contribution ?? [],
      confidence: commitment.confidence ?? null,
      ...voiceOf(knowledge, commitment.evidence, asOf),
      evidence: citedEvidence(knowledge, commitment.evidence, asOf),
      note: commitment.note ?? null,
    }));
}

/** Whether to take part is what readers come for; other undertakings follow. */
function isTakingPart(commitment: Commitment): boolean {
  return undertakingOfCommitment(commitment) === defaultUndertaking;
}

function byWeight(a: Held, b: Held): number {
  return (
    Number(b.standing) - Number(a.standing) ||
    Number(b.holds_back) - Number(a.holds_back) ||
    stances.indexOf(a.stance) - stances.indexOf(b.stance) ||
    strengthRank(a.strength) - strengthRank(b.strength) ||
    Number(isQuoted(b)) - Number(isQuoted(a)) ||
    compareText(firstDay(a.since), firstDay(b.since)) ||
    compareText(a.position, b.position)
  );
}

/** What an actor has said in so many words comes before what is only reported of it. */
function isQuoted({ evidence }: Held): boolean {
  return evidence.some(({ mode }) => mode === 'direct');
}
