import { isDeepStrictEqual } from 'node:util';
import { firstDay } from '../model/edtf.ts';
import { groupedBy } from '../model/grouped.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import {
  type Commitment,
  commitmentKey,
  conditionOf,
  type Position,
  positionKey,
  type RecordOf,
  undertakingOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { kindsReferredTo } from '../model/references.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { type Cited, citedEvidence } from './cited.ts';
import { byActor, type Drifted, type DriftingMove, drifted, movesIn } from './drift.ts';

type AnyRecord = RecordOf[Kind];
type Fields = Readonly<Record<string, unknown>>;

/** How two editions of a knowledge base differ. */
export interface Difference {
  readonly drift: readonly Drifted[];
  /** The ids of further records that the later edition has and the earlier has not, by kind. */
  readonly added: Readonly<Partial<Record<Kind, readonly string[]>>>;
}

/** What the later edition says that the earlier did not, says otherwise, or no longer says. Records are the same where an id, current or former, leads from one to the other. */
export function differenceBetween(earlier: KnowledgeBase, later: KnowledgeBase): Difference {
  const rows: Drifted[] = [];
  const added: Partial<Record<Kind, string[]>> = {};
  const isNew = new Set<string>();
  for (const kind of kinds) {
    const { pairs, gone, fresh } = matched(kind, earlier, later);
    for (const record of fresh) isNew.add(`${kind}/${record.id}`);
    for (const record of gone) rows.push(removal(earlier, kind, record));
    for (const [before, after] of pairs) rows.push(...correction({ earlier, later, kind, before, after }));
    if (kind !== 'positions' && kind !== 'commitments' && fresh.length > 0) added[kind] = fresh.map(({ id }) => id);
  }
  for (const move of movesIn(later, null))
    if (isNewMove(move, isNew, earlier, later)) rows.push(drifted(later, move, null));
  return { drift: rows.sort(byActor), added };
}

/** Of conditions that both editions have, a status is new where the earlier has no such one; those of a new condition come with it. */
function isNewMove(
  move: DriftingMove,
  isNew: ReadonlySet<string>,
  earlier: KnowledgeBase,
  later: KnowledgeBase,
): boolean {
  if (move.kind !== 'conditions') return isNew.has(`${move.kind}/${move.id}`);
  const after = later.find('conditions', move.id);
  const before = [...(after?.formerly ?? []), move.id].flatMap((id) => earlier.find('conditions', id) ?? [])[0];
  return before !== undefined && !(before.status ?? []).some((status) => isSameStatus(status, move.after));
}

interface StatusLike {
  readonly state: string;
  readonly since: string;
  readonly for?: readonly string[] | null | undefined;
}

function isSameStatus(a: StatusLike, b: StatusLike): boolean {
  return a.state === b.state && a.since === b.since && isDeepStrictEqual(a.for ?? null, b.for ?? null);
}

interface Matched {
  /** The earlier record, with its references led to the ids that the later edition has, and the later one. */
  readonly pairs: readonly (readonly [AnyRecord, AnyRecord])[];
  readonly gone: readonly AnyRecord[];
  readonly fresh: readonly AnyRecord[];
}

function matched(kind: Kind, earlier: KnowledgeBase, later: KnowledgeBase): Matched {
  const fresh = new Map<string, AnyRecord>([...later.list(kind)].map((record) => [record.id, record]));
  const pairs: [AnyRecord, AnyRecord][] = [];
  const unmatched: AnyRecord[] = [];
  for (const record of earlier.list(kind)) {
    const led = leadTo(later, record);
    const same = later.find(kind, record.id);
    if (same && fresh.delete(same.id)) pairs.push([led, same]);
    else unmatched.push(led);
  }
  const freshByKey = groupedBy(fresh.values(), (record) => keyIn(kind, record));
  const gone = unmatched.filter((record) => {
    const alike = freshByKey.get(keyIn(kind, record)) ?? [];
    const same = alike.find((each) => fresh.has(each.id) && isRemade(kind, record, each));
    if (same) {
      fresh.delete(same.id);
      pairs.push([record, same]);
    }
    return same === undefined;
  });
  return { pairs, gone, fresh: [...fresh.values()] };
}

/** Positions and commitments whose ids are made of their fields get another id when a date or a name is put right: of one key, those with the same day or with evidence in common are the same record. */
function isRemade(kind: Kind, a: AnyRecord, b: AnyRecord): boolean {
  if (kind === 'positions') {
    const [one, other] = [a as Position, b as Position];
    return isSameDay(one.since, other.since) || isOnSame(one, other);
  }
  if (kind === 'commitments') {
    const [one, other] = [a as Commitment, b as Commitment];
    return isSameDay(one.date, other.date) || isOnSame(one, other);
  }
  return false;
}

/** What records have in common that may be the same under another id; undefined where a record has only its id. */
function keyIn(kind: Kind, record: AnyRecord): string | undefined {
  if (kind === 'positions') return positionKey(record as Position);
  return kind === 'commitments' ? commitmentKey(record as Commitment) : undefined;
}

