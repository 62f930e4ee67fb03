import { onTheTable, troopsOf } from '../model/contribution.ts';
import { compareText } from '../model/diagnostic.ts';
import { defaultUndertaking, type Effect } from '../model/vocabulary.ts';
import { clausesOn } from './bearings.ts';
import { minimalSets, type Search, someMinimalSet } from './minimal-sets.ts';
import { type Candidate, holdingTerms, nothingSupposed, type Outcome, outcomeOf, type Stand } from './stand.ts';
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

/** What is wanted: so many actors, these actors, or so many troops. */
export type Aim =
  | { readonly kind: 'actors'; readonly count: number }
  | { readonly kind: 'named'; readonly actors: readonly string[] }
  | { readonly kind: 'troops'; readonly count: number; readonly end: 'lower' | 'upper' };

export interface UnlockOptions {
  readonly aim: Aim;
  readonly undertaking?: string;
  readonly ignoreVetoes?: boolean;
  /** Conditions that no set may hold. */
  readonly without?: readonly string[];
  /** The most conditions in a set. */
  readonly maxSize?: number;
  /** The most sets to look for. */
  readonly limit: number;
}

/** Which condition of a set satisfies which position of an actor. */
export interface Trace {
  readonly actor: string;
  readonly counts: number;
  readonly met: readonly { readonly position: string; readonly conditions: readonly string[] }[];
}

export interface UnlockingSet {
  readonly conditions: readonly string[];
  /** The actors that it frees, besides those that count without it. */
  readonly frees: readonly string[];
  /** What counts once it is met: actors or troops. */
  readonly total: number;
  readonly opposed_by: readonly string[];
  readonly opposition: readonly Opposition[];
  readonly clauses: readonly { readonly id: string; readonly effect: Effect; readonly condition: string }[];
  readonly trace: readonly Trace[];
}

/** An actor as the search sees it. */
export interface Counted {
  readonly actor: string;
  readonly outcome: Outcome;
  /** What it adds to the total: 1, or its troops. */
  readonly counts: number;
  /** Of troops: the figure that it left out counts as none. */
  readonly unstated: boolean;
  /** The commitment that its troops come from. */
  readonly offer: string | null;
  readonly decision: Decided | null;
  readonly still: readonly StatedTerm[];
  readonly vetoes: readonly Veto[];
  readonly evidence: readonly Resting[];
}

export interface UnlockAnswer {
  readonly sets: readonly UnlockingSet[];
  readonly target: number;
  /** What counts with nothing more met, and with all that could be. */
  readonly already: number;
  readonly most: number;
  readonly actors: readonly Counted[];
  /** For the positions that oppose a condition of a set. */
  readonly evidence: readonly Resting[];
  /** Named actors without a record on the undertaking. */
  readonly silent: readonly string[];
  /** Named blocs of which no members are on record: they bind nobody, whatever is on record of them. */
  readonly unbound: readonly string[];
  readonly cut: 'size' | 'work' | 'sets' | null;
  readonly completeTo: number;
  /** True where the only set was not found by the search, and need not be a smallest one. */
  readonly fallback: boolean;
}

/** About half a second. */
const maxWork = 30_000_000;

/** Every minimal set of open conditions that reaches the aim: smallest first, then the one that fewest actors oppose. */
export function unlock(stand: Stand, options: UnlockOptions): UnlockAnswer {
  const { aim, limit } = options;
  const candidates = stand.candidates(options.undertaking ?? defaultUndertaking);
  const wanted = aim.kind === 'named' ? new Set(aim.actors) : undefined;
  const actors = candidates
    .filter(({ actor }) => wanted?.has(actor) ?? true)
    .map((candidate) => counted(stand, candidate, options));
  const missing = [...(wanted ?? [])].filter((actor) => !candidates.some((each) => each.actor === actor)).sort();
  const target = aim.kind === 'named' ? (wanted?.size ?? 0) : aim.count;
  const already = sum(actors.filter(({ outcome }) => outcome === 'joined' || outcome === 'freed'));

  const barred = new Set(options.without);
  const held = actors.filter(({ outcome, counts }) => outcome === 'held' && counts > 0);
  const open = [...new Set(held.flatMap(({ still }) => still.flatMap(({ condition }) => condition)))]
    .filter((condition) => !barred.has(condition))
    .sort();
  const index = new Map(open.map((condition, at) => [condition, at]));
  const indexed = (term: StatedTerm) => choices(term).flatMap((condition) => index.get(condition) ?? []);
  const seekers = held
    .map(({ counts, still }) => ({ weight: counts, terms: still.map(indexed) }))
    .filter(({ terms }) => terms.every((term) => term.length > 0));
  const search: Search = {
    seekers,
    conditions: open.length,
    target: target - already,
    maxSize: options.maxSize ?? open.length,
    maxWork,
    maxSets: limit,
  };
  const { sets, cut, completeTo } = minimalSets(search);
  const fallback = cut === 'work' && sets.length === 0 ? someMinimalSet(search) : undefined;
  const obstacles = new Map(open.map((condition) => [condition, obstaclesTo(stand, condition)]));
  return {
    sets: (fallback ? [fallback] : sets)
      .map((set) =>
        describe(
          set.flatMap((each) => open[each] ?? []),
          held,
          already,
          obstacles,
        ),
      )
      .sort(byEase),
    target,
    already,
    most: already + seekers.reduce((total, { weight }) => total + weight, 0),
    actors,
    evidence: restingOn(
      stand.knowledge,
      stand.positions.filter(({ id }) =>
        [...obstacles.values()].some(({ opposition }) => opposition.some((each) => each.position === id)),
      ),
      stand.asOf,
    ),
    silent: missing.filter((actor) => !stand.isBloc(actor)),
    unbound: missing.filter(stand.isBloc),
    cut,
    completeTo,
    fallback: fallback !== undefined,
  };
}

