import { compareText } from '../model/diagnostic.ts';
import type { Deed } from '../model/holding.ts';
import { type Limits, minimalCircles } from './circles.ts';
import { given, type Voice, voiceOf } from './cited.ts';
import type { Stand, Term } from './stand.ts';
import { type Decided, decided, type Resting, restingOn, type StatedTerm, statedTerm } from './stated.ts';
import { type Doer, keyOf, type Link, type Outlook, type Refusal, type Waiting, waitingIn } from './waiting.ts';

/** A bloc that is to deliver as one: nothing comes of it until all have done their part. */
export interface ViaBloc {
  readonly bloc: string;
  readonly members: readonly string[];
}

/** A deed that would bring something about, and the bloc whose delivery it is a part of. */
export type Deliverer = Deed & { readonly via: ViaBloc | null };

/** One undertaking that waits for another. */
export interface Step {
  readonly actor: string;
  readonly undertaking: string;
  /** The condition that is waited for; where the position leaves a choice, `term.condition` has all of it. */
  readonly requires: string;
  readonly delivered_by: Deliverer;
  /** Whether the deliverer has refused its part, or opposes the condition. */
  readonly refusal: Refusal | null;
  /** What the refusal rests on. */
  readonly refused_by: Refused | null;
  readonly term: StatedTerm;
  /** What the actor has decided on its undertaking. */
  readonly decision: Decided | null;
  readonly evidence: readonly Resting[];
  /** The ids of what is on record for its being up to `delivered_by`. */
  readonly delivery_evidence: readonly string[];
}

/** The commitment or the positions by which somebody refuses, and whose word that is. */
export interface Refused extends Voice {
  readonly records: readonly string[];
  /** The ids of the evidence for them. */
  readonly evidence: readonly string[];
}

/** Where a chain ends: a deed that its actor has refused, or that would bring about what it opposes. */
export interface End extends Deed, Omit<Refused, 'evidence'> {
  readonly because: Refusal;
  readonly condition: string;
  readonly evidence: readonly Resting[];
}

export interface DeadlockRow {
  readonly kind: 'circle' | 'dead_end';
  readonly steps: readonly Step[];
  readonly ends_with: End | null;
  /**
   * Of a circle without a way out: the undertakings in no such circle that wait for it, directly or through each other, the nearest
   * first; each by the first step of its shortest chain.
   */
  readonly hangs_on_it: readonly Step[];
  /** Conditions that would do instead and can come about without the circle or the refusal. */
  readonly way_out: readonly string[];
  /** Of each way out, the deeds that would bring it about; none where it is on record as nobody's, or as each actor's own. */
  readonly way_out_by: readonly { readonly condition: string; readonly delivered_by: readonly Deliverer[] }[];
}

export interface DeadlockAnswer {
  readonly rows: readonly DeadlockRow[];
  /** False where the search for circles was given up, and there may be more. */
  readonly complete: boolean;
  /** Every circle of up to this many undertakings is among the rows. */
  readonly completeTo: number;
}

/** About a second; and as many circles as anybody will read, each with its quotes. */
const limits: Limits = { maxSteps: 100_000, maxCircles: 200 };

/** Every minimal circle of undertakings that wait for each other, then every shortest chain that ends with a refusal; those without a way out first. */
export function deadlocks(stand: Stand): DeadlockAnswer {
  const waiting = waitingIn(stand);
  const { circles, complete, completeTo } = circlesIn(waiting);
  const rows = [...circleRows(stand, waiting, circles), ...deadEnds(stand, waiting)];
  return { rows: rows.sort(byKind), complete, completeTo };
}

interface Circle {
  readonly deeds: readonly Deed[];
  /** True where nothing opens it but a deed of its own. */
  readonly isClosed: boolean;
  /** Only links of these terms keep the circle closed. */
  readonly links: readonly Link[];
}

/**
 * The circles that nothing can open but a deed of their own; and the loops that a position's other conditions, or other deliverers,
 * keep from being such, unless they are part of one.
 */
