import { compareText } from '../model/diagnostic.ts';
import { deedsOf, isVeto } from '../model/holding.ts';
import { conditionsOf, type Position } from '../model/record.ts';
import { counts } from '../model/standing.ts';
import { defaultUndertaking, type Effect, type State, strengthRank } from '../model/vocabulary.ts';
import { clausesOn } from './bearings.ts';
import { type CitedQuote, citeQuote, type Voice } from './cited.ts';
import { type Candidate, holdingTerms, nothingSupposed, outcomeOf, type Stand, type StateFor } from './stand.ts';
import { type Resting, restingOn, type StatedStance, statedStance, voiceBehind } from './stated.ts';
import { type Veto, vetoesOf } from './vetoes.ts';

/** What is at odds: two actors, an actor and a clause, an actor and another's taking part, an actor with itself, or two quotes. */
export const conflictKinds = ['opposed', 'clause', 'veto', 'both_sides', 'quotes'] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** A position in a conflict. */
export interface Side extends StatedStance, Voice {}

/** A clause and how it bears on the condition, with what it says. */
export interface BearingClause {
  readonly id: string;
  readonly effect: Effect;
  readonly instrument: string;
  readonly paragraph: string | null;
  readonly summary: string;
}

export interface ConflictRow {
  readonly kinds: readonly ConflictKind[];
  /** The condition at issue; of quotes, those that they are evidence on, as a list unless there is one, or null. */
  readonly condition: string | readonly string[] | null;
  readonly required_by: readonly string[];
  readonly opposed_by: readonly string[];
  readonly clauses: readonly BearingClause[];
  /** The actors that it holds back from the undertaking, or that it vetoes. */
  readonly holds_back: readonly string[];
  readonly states: readonly State[];
  readonly states_for: readonly StateFor[];
  readonly vetoes: readonly Veto[];
  /** Actors that ask for it and oppose it at once. */
  readonly both_sides: readonly string[];
  readonly sides: readonly Side[];
  readonly quotes: readonly CitedQuote[];
  readonly evidence: readonly Resting[];
}

export interface ConflictOptions {
  /** Whose holding back is counted; `participation` unless said. */
  readonly undertaking?: string;
  readonly actor?: string;
  readonly condition?: string;
}

/** Everything on record that cannot all be had: what holds back most actors first. */
export function conflicts(stand: Stand, options: ConflictOptions): ConflictRow[] {
  const candidates = stand.candidates(options.undertaking ?? defaultUndertaking);
  const named = [...new Set(stand.positions.flatMap(conditionsOf))]
    .filter((condition) => options.condition === undefined || condition === options.condition)
    .sort();
  const rows = [
    ...named.flatMap((condition) => onCondition(stand, condition, candidates)),
    ...betweenQuotes(stand, candidates),
  ];
  return rows
    .filter((row) => options.condition === undefined || [row.condition].flat().includes(options.condition))
    .filter((row) => options.actor === undefined || isParty(stand, row, options.actor))
    .sort(byWeight);
}

function onCondition(stand: Stand, condition: string, candidates: readonly Candidate[]): ConflictRow[] {
  const demand = stand.demand(condition);
  const opposition = stand.opposition(condition);
  const clauses = clausesOn(stand.knowledge, condition, stand.asOf)
    .filter(({ effect }) => effect !== 'meets')
    .flatMap(({ id, effect }): BearingClause[] => {
      const clause = stand.knowledge.find('clauses', id);
      if (!clause) return [];
      const { instrument, paragraph = null, summary } = clause;
      return [{ id, effect, instrument, paragraph, summary }];
    });
  const vetoes = vetoesThrough(stand, condition);
  const backing = stand.positions.filter(
    (position) =>
      (position.stance === 'requires' || position.stance === 'supports') && conditionsOf(position).includes(condition),
  );
  const bothSides = actorsOf(opposition).filter((actor) => backing.some((position) => position.actor === actor));
  const isOpposed = demand.some((one) => opposition.some((other) => other.actor !== one.actor));
  const isRuledOut = demand.length > 0 && clauses.length > 0;
  const applies: Readonly<Record<ConflictKind, boolean>> = {
    opposed: isOpposed,
    clause: isRuledOut,
    veto: vetoes.length > 0,
    both_sides: bothSides.length > 0,
    quotes: false,
  };
  const kinds = conflictKinds.filter((kind) => applies[kind]);
  if (kinds.length === 0) return [];
  const support = backing.filter((each) => each.stance === 'supports' && bothSides.includes(each.actor));
  const sides = [...[...demand].sort(byStrength), ...support, ...[...opposition].sort(byStrength)];
  return [
    {
      kinds,
      condition,
      required_by: actorsOf(demand),
      opposed_by: actorsOf(opposition),
      clauses: isRuledOut ? clauses : [],
      holds_back: heldBack(
        candidates,
        (candidate) =>
          candidate.vetoes.some((veto) => veto.condition === condition) ||
          holdingTerms(candidate, nothingSupposed).some(({ conditions }) => conditions.includes(condition)),
      ),
      states: stand.states(condition),
      states_for: stand.statesFor(condition),
      vetoes,
      both_sides: bothSides,
      sides: sides.map((position) => sideOf(stand, position)),
      quotes: [],
      evidence: restingOn(stand.knowledge, sides, stand.asOf),
    },
  ];
}

