import { defaultUndertaking, type Effect, type State } from '../model/vocabulary.ts';
import { clausesOn } from './bearings.ts';
import {
  type Candidate,
  holdingTerms,
  nothingSupposed,
  type Outcome,
  outcomeOf,
  type Stand,
  type StateFor,
  type Supposition,
  type Term,
} from './stand.ts';
import {
  type Decided,
  decided,
  type Opposition,
  oppositionOf,
  type Resting,
  restingOn,
  type StatedTerm,
  statedTerm,
} from './stated.ts';
import type { Veto } from './vetoes.ts';

export interface WhatIfRow {
  readonly actor: string;
  readonly undertaking: string;
  readonly outcome: Outcome;
  /** The outcome without the supposition. */
  readonly before: Outcome;
  /** The conditions of the terms that still hold, or of one that has joined are outstanding. */
  readonly still: readonly string[];
  readonly vetoed_by: readonly string[];
  /** What it has decided. */
  readonly decision: Decided | null;
  /** Its terms: those that still hold, that the supposition satisfies, that it brings back, and that are met on record. */
  readonly holding: readonly StatedTerm[];
  readonly released: readonly StatedTerm[];
  readonly renewed: readonly StatedTerm[];
  readonly met: readonly StatedTerm[];
  readonly vetoes: readonly Veto[];
  readonly evidence: readonly Resting[];
}

/** One condition that is supposed to be met, or lost, and what stands in the way of that. */
export interface Assumed {
  readonly condition: string;
  readonly assumed: 'met' | 'lost';
  /** What has been recorded of it, for all actors or some. */
  readonly states: readonly State[];
  readonly states_for: readonly StateFor[];
  /** Who opposes that it be met; who asks for it, where it is lost. */
  readonly opposed_by: readonly Opposition[];
  /** The clauses that would have to change. */
  readonly clauses: readonly { readonly id: string; readonly effect: Effect }[];
  readonly evidence: readonly Resting[];
}

export interface WhatIfAnswer {
  readonly rows: readonly WhatIfRow[];
  readonly assumed: readonly Assumed[];
  /** Blocs with a record on the undertaking: not counted. */
  readonly blocs: readonly string[];
}

/** What becomes of every actor with a record on an undertaking, if conditions were met or lost. */
export function whatIf(stand: Stand, supposition: Supposition, undertaking: string = defaultUndertaking): WhatIfAnswer {
  return {
    rows: stand.candidates(undertaking).map((candidate) => rowOf(stand, candidate, supposition)),
    assumed: [
      ...[...supposition.met].map((condition) => assumedMet(stand, condition)),
      ...[...supposition.lost].map((condition) => assumedLost(stand, condition)),
    ],
    blocs: stand.blocs(undertaking),
  };
}

function rowOf(stand: Stand, candidate: Candidate, supposition: Supposition): WhatIfRow {
  const stated = (term: Term) => statedTerm(stand, term);
  const unsupposed = { ...nothingSupposed, ignoreVetoes: supposition.ignoreVetoes };
  const before = holdingTerms(candidate, unsupposed);
  const holding = holdingTerms(candidate, supposition);
  const released = before.filter((term) => !holding.includes(term));
  const met = candidate.terms.filter((term) => !before.includes(term) && !holding.includes(term));
  const against = stand.positions.filter(({ id }) => candidate.vetoes.some(({ position }) => position === id));
  return {
    actor: candidate.actor,
    undertaking: candidate.undertaking,
    outcome: outcomeOf(candidate, supposition),
    before: outcomeOf(candidate, unsupposed),
    still: [...new Set(holding.flatMap(({ conditions }) => conditions))].sort(),
    vetoed_by: [...new Set(candidate.vetoes.map(({ by }) => by))].sort(),
    decision: decided(stand, candidate.latest),
    holding: holding.map(stated),
    released: released.map(stated),
    renewed: holding.filter((term) => !before.includes(term)).map(stated),
    met: met.map(stated),
    vetoes: candidate.vetoes,
    evidence: restingOn(
      stand.knowledge,
      [
        ...[...released, ...holding, ...met].map(({ position }) => position),
        ...(candidate.latest ? [candidate.latest] : []),
        ...against,
      ],
      stand.asOf,
    ),
  };
}

function assumedMet(stand: Stand, condition: string): Assumed {
  return assumption(stand, condition, 'met', stand.opposition(condition), (effect) => effect !== 'meets');
}

function assumedLost(stand: Stand, condition: string): Assumed {
  return assumption(stand, condition, 'lost', stand.demand(condition), (effect) => effect === 'meets');
}

function assumption(
  stand: Stand,
  condition: string,
  assumed: Assumed['assumed'],
  against: ReturnType<Stand['opposition']>,
  isInTheWay: (effect: Effect) => boolean,
): Assumed {
  return {
    condition,
    assumed,
    states: stand.states(condition),
    states_for: stand.statesFor(condition),
    opposed_by: against.map((position) => oppositionOf(stand, position, condition)),
    clauses: clausesOn(stand.knowledge, condition, stand.asOf).filter(({ effect }) => isInTheWay(effect)),
    evidence: restingOn(stand.knowledge, against, stand.asOf),
  };
}
