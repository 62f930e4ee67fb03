import { compareText } from './diagnostic.ts';
import { firstDay } from './edtf.ts';
import { type Condition, type Position, positionKey } from './record.ts';
import type { State } from './vocabulary.ts';

/** The day up to which records count, as `YYYY-MM-DD`; null counts everything on record. */
export type AsOf = string | null;

/** True where something dated `date` (EDTF) counts by `asOf`: from the earliest day that it may mean. */
export function counts(date: string, asOf: AsOf): boolean {
  return asOf === null || firstDay(date) <= asOf;
}

/** The latest position of each key by `asOf`, in id order: what stands. */
export function standing(positions: Iterable<Position>, asOf: AsOf): Position[] {
  const latest = new Map<string, Position>();
  for (const position of positions) {
    if (!counts(position.since, asOf)) continue;
    const key = positionKey(position);
    const known = latest.get(key);
    if (!known || byChange(known, position) < 0) latest.set(key, position);
  }
  return [...latest.values()].sort((a, b) => compareText(a.id, b.id));
}

/** The order in which positions of one key supersede each other: by first day. Two of one day are an error of the data; the id decides, so that the answer never hangs on file order. */
export function byChange(a: Position, b: Position): number {
  return compareText(firstDay(a.since), firstDay(b.since)) || compareText(a.id, b.id);
}

/** A status of a condition: what is asserted, from when, for whom, on which evidence. */
export type Status = NonNullable<Condition['status']>[number];

/** Statuses in the order in which they supersede each other: of one day's, the one that names its actors is the last. */
export function byStatus(a: Status, b: Status): number {
  return compareText(firstDay(a.since), firstDay(b.since)) || Number(a.for !== undefined) - Number(b.for !== undefined);
}

/** The status of a condition for an actor by `asOf`, or undefined where nobody has recorded one; of one day's, the one that names the actor. */
export function statusFor(condition: Condition, actor: string, asOf: AsOf): Status | undefined {
  return (condition.status ?? [])
    .filter((status) => counts(status.since, asOf) && (status.for === undefined || status.for.includes(actor)))
    .sort(byStatus)
    .at(-1);
}

/** The state that the status asserts, or null: nobody has said, which is not the same as open. */
export function stateFor(condition: Condition, actor: string, asOf: AsOf): State | null {
  return statusFor(condition, actor, asOf)?.state ?? null;
}

/** The statuses of a condition that stand by `asOf` for somebody: the one for whoever none names, and those for the actors that some name. */
export function standingStatuses(condition: Condition, asOf: AsOf): Status[] {
  const named = (condition.status ?? []).flatMap((status) => status.for ?? []);
  const found = ['', ...new Set(named)].flatMap((actor) => statusFor(condition, actor, asOf) ?? []);
  return (condition.status ?? []).filter((status) => found.includes(status));
}