function circlesIn(waiting: Waiting): { circles: Circle[]; complete: boolean; completeTo: number } {
  const { deeds } = waiting;
  const index = new Map(deeds.map((deed, at) => [keyOf(deed), at]));
  const indexOf = (deed: Deed) => index.get(keyOf(deed)) ?? -1;
  const cutsByTerm = new Map<Term, readonly (readonly number[])[]>();
  let allCuts = true;
  for (const term of deeds.flatMap(waiting.terms)) {
    const { sets, complete } = waiting.cuts(term);
    cutsByTerm.set(
      term,
      sets.map((cut) => cut.map(indexOf)),
    );
    allCuts &&= complete;
  }
  const cutsOf = (term: Term) => cutsByTerm.get(term) ?? [];
  const closed = minimalCircles(
    deeds.map((deed) => waiting.terms(deed).flatMap(cutsOf)),
    limits,
  );
  const loops = minimalCircles(
    deeds.map((deed) => waiting.links(deed).map(({ to }) => [indexOf(to)])),
    limits,
  );
  const open = loops.circles.filter(
    (loop) => !closed.circles.some((circle) => loop.every((node) => circle.includes(node))),
  );
  const withLinks = (members: readonly number[], isClosed: boolean, isPart: (link: Link) => boolean): Circle => {
    const links = members.flatMap((node) => waiting.links(deeds[node] as Deed));
    return {
      deeds: members.flatMap((node) => deeds[node] ?? []),
      isClosed,
      links: links.filter((link) => members.includes(indexOf(link.to)) && isPart(link)),
    };
  };
  return {
    circles: [
      ...closed.circles.map((members) =>
        withLinks(members, true, ({ term }) => cutsOf(term).some((cut) => cut.every((node) => members.includes(node)))),
      ),
      ...open.map((members) => withLinks(members, false, () => true)),
    ],
    complete: closed.complete && loops.complete && allCuts,
    completeTo: allCuts ? Math.min(closed.completeTo, loops.completeTo) : 0,
  };
}

function circleRows(stand: Stand, waiting: Waiting, circles: readonly Circle[]): DeadlockRow[] {
  const rows = circles.map((circle) => circleRow(stand, waiting, circle));
  const firm = circles.filter((_, at) => rows[at]?.way_out.length === 0);
  const circling = new Set(firm.flatMap(({ deeds }) => deeds.map(keyOf)));
  const isBlocked = blockedIn(waiting.outlook());
  const outside = waiting.deeds
    .filter((deed) => !circling.has(keyOf(deed)))
    .map((deed) => waiting.links(deed).filter(isBlocked));
  return rows.map((row, at) => {
    const circle = circles[at];
    if (!circle || !firm.includes(circle)) return row;
    return { ...row, hangs_on_it: hangingOn(circle, outside).map((link) => stepOf(stand, waiting, link)) };
  });
}

/** Of each list of one deed's links, the one by which a shortest chain leads to a circle, if any does; shorter chains first. */
function hangingOn({ deeds }: Circle, outside: readonly (readonly Link[])[]): Link[] {
  const found: Link[] = [];
  let left = outside;
  let nearest = new Set(deeds.map(keyOf));
  while (nearest.size > 0) {
    const leads = (links: readonly Link[]) => links.find(({ to }) => nearest.has(keyOf(to)));
    const next = left.flatMap((links) => leads(links) ?? []);
    left = left.filter((links) => !leads(links));
    found.push(...next);
    nearest = new Set(next.map(({ from }) => keyOf(from)));
  }
  return found;
}

/** Whether nothing that can come about satisfies the term of a link. */
function blockedIn(outlook: Outlook): (link: Link) => boolean {
  return ({ term, from }) => !term.conditions.some((condition) => outlook.canBeMet(condition, from.actor));
}

/** From an actor's undertaking that hangs on a circle, the steps to the circle. */
export function chainTo({ hangs_on_it }: DeadlockRow, actor: string): Step[] {
  const chain: Step[] = [];
  let step = hangs_on_it.find((each) => each.actor === actor);
  while (step) {
    chain.push(step);
    const { delivered_by }: Step = step;
    step = hangs_on_it.find((each) => keyOf(each) === keyOf(delivered_by));
  }
  return chain;
}

function circleRow(stand: Stand, waiting: Waiting, { deeds, isClosed, links }: Circle): DeadlockRow {
  return {
    kind: 'circle',
    steps: inTurn(links).map((link) => stepOf(stand, waiting, link)),
    ends_with: null,
    hangs_on_it: [],
    ...(isClosed ? { way_out: [], way_out_by: [] } : waysOut(stand, links, waiting.outlook(new Set(deeds.map(keyOf))))),
  };
}

/** Links so that each starts where the one before leads, as far as they do. */
function inTurn(links: readonly Link[]): Link[] {
  const left = [...links];
  const ordered: Link[] = [];
  while (left.length > 0) {
    const last = ordered.at(-1);
    const next = last ? left.findIndex(({ from }) => keyOf(from) === keyOf(last.to)) : 0;
    ordered.push(...left.splice(Math.max(0, next), 1));
  }
  return ordered;
}

