import { compareText } from './diagnostic.ts';
import { firstDay } from './edtf.ts';
import { type Commitment, type Delivery, type Position, undertakingOfCommitment } from './record.ts';
import { type AsOf, counts } from './standing.ts';
import type { Act } from './vocabulary.ts';

/** True where a position holds its actor back from its undertaking until it is met; requests and concerns never do. */
export function isHolding(position: Position): boolean {
  return position.stance === 'requires' && (position.strength === 'red_line' || position.strength === 'precondition');
}

/** Where an actor's decisions leave it: a refusal is never undone by met conditions, and one that has joined needs none. */
export type Decision = 'refused' | 'joined' | 'undecided' | 'none';

const decisions: Readonly<Record<Act, Decision>> = {
  offers: 'undecided',
  pledges: 'undecided',
  undecided: 'undecided',
  joins: 'joined',
  deploys: 'joined',
  suspends: 'refused',
  declines: 'refused',
  withdraws: 'refused',
};

/** An actor's latest commitment on an undertaking by `asOf`; of one day's, the one with the last id. */
export function latestCommitment(
  commitments: readonly Commitment[],
  undertaking: string,
  asOf: AsOf,
): Commitment | undefined {
  return commitments
    .filter((commitment) => undertakingOfCommitment(commitment) === undertaking && counts(commitment.date, asOf))
    .sort(byDecision)
    .at(-1);
}

/** The order in which commitments on an undertaking supersede each other. */
export function byDecision(a: Commitment, b: Commitment): number {
  return compareText(firstDay(a.date), firstDay(b.date)) || compareText(a.id, b.id);
}

export function decisionOf(latest: Commitment | undefined): Decision {
  return latest ? decisions[latest.act] : 'none';
}

/** One actor's act that a condition waits for. */
export interface Deed {
  readonly actor: string;
  readonly undertaking: string;
}

/** Every deed that a delivery names; `self` names none. */
export function deedsOf(delivery: Delivery | undefined): Deed[] {
  if (delivery === undefined || delivery === 'self') return [];
  if ('any_of' in delivery) return delivery.any_of.flatMap(deedsOf);
  if ('all_of' in delivery) return delivery.all_of.flatMap(deedsOf);
  return [{ actor: delivery.actor, undertaking: delivery.undertaking }];
}

/** What has been done: whether one actor, none of whose members count, has done a deed, and who the members of a bloc are. */
export interface Deeds {
  did(deed: Deed): boolean;
  /** Empty for whoever is no bloc. */
  members(actor: string): readonly string[];
  /** Whether an actor has brought about what is its own to deliver. */
  own(actor: string): boolean;
}

/** True where the deeds done bring a condition about for `actor`; a bloc delivers when all its members do. */
export function isDelivered(delivery: Delivery, actor: string, deeds: Deeds): boolean {
  if (delivery === 'self') return deeds.own(actor);
  if ('any_of' in delivery) return delivery.any_of.some((part) => isDelivered(part, actor, deeds));
  if ('all_of' in delivery) return delivery.all_of.every((part) => isDelivered(part, actor, deeds));
  return hasDone({ actor: delivery.actor, undertaking: delivery.undertaking }, deeds);
}

function hasDone({ actor: whole, undertaking }: Deed, deeds: Deeds): boolean {
  // Blocs may share members: nobody is asked twice.
  const asked = new Set<string>();
  const has = (actor: string): boolean => {
    if (asked.has(actor)) return true;
    asked.add(actor);
    const members = deeds.members(actor);
    return members.length === 0 ? deeds.did({ actor, undertaking }) : members.every(has);
  };
  return has(whole);
}

/** True where a standing position vetoes whoever delivers its condition: opposed as a red line. */
export function isVeto(position: Position): boolean {
  return position.stance === 'opposes' && position.strength === 'red_line';
}
