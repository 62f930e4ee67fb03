import { compareText } from '../model/diagnostic.ts';
import { daysBetween, firstDay } from '../model/edtf.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import {
  type Actor,
  type Condition,
  conditionOf,
  conditionsOf,
  type Manifest,
  type Position,
} from '../model/record.ts';
import { counts, standingStatuses } from '../model/standing.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import { type Cited, citedEvidence } from './cited.ts';
import type { Stand } from './stand.ts';

/** What can be stale: a position, a status, an actor of whom nothing new is on record, and a pair that nobody has researched. */
export const staleKinds = ['position', 'status', 'actor', 'pair'] as const;
export type StaleKind = (typeof staleKinds)[number];

export interface StaleRow {
  readonly kind: StaleKind;
  /** Of the position, the condition whose status it is, or the actor; of a pair, null. */
  readonly id: string | null;
  readonly actor: string | readonly string[] | null;
  readonly condition: string | readonly string[] | null;
  /** The earliest day of the latest evidence; null where there is none. */
  readonly last: string | null;
  readonly age_days: number | null;
  readonly limit_days: number | null;
  /** The latest evidence, or for an actor its latest record. */
  readonly evidence: readonly Cited[];
  readonly record: string | null;
}

export interface StaleOptions {
  /** The day that ages are counted to, as `YYYY-MM-DD`. */
  readonly today: string;
  /** In days, in place of every limit of the manifest. */
  readonly maxAge?: number;
  readonly kinds?: readonly StaleKind[];
  readonly actor?: string;
  readonly undertaking?: string;
}

/** What has gone unconfirmed for longer than its limit by the day asked: by kind, the oldest first, what was never on record before all. */
export function stale(stand: Stand, options: StaleOptions): StaleRow[] {
  const kinds = options.kinds ?? staleKinds;
  const rows: Readonly<Record<StaleKind, () => StaleRow[]>> = {
    position: () => stand.positions.flatMap((position) => stalePosition(stand, position, options)),
    status: () =>
      [...stand.knowledge.list('conditions')].flatMap((condition) => staleStatuses(stand, condition, options)),
    actor: () => [...stand.knowledge.list('actors')].flatMap((actor) => staleActor(stand, actor, options)),
    pair: () => unresearchedPairs(stand, options),
  };
  const { actor } = options;
  return staleKinds
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => rows[kind]().sort(byAge))
    .filter((row) => actor === undefined || [row.actor].flat().includes(actor));
}

/** A limit of the manifest in days: that of the category where it has one. */
export function limitOf(
  { stale_after }: Manifest,
  what: 'position' | 'status',
  category: Condition['category'] | undefined,
): number | null {
  const ofCategory = category === undefined ? undefined : stale_after?.categories?.[category]?.[what];
  return days(ofCategory ?? stale_after?.[what]);
}

/** An actor's limit is that of positions unless the manifest gives one. */
export function actorLimit({ stale_after }: Manifest): number | null {
  return days(stale_after?.actor ?? stale_after?.position);
}

function days(age: string | undefined): number | null {
  return age === undefined ? null : Number.parseInt(age, 10);
}

/** A demand that was given up needs no confirming. */
function stalePosition(stand: Stand, position: Position, options: StaleOptions): StaleRow[] {
  if (position.stance === 'waives') return [];
  const conditions = conditionsOf(position);
  const limits = conditions.map((id) => limitOf(stand.knowledge.manifest, 'position', stand.condition(id)?.category));
  const limit = options.maxAge ?? least(limits);
  const latest = latestOf(stand.knowledge, position.evidence, stand.asOf);
  const last = latest ? firstDay(latest.said) : firstDay(position.since);
  return exceeding(last, limit, options, {
    kind: 'position',
    id: position.id,
    actor: position.actor,
    condition: conditionOf(position),
    evidence: latest ? [latest] : [],
    record: position.id,
  });
}

function staleStatuses(stand: Stand, condition: Condition, options: StaleOptions): StaleRow[] {
  const limit = options.maxAge ?? limitOf(stand.knowledge.manifest, 'status', condition.category);
  return standingStatuses(condition, stand.asOf).flatMap((status) => {
    const latest = latestOf(stand.knowledge, status.evidence, stand.asOf);
    return exceeding(latest ? firstDay(latest.said) : firstDay(status.since), limit, options, {
      kind: 'status',
      id: condition.id,
      actor: status.for === undefined ? null : status.for.length === 1 ? (status.for[0] ?? null) : status.for,
      condition: condition.id,
      evidence: latest ? [latest] : [],
      record: condition.id,
    });
  });
}