function isSameDay(a: string, b: string): boolean {
  return firstDay(a) === firstDay(b);
}

function isOnSame(a: { evidence: readonly string[] }, b: { evidence: readonly string[] }): boolean {
  return a.evidence.some((id) => b.evidence.includes(id));
}

/** A record with its references led to the ids that another edition has for them: a renamed actor is no change of its positions. */
function leadTo<T extends AnyRecord>(later: KnowledgeBase, record: T): T {
  const lead = (value: unknown, field: string): unknown => {
    if (typeof value === 'string')
      return (kindsReferredTo.get(field) ?? []).flatMap((kind) => later.find(kind, value)?.id ?? [])[0] ?? value;
    if (Array.isArray(value)) return value.map((item) => lead(item, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, lead(inner, key)]));
  };
  return lead(record, '') as T;
}

interface Pair {
  readonly earlier: KnowledgeBase;
  readonly later: KnowledgeBase;
  readonly kind: Kind;
  readonly before: AnyRecord;
  readonly after: AnyRecord;
}

/** What differs within a record; a position or commitment that has only gained evidence was said again. */
function correction({ earlier, later, kind, before, after }: Pair): Drifted[] {
  const differing = fieldsThatDiffer(kind, before, after);
  if (differing.length === 0) return [];
  const gained = gainedEvidence(before, after);
  const isRestated =
    (kind === 'positions' || kind === 'commitments') && differing.join() === 'evidence' && gained !== undefined;
  return [
    {
      ...subject(kind, after),
      change: isRestated ? 'restated' : 'corrected',
      before: pick(before, differing),
      after: pick(after, differing),
      evidence: isRestated ? citedEvidence(later, gained, null) : ownEvidence(later, kind, after),
      evidence_before: citedEvidence(earlier, lostEvidence(before, after), null),
    },
  ];
}

function fieldsThatDiffer(kind: Kind, before: AnyRecord, after: AnyRecord): string[] {
  const [one, other] = [before as unknown as Fields, after as unknown as Fields];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((field) => {
    if (field === 'id' || field === 'formerly') return false;
    if (field === 'status' && kind === 'conditions' && keepsStatuses(one, other)) return false;
    return !isDeepStrictEqual(comparable(field, one[field]), comparable(field, other[field]));
  });
}

/** The order of evidence says nothing. */
function comparable(field: string, value: unknown): unknown {
  return field === 'evidence' && Array.isArray(value) ? [...value].sort() : value;
}

/** True where the later condition has every status of the earlier one: those that it has besides are moves. */
function keepsStatuses(before: Fields, after: Fields): boolean {
  const [one, other] = [before.status ?? [], after.status ?? []] as [StatusLike[], StatusLike[]];
  return one.every((status) => other.some((each) => isDeepStrictEqual(each, status)));
}

function gainedEvidence(before: AnyRecord, after: AnyRecord): readonly string[] | undefined {
  if (!('evidence' in before) || !('evidence' in after)) return undefined;
  const [one, other] = [before.evidence, after.evidence];
  return one.every((id) => other.includes(id)) ? other.filter((id) => !one.includes(id)) : undefined;
}

/** What a record no longer rests on; a quote that only reads otherwise is a correction of its own. */
function lostEvidence(before: AnyRecord, after: AnyRecord): readonly string[] {
  if (!('evidence' in before) || !('evidence' in after)) return [];
  const kept = after.evidence;
  return before.evidence.filter((id) => !kept.includes(id));
}

function removal(earlier: KnowledgeBase, kind: Kind, record: AnyRecord): Drifted {
  return {
    ...subject(kind, record),
    change: 'removed',
    before: record,
    after: null,
    evidence: [],
    evidence_before: ownEvidence(earlier, kind, record),
  };
}

function subject(
  kind: Kind,
  record: AnyRecord,
): Omit<Drifted, 'change' | 'before' | 'after' | 'evidence' | 'evidence_before'> {
  const position = kind === 'positions' ? (record as Position) : undefined;
  const commitment = kind === 'commitments' ? (record as Commitment) : undefined;
  const undertaking = position ? undertakingOf(position) : commitment && undertakingOfCommitment(commitment);
  return {
    actor: 'actor' in record ? (record.actor ?? null) : null,
    undertaking: undertaking ?? null,
    condition: kind === 'conditions' ? record.id : position ? conditionOf(position) : null,
    kind,
    id: record.id,
    claim: null,
    evidence_missing: [],
    note: null,
    move: null,
  };
}

/** The words that a record rests on, or that it is. */
function ownEvidence(knowledge: KnowledgeBase, kind: Kind, record: AnyRecord): Cited[] {
  if (kind === 'quotes' || kind === 'events') return citedEvidence(knowledge, [record.id], null);
  return 'evidence' in record ? citedEvidence(knowledge, record.evidence, null) : [];
}

function pick(record: AnyRecord, fields: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(record).filter(([field]) => fields.includes(field)));
}
