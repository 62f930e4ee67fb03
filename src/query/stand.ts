/** The one picture of a knowledge base that what-if, unlock, deadlocks and conflicts look at, so that they agree on who is free. */
import { compareText } from '../model/diagnostic.ts';
import { groupedBy } from '../model/grouped.ts';
import { type Decision, type Deed, decisionOf, isHolding, latestCommitment } from '../model/holding.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import {
  type Actor,
  type Commitment,
  type Condition,
  conditionsOf,
  type Position,
  undertakingOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { type AsOf, counts, standing, standingStatuses, stateFor } from '../model/standing.ts';
import type { Stance, State } from '../model/vocabulary.ts';
import { type Veto, vetoesOf } from './vetoes.ts';

/** One term of an actor's: it is satisfied as soon as one of its conditions is met. All of an actor's terms together hold it back. */
export interface Term {
  readonly position: Position;
  readonly conditions: readonly string[];
  /** Those of the conditions that are met for the actor. */
  readonly met: readonly string[];
}

/** An actor with a record on an undertaking, and all that decides whether it is free for it. */
export interface Candidate {
  readonly actor: string;
  readonly undertaking: string;
  readonly decision: Decision;
  /** The commitment that made the decision. */
  readonly latest: Commitment | undefined;
  readonly commitments: readonly Commitment[];
  readonly terms: readonly Term[];
  readonly vetoes: readonly Veto[];
}

/** A state of a condition, and whom it is recorded for: null for whoever has no status of its own. */
export interface StateFor {
  readonly state: State;
  readonly for: readonly string[] | null;
}

/** A knowledge base as of a date. */
export interface Stand {
  readonly knowledge: KnowledgeBase;
  readonly asOf: AsOf;
  /** Every position that stands, in id order. */
  readonly positions: readonly Position[];
  actor(id: string): Actor | undefined;
  condition(id: string): Condition | undefined;
  isMet(condition: string, actor: string): boolean;
  /** The standing positions that oppose a condition, and those that require it, alone or as one that would do. */
  opposition(condition: string): readonly Position[];
  demand(condition: string): readonly Position[];
  /** The states of a condition that stand: of all actors that a status names, and of everybody else. */
  states(condition: string): readonly State[];
  /** For whom which state stands: for the actors that it is recorded of alone, then, as null, for everybody else. */
  statesFor(condition: string): readonly StateFor[];
  /** A bloc binds nobody by its terms, whether members are on record or not: it is never held back, freed or counted. */
  isBloc(actor: string): boolean;
  /** The members of a bloc; empty for whoever is none, and for a bloc of which none are on record. */
  members(actor: string): readonly string[];
  /** Who acts where an actor delivers: all members of a bloc, through blocs within it too, or itself where it has none. */
  actingFor(actor: string): readonly string[];
  decision(deed: Deed): { readonly decision: Decision; readonly latest: Commitment | undefined };
  /** What holds an actor back from an undertaking unless it is met: red lines and preconditions; nothing holds back a bloc. */
  terms(deed: Deed): readonly Term[];
  /** Every actor with a record on the undertaking, superseded or not, in id order. A bloc is none: its members are counted, each by its own records. */
  candidates(undertaking: string): readonly Candidate[];
  /** The blocs with a record on the undertaking. */
  blocs(undertaking: string): readonly string[];
}