/** The vetoes against actors whose deeds would bring a condition about. */
function vetoesThrough(stand: Stand, condition: string): Veto[] {
  if (!stand.opposition(condition).some(isVeto)) return [];
  const doers = new Set(
    deedsOf(stand.condition(condition)?.delivered_by).flatMap(({ actor }) => stand.actingFor(actor)),
  );
  return [...doers]
    .sort()
    .flatMap((actor) => vetoesOf(stand.knowledge, actor, { asOf: stand.asOf }))
    .filter((veto) => veto.condition === condition);
}

/** Pairs of quotes of which one is recorded as contradicting the other. */
function betweenQuotes(stand: Stand, candidates: readonly Candidate[]): ConflictRow[] {
  const { knowledge, asOf } = stand;
  const pairs = new Map<string, readonly [string, string]>();
  for (const quote of knowledge.mentioning('quotes', 'contradicts'))
    for (const other of quote.contradicts ?? []) {
      const [a, b] = [quote.id, other].sort(compareText) as [string, string];
      pairs.set(`${a} ${b}`, [a, b]);
    }
  return [...pairs.values()].flatMap((pair) => {
    const quotes = pair.flatMap((id) => knowledge.find('quotes', id) ?? []).filter(({ said }) => counts(said, asOf));
    if (quotes.length < 2) return [];
    const resting = stand.positions.filter(({ evidence }) => evidence.some((id) => pair.includes(id)));
    const conditions = [
      ...new Set([...resting.flatMap(conditionsOf), ...quotes.flatMap(({ about }) => about ?? [])]),
    ].sort();
    return [
      {
        kinds: ['quotes'] as const,
        condition: conditions.length === 1 ? (conditions[0] ?? null) : conditions.length === 0 ? null : conditions,
        required_by: actorsOf(resting.filter(({ stance }) => stance === 'requires')),
        opposed_by: actorsOf(resting.filter(({ stance }) => stance === 'opposes')),
        clauses: [],
        holds_back: heldBack(candidates, (candidate) =>
          holdingTerms(candidate, nothingSupposed).some(({ position }) => resting.includes(position)),
        ),
        states: [],
        states_for: [],
        vetoes: [],
        both_sides: [],
        sides: resting.map((position) => sideOf(stand, position)),
        quotes: quotes.map((quote) => citeQuote(knowledge, quote, asOf)),
        evidence: [],
      },
    ];
  });
}

/** Refusals and those who have joined are past being held back. */
function heldBack(candidates: readonly Candidate[], isHeld: (candidate: Candidate) => boolean): string[] {
  return candidates
    .filter((candidate) => ['held', 'vetoed'].includes(outcomeOf(candidate, nothingSupposed)) && isHeld(candidate))
    .map(({ actor }) => actor);
}

function sideOf(stand: Stand, position: Position): Side {
  return { ...statedStance(position), ...voiceBehind(stand, position) };
}

function actorsOf(positions: readonly Position[]): string[] {
  return [...new Set(positions.map(({ actor }) => actor))].sort();
}

function isParty(stand: Stand, row: ConflictRow, actor: string): boolean {
  return (
    [...row.required_by, ...row.opposed_by, ...row.both_sides, ...row.holds_back].includes(actor) ||
    row.vetoes.some((veto) => veto.actor === actor || veto.by === actor) ||
    row.quotes.some((quote) => quote.actor === actor || quote.claimed_by === actor) ||
    (row.condition !== null && row.sides.some((side) => stand.members(side.actor).includes(actor)))
  );
}

function byStrength(a: Position, b: Position): number {
  return (
    strengthRank(a.strength) - strengthRank(b.strength) || compareText(a.actor, b.actor) || compareText(a.id, b.id)
  );
}

function byWeight(a: ConflictRow, b: ConflictRow): number {
  const text = ({ condition, quotes }: ConflictRow) => [condition, ...quotes.map(({ id }) => id)].flat().join(' ');
  return (
    b.holds_back.length - a.holds_back.length ||
    b.opposed_by.length - a.opposed_by.length ||
    b.required_by.length - a.required_by.length ||
    compareText(text(a), text(b))
  );
}
