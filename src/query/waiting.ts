/** Who waits for whom: undertakings, the terms that hold them back, and the deeds that would meet these. */
import { compareText } from '../model/diagnostic.ts';
import { type Deed, isDelivered } from '../model/holding.ts';
import type { Delivery } from '../model/record.ts';
import { undertakingOf } from '../model/record.ts';
import type { Stand, Term } from './stand.ts';

/** One link of a chain: an undertaking waits for a condition, which is up to a deed. */
export interface Link {
  readonly from: Deed;
  readonly term: Term;
  /** The one of the term's conditions that the deed is to deliver. */
  readonly condition: string;
  readonly to: Deed;
  /** The bloc that is on record as delivering, where the deed is the part of one of its members. */
  readonly via: string | null;
  /** What is on record for its being up to that deed, or to the bloc. */
  readonly evidence: readonly string[];
}

/** A deed that has a part in bringing a condition about, alone or as that of a bloc's member. */
export type Doer = Pick<Link, 'to' | 'via' | 'evidence'>;

/** Why a deliverer will not do its deed. */
export type Refusal = 'refused' | 'opposes';

export interface Waiting {
  /** Every deed that waits or is waited for, in order of its key. */
  readonly deeds: readonly Deed[];
  /** The links that start at a deed; none where it has joined or nothing open holds it back. */
  links(from: Deed): readonly Link[];
  /** The terms that hold a deed back. */
  terms(deed: Deed): readonly Term[];
  /** Of a term, the sets of deeds that cannot be done as things stand and without which none of its conditions can be met. */
  cuts(term: Term): Cuts;
  refusal(link: Link): Refusal | null;
  /** Without the deeds, by key, that are left out. */
  outlook(except?: ReadonlySet<string>): Outlook;
}

/** `complete` is false where alternatives multiply beyond what is listed. */
export interface Cuts {
  readonly sets: readonly (readonly Deed[])[];
  readonly complete: boolean;
}

/** What can come about by deeds that can all be done in some order, or from outside where it is nobody's deed on record. */
export interface Outlook {
  canBeDone(deed: Deed): boolean;
  canBeMet(condition: string, actor: string): boolean;
  /** The deeds that would bring a condition about, of the alternatives that can be: a bloc's only where all its members do theirs. */
  doers(condition: string, actor: string): readonly Doer[];
}

export function keyOf({ actor, undertaking }: Deed): string {
  return `${actor} ${undertaking}`;
}

export function waitingIn(stand: Stand): Waiting {
  const termsByDeed = new Map<string, readonly Term[]>();
  const terms = (deed: Deed): readonly Term[] => {
    const key = keyOf(deed);
    const known = termsByDeed.get(key);
    if (known) return known;
    const { decision } = stand.decision(deed);
    const open = decision === 'joined' ? [] : stand.terms(deed).filter(({ met }) => met.length === 0);
    termsByDeed.set(key, open);
    return open;
  };
  const opposes = (actor: string, condition: string) =>
    stand.opposition(condition).some((position) => position.actor === actor);
  const refusal = ({ to, condition }: Pick<Link, 'to' | 'condition'>): Refusal | null =>
    stand.decision(to).decision === 'refused' ? 'refused' : opposes(to.actor, condition) ? 'opposes' : null;
  const linksByDeed = new Map<string, readonly Link[]>();
  const links = (from: Deed): readonly Link[] => {
    const key = keyOf(from);
    const known = linksByDeed.get(key);
    if (known) return known;
    const found = terms(from).flatMap((term) =>
      term.conditions.flatMap((condition) =>
        doersOf(stand, stand.condition(condition)?.delivered_by).map((doer) => ({ from, term, condition, ...doer })),
      ),
    );
    linksByDeed.set(key, found);
    return found;
  };

  const starts = stand.positions.flatMap((position) => {
    const undertaking = undertakingOf(position);
    return undertaking === undefined || stand.isBloc(position.actor) ? [] : [{ actor: position.actor, undertaking }];
  });
  const deeds = new Map<string, Deed>();
  for (const start of starts)
    for (const deed of [start, ...links(start).map(({ to }) => to)]) deeds.set(keyOf(deed), deed);
  const all = [...deeds.values()].sort((a, b) => compareText(keyOf(a), keyOf(b)));

  const outlook = (except: ReadonlySet<string> = new Set()): Outlook => {
    const canBeDone = new Set<string>();
    const canDeliver = (delivery: Delivery, condition: string, actor: string) =>
      isDelivered(delivery, actor, {
        did: (deed) => canBeDone.has(keyOf(deed)) && !opposes(deed.actor, condition),
        members: stand.members,
        own: () => true,
      });
    const canBeMet = (condition: string, actor: string) => {
      const delivery = stand.condition(condition)?.delivered_by;
      return delivery === undefined || canDeliver(delivery, condition, actor);
    };
    const canDo = (deed: Deed) =>
      stand.decision(deed).decision !== 'refused' &&
      terms(deed).every((term) => term.conditions.some((condition) => canBeMet(condition, deed.actor)));
    const left = new Map(all.map((deed) => [keyOf(deed), deed]));
    for (const key of except) left.delete(key);
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const [key, deed] of left)
        if (canDo(deed)) {
          canBeDone.add(key);
          left.delete(key);
        }
    }
    return {
      canBeDone: (deed) => canBeDone.has(keyOf(deed)),
      canBeMet,
      doers: (condition, actor) =>
        doersOf(stand, stand.condition(condition)?.delivered_by, (part) => canDeliver(part, condition, actor)),
    };
  };

  let asThingsStand: Outlook | undefined;
  const isStuck = (deed: Deed) => {
    asThingsStand ??= outlook();
    return !asThingsStand.canBeDone(deed);
  };

  return {
    deeds: all,
    links,
    terms,
    cuts: (term) =>
      everyOneOf(term.conditions.map((condition) => cutsOf(stand, stand.condition(condition)?.delivered_by, isStuck))),
    refusal,
    outlook,
  };
}