export function standOf(knowledge: KnowledgeBase, asOf: AsOf): Stand {
  const actors = byId(knowledge.list('actors'));
  const conditions = byId(knowledge.list('conditions'));
  const recorded = [...knowledge.list('positions')].filter(({ since }) => counts(since, asOf));
  const positions = standing(recorded, asOf);
  const commitments = [...knowledge.list('commitments')].filter(({ date }) => counts(date, asOf));
  const positionsOf = groupedBy(positions, ({ actor }) => actor);
  const commitmentsOf = groupedBy(commitments, ({ actor }) => actor);
  const onCondition = groupedBy(positions.flatMap(spread), ({ condition }) => condition);
  const withStance = (condition: string, wanted: Stance) =>
    (onCondition.get(condition) ?? []).map(({ position }) => position).filter(({ stance }) => stance === wanted);

  const isMet = (condition: string, actor: string) => {
    const record = conditions.get(condition);
    return record !== undefined && stateFor(record, actor, asOf) === 'met';
  };
  const decision = ({ actor, undertaking }: Deed) => {
    const latest = latestCommitment(commitmentsOf.get(actor) ?? [], undertaking, asOf);
    return { decision: decisionOf(latest), latest };
  };
  const isBloc = (id: string) => actors.get(id)?.type === 'bloc';
  const members = (id: string) => actors.get(id)?.members ?? [];
  const acting = new Map<string, readonly string[]>();
  const actingFor = (id: string): readonly string[] => {
    const known = acting.get(id);
    if (known) return known;
    const own = members(id);
    const found = own.length === 0 ? [id] : [...new Set(own.flatMap(actingFor))];
    acting.set(id, found);
    return found;
  };
  const terms = ({ actor, undertaking }: Deed): Term[] =>
    (isBloc(actor) ? [] : (positionsOf.get(actor) ?? []))
      .filter((position) => isHolding(position) && undertakingOf(position) === undertaking)
      .map((position) => {
        const names = conditionsOf(position);
        return { position, conditions: names, met: names.filter((condition) => isMet(condition, actor)) };
      });
  const onRecord = (undertaking: string): string[] =>
    [
      ...new Set([
        ...recorded.filter((position) => undertakingOf(position) === undertaking).map(({ actor }) => actor),
        ...commitments.filter((each) => undertakingOfCommitment(each) === undertaking).map(({ actor }) => actor),
      ]),
    ].sort(compareText);

  return {
    knowledge,
    asOf,
    positions,
    actor: (id) => actors.get(id),
    condition: (id) => conditions.get(id),
    isMet,
    opposition: (condition) => withStance(condition, 'opposes'),
    demand: (condition) => withStance(condition, 'requires'),
    states: (condition) => {
      const record = conditions.get(condition);
      const standing = record ? standingStatuses(record, asOf).map(({ state }) => state) : [];
      return [...new Set(standing)];
    },
    statesFor: (condition) => {
      const record = conditions.get(condition);
      if (!record) return [];
      // No actor has the empty id: it stands for whoever no status names.
      const common = stateFor(record, '', asOf);
      const named = [...new Set((record.status ?? []).flatMap((status) => status.for ?? []))].sort();
      const own = groupedBy(
        named.flatMap((actor) => {
          const state = stateFor(record, actor, asOf);
          return state === null || state === common ? [] : [{ actor, state }];
        }),
        ({ state }) => state,
      );
      const apart = [...own.values()].flatMap((each): StateFor[] =>
        each[0] ? [{ state: each[0].state, for: each.map(({ actor }) => actor) }] : [],
      );
      return [...apart, ...(common === null ? [] : [{ state: common, for: null }])];
    },
    isBloc,
    members,
    actingFor,
    decision,
    terms,
    candidates: (undertaking) =>
      onRecord(undertaking)
        .filter((actor) => !isBloc(actor))
        .map((actor) => ({
          actor,
          undertaking,
          ...decision({ actor, undertaking }),
          commitments: commitmentsOf.get(actor) ?? [],
          terms: terms({ actor, undertaking }),
          vetoes: vetoesOf(knowledge, actor, { asOf, undertaking }),
        })),
    blocs: (undertaking) => onRecord(undertaking).filter(isBloc),
  };
}

/** What is supposed for the sake of a question. */
export interface Supposition {
  /** Conditions taken as met for everybody. */
  readonly met: ReadonlySet<string>;
  /** Conditions taken as open for everybody. */
  readonly lost: ReadonlySet<string>;
  readonly ignoreVetoes: boolean;
}

/** Whether an actor may undertake what it has a record on: only `freed` and `joined` count. */
export type Outcome = 'freed' | 'held' | 'refused' | 'vetoed' | 'joined';

/** The terms that still hold a candidate back under a supposition. */
export function holdingTerms(candidate: Candidate, { met, lost }: Supposition): Term[] {
  return candidate.terms.filter(
    (term) =>
      !term.conditions.some(
        (condition) => !lost.has(condition) && (met.has(condition) || term.met.includes(condition)),
      ),
  );
}

/** A refusal outdoes all else, then having joined, then a veto; only then it matters what is met. */
export function outcomeOf(candidate: Candidate, supposition: Supposition): Outcome {
  if (candidate.decision === 'refused' || candidate.decision === 'joined') return candidate.decision;
  if (candidate.vetoes.length > 0 && !supposition.ignoreVetoes) return 'vetoed';
  return holdingTerms(candidate, supposition).length > 0 ? 'held' : 'freed';
}

export const nothingSupposed: Supposition = { met: new Set(), lost: new Set(), ignoreVetoes: false };

function byId<T extends { readonly id: string }>(records: Iterable<T>): Map<string, T> {
  return new Map([...records].map((record) => [record.id, record]));
}

function spread(position: Position): { condition: string; position: Position }[] {
  return conditionsOf(position).map((condition) => ({ condition, position }));
}