function counted(stand: Stand, candidate: Candidate, { aim, ignoreVetoes = false }: UnlockOptions): Counted {
  const supposition = { ...nothingSupposed, ignoreVetoes };
  const { actor, undertaking, commitments, latest, vetoes } = candidate;
  const offer = aim.kind === 'troops' ? onTheTable(commitments, undertaking, stand.asOf) : undefined;
  const { count, unstated } = aim.kind === 'troops' ? troopsOf(offer, aim.end) : { count: 1, unstated: false };
  const still = holdingTerms(candidate, supposition);
  const decisive = [latest, offer].filter((each) => each !== undefined);
  const against = stand.positions.filter(({ id }) => vetoes.some(({ position }) => position === id));
  return {
    actor,
    outcome: outcomeOf(candidate, supposition),
    counts: count,
    unstated,
    offer: offer?.id ?? null,
    decision: decided(stand, latest),
    still: still.map((term) => statedTerm(stand, term)),
    vetoes,
    evidence: restingOn(
      stand.knowledge,
      [...new Set([...still.map(({ position }) => position), ...decisive, ...against])],
      stand.asOf,
    ),
  };
}

type Obstacles = Pick<UnlockingSet, 'opposition' | 'clauses'>;

function obstaclesTo(stand: Stand, condition: string): Obstacles {
  return {
    opposition: stand.opposition(condition).map((position) => oppositionOf(stand, position, condition)),
    clauses: clausesOn(stand.knowledge, condition, stand.asOf)
      .filter(({ effect }) => effect !== 'meets')
      .map(({ id, effect }) => ({ id, effect, condition })),
  };
}

function describe(
  conditions: readonly string[],
  held: readonly Counted[],
  already: number,
  obstacles: ReadonlyMap<string, Obstacles>,
): UnlockingSet {
  const chosen = new Set(conditions);
  const freed = held.filter(({ still }) => still.every((term) => choices(term).some((each) => chosen.has(each))));
  const opposition = conditions.flatMap((condition) => obstacles.get(condition)?.opposition ?? []);
  return {
    conditions,
    frees: freed.map(({ actor }) => actor),
    total: already + sum(freed),
    opposed_by: [...new Set(opposition.map(({ actor }) => actor))].sort(),
    opposition,
    clauses: conditions.flatMap((condition) => obstacles.get(condition)?.clauses ?? []),
    trace: freed.map(({ actor, counts, still }) => ({
      actor,
      counts,
      met: still.map((term) => ({
        position: term.position,
        conditions: choices(term).filter((condition) => chosen.has(condition)),
      })),
    })),
  };
}

/** The conditions of a term, of which one will do. */
function choices({ condition }: StatedTerm): readonly string[] {
  return [condition].flat();
}

function byEase(a: UnlockingSet, b: UnlockingSet): number {
  return (
    a.conditions.length - b.conditions.length ||
    a.opposed_by.length - b.opposed_by.length ||
    a.clauses.length - b.clauses.length ||
    compareText(a.conditions.join(' '), b.conditions.join(' '))
  );
}

function sum(actors: readonly Counted[]): number {
  return actors.reduce((total, { counts }) => total + counts, 0);
}