function waysOut(stand: Stand, links: readonly Link[], outlook: Outlook): Pick<DeadlockRow, 'way_out' | 'way_out_by'> {
  const ways = links.flatMap(({ term, from: { actor } }) =>
    term.conditions
      .filter((condition) => outlook.canBeMet(condition, actor))
      .map((condition) => ({
        condition,
        delivered_by: outlook.doers(condition, actor).map((doer) => delivererOf(stand, doer)),
      })),
  );
  const way_out_by = [...new Map(ways.map((way) => [way.condition, way])).values()].sort((a, b) =>
    compareText(a.condition, b.condition),
  );
  return { way_out: way_out_by.map(({ condition }) => condition), way_out_by };
}

function delivererOf(stand: Stand, { to, via }: Doer): Deliverer {
  const { actor, undertaking } = to;
  return { actor, undertaking, via: via === null ? null : { bloc: via, members: stand.actingFor(via) } };
}

/** From every undertaking that waits, the shortest chain to each refusal; one step alone where another condition or deliverer is a way out. */
function deadEnds(stand: Stand, waiting: Waiting): DeadlockRow[] {
  const outlook = waiting.outlook();
  const isBlocked = blockedIn(outlook);
  const starts = waiting.deeds.filter((deed) => stand.decision(deed).decision !== 'refused');
  return starts.flatMap((start) => {
    const chains = chainsFrom(start, waiting, isBlocked);
    const open = waiting
      .links(start)
      .filter((link) => !isBlocked(link) && waiting.refusal(link) !== null)
      .map((link) => [link]);
    return [...chains, ...open].map((links): DeadlockRow => {
      const last = links.at(-1) as Link;
      return {
        kind: 'dead_end',
        steps: links.map((link) => stepOf(stand, waiting, link)),
        ends_with: endOf(stand, last, waiting.refusal(last) ?? 'refused'),
        hangs_on_it: [],
        ...waysOut(stand, links, outlook),
      };
    });
  });
}

/**
 * Breadth first, so that the first chain to reach an end is a shortest one. Who has refused a deed, or opposes what it brings about, and
 * has terms for it all the same ends one chain, and others go on from there.
 */
function chainsFrom(start: Deed, waiting: Waiting, isUsable: (link: Link) => boolean): Link[][] {
  const ends = new Map<string, Link[]>();
  const seen = new Set([keyOf(start)]);
  let chains: Link[][] = [[]];
  while (chains.length > 0) {
    const longer: Link[][] = [];
    for (const chain of chains)
      for (const link of waiting.links(chain.at(-1)?.to ?? start).filter(isUsable)) {
        const to = keyOf(link.to);
        if (waiting.refusal(link) !== null) {
          const end = `${to} ${link.condition}`;
          if (!ends.has(end)) ends.set(end, [...chain, link]);
        }
        if (!seen.has(to)) {
          seen.add(to);
          longer.push([...chain, link]);
        }
      }
    chains = longer;
  }
  return [...ends.values()];
}

function stepOf(stand: Stand, waiting: Waiting, link: Link): Step {
  const { from, term, condition, evidence } = link;
  const refusal = waiting.refusal(link);
  const end = refusal && endOf(stand, link, refusal);
  return {
    actor: from.actor,
    undertaking: from.undertaking,
    requires: condition,
    delivered_by: delivererOf(stand, link),
    refusal,
    refused_by: end && {
      records: end.records,
      claim: end.claim,
      evidence_missing: end.evidence_missing,
      evidence: [...new Set(end.evidence.map(({ id }) => id))],
    },
    term: statedTerm(stand, term),
    decision: decided(stand, stand.decision(from).latest),
    evidence: restingOn(stand.knowledge, [term.position], stand.asOf),
    delivery_evidence: given(stand.knowledge, evidence, stand.asOf).map(({ id }) => id),
  };
}

function endOf(stand: Stand, { to, condition }: Link, because: Refusal): End {
  const { latest } = stand.decision(to);
  const records =
    because === 'refused' && latest
      ? [latest]
      : stand.opposition(condition).filter((position) => position.actor === to.actor);
  return {
    actor: to.actor,
    undertaking: to.undertaking,
    because,
    condition,
    records: records.map(({ id }) => id),
    ...voiceOf(
      stand.knowledge,
      records.flatMap(({ evidence }) => evidence),
      stand.asOf,
    ),
    evidence: restingOn(stand.knowledge, records, stand.asOf),
  };
}

const kinds: readonly DeadlockRow['kind'][] = ['circle', 'dead_end'];

function byKind(a: DeadlockRow, b: DeadlockRow): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    Number(a.way_out.length > 0) - Number(b.way_out.length > 0) ||
    a.steps.length - b.steps.length ||
    compareText(textOf(a), textOf(b))
  );
}

function textOf({ steps }: DeadlockRow): string {
  return steps.map(({ actor, undertaking, requires }) => `${actor} ${undertaking} ${requires}`).join(' ');
}