/** People speak for others; of everybody else something new is to be on record. */
function staleActor(stand: Stand, actor: Actor, options: StaleOptions): StaleRow[] {
  if (actor.type === 'person') return [];
  const { knowledge, asOf } = stand;
  const limit = options.maxAge ?? actorLimit(knowledge.manifest);
  const newest = [
    knowledge.newest('quotes', 'actors', actor.id, ['actor'], asOf),
    knowledge.newest('positions', 'actors', actor.id, ['actor'], asOf),
    knowledge.newest('commitments', 'actors', actor.id, ['actor'], asOf),
    knowledge.newest('events', 'actors', actor.id, ['actors'], asOf),
  ].flatMap((record) => record ?? []);
  const dated = newest.map((record) => ({ id: record.id, day: firstDay(dateOf(record)) }));
  const [latest] = dated.sort((a, b) => compareText(b.day, a.day) || compareText(a.id, b.id));
  const row = { kind: 'actor', id: actor.id, actor: actor.id, condition: null } as const;
  if (!latest)
    return limit === null
      ? []
      : [{ ...row, last: null, age_days: null, limit_days: limit, evidence: [], record: null }];
  const evidence = citedEvidence(knowledge, [latest.id], asOf);
  return exceeding(latest.day, limit, options, { ...row, evidence, record: latest.id });
}

function dateOf(record: { said: string } | { since: string } | { date: string }): string {
  return 'said' in record ? record.said : 'since' in record ? record.since : record.date;
}

/** Of the actors with a record on the undertaking, and the conditions that anybody has a position on: where neither a position nor a remark is on record. */
export function unresearchedPairs(
  stand: Stand,
  { undertaking = defaultUndertaking, actor: only }: Pick<StaleOptions, 'undertaking' | 'actor'>,
): StaleRow[] {
  const { knowledge, asOf } = stand;
  const known = new Set<string>();
  for (const position of stand.positions)
    for (const condition of conditionsOf(position)) known.add(`${position.actor} ${condition}`);
  const conditions = [...new Set(stand.positions.flatMap(conditionsOf))].sort();
  for (const condition of conditions)
    for (const quote of knowledge.naming('quotes', 'conditions', condition, ['about']))
      if (quote.actor !== undefined && counts(quote.said, asOf)) known.add(`${quote.actor} ${condition}`);
  const actors = stand.candidates(undertaking).map(({ actor }) => actor);
  return actors
    .filter((actor) => only === undefined || actor === only)
    .flatMap((actor) =>
      conditions
        .filter((condition) => !known.has(`${actor} ${condition}`))
        .map(
          (condition): StaleRow => ({
            kind: 'pair',
            id: null,
            actor,
            condition,
            last: null,
            age_days: null,
            limit_days: null,
            evidence: [],
            record: null,
          }),
        ),
    );
}

type Undated = Omit<StaleRow, 'last' | 'age_days' | 'limit_days'>;

function exceeding(last: string, limit: number | null, { today }: StaleOptions, row: Undated): StaleRow[] {
  const age = daysBetween(last, today);
  if (limit === null || age <= limit) return [];
  const { kind, id, actor, condition, ...rest } = row;
  return [{ kind, id, actor, condition, last, age_days: age, limit_days: limit, ...rest }];
}

/** The latest piece of evidence that had been given by then. */
function latestOf(knowledge: KnowledgeBase, ids: readonly string[], asOf: Stand['asOf']): Cited | undefined {
  return citedEvidence(knowledge, ids, asOf)
    .sort((a, b) => compareText(firstDay(a.said), firstDay(b.said)) || compareText(a.id, b.id))
    .at(-1);
}

function least(limits: readonly (number | null)[]): number | null {
  const known = limits.filter((limit) => limit !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function byAge(a: StaleRow, b: StaleRow): number {
  const text = ({ id, actor, condition }: StaleRow) => [actor, condition, id].flat().join(' ');
  return (b.age_days ?? Infinity) - (a.age_days ?? Infinity) || compareText(text(a), text(b));
}