/** The deeds that a delivery comes down to, of those of its parts that count: a bloc's are its members'. */
function doersOf(
  stand: Stand,
  delivery: Delivery | undefined,
  isCounted: (part: Delivery) => boolean = () => true,
): Doer[] {
  if (delivery === undefined || delivery === 'self' || !isCounted(delivery)) return [];
  if ('any_of' in delivery) return delivery.any_of.flatMap((part) => doersOf(stand, part, isCounted));
  if ('all_of' in delivery) return delivery.all_of.flatMap((part) => doersOf(stand, part, isCounted));
  const { undertaking, evidence = [] } = delivery;
  const via = stand.members(delivery.actor).length === 0 ? null : delivery.actor;
  return stand.actingFor(delivery.actor).map((actor) => ({ to: { actor, undertaking }, via, evidence }));
}

/** Alternatives multiply: of six, each up to a bloc of 27, there are 387 million. */
const mostCuts = 10_000;

/** The sets of stuck deeds without which a delivery cannot be; none where nobody's deed is on record, or it is each actor's own. */
function cutsOf(stand: Stand, delivery: Delivery | undefined, isStuck: (deed: Deed) => boolean): Cuts {
  if (delivery === undefined || delivery === 'self') return { sets: [], complete: true };
  if ('any_of' in delivery) return everyOneOf(delivery.any_of.map((part) => cutsOf(stand, part, isStuck)));
  if ('all_of' in delivery) return together(delivery.all_of.map((part) => cutsOf(stand, part, isStuck)));
  const { undertaking } = delivery;
  const deeds = stand.actingFor(delivery.actor).map((actor) => ({ actor, undertaking }));
  return { sets: deeds.filter(isStuck).map((deed) => [deed]), complete: true };
}

function together(parts: readonly Cuts[]): Cuts {
  return { sets: parts.flatMap(({ sets }) => sets), complete: parts.every(({ complete }) => complete) };
}

/** The cuts of alternatives: one cut of each, united. */
function everyOneOf(parts: readonly Cuts[]): Cuts {
  let complete = parts.every((part) => part.complete);
  const sets = parts.reduce<Cuts['sets']>(
    (sofar, part) => {
      complete &&= sofar.length * part.sets.length <= mostCuts;
      const room = Math.ceil(mostCuts / Math.max(1, part.sets.length));
      return sofar.slice(0, room).flatMap((one) => part.sets.map((other) => union(one, other)));
    },
    [[]],
  );
  return { sets: sets.slice(0, mostCuts), complete };
}

function union(a: readonly Deed[], b: readonly Deed[]): readonly Deed[] {
  return [...new Map([...a, ...b].map((deed) => [keyOf(deed), deed])).values()];
}
