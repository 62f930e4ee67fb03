import { isHolding, latestCommitment } from '../model/holding.ts';
import type { Entry, KnowledgeBase } from '../model/knowledge.ts';
import {
  type Commitment,
  conditionsOf,
  type Delivery,
  type Manifest,
  type Position,
  type RecordOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { type AsOf, counts, standing, stateFor } from '../model/standing.ts';
import type { Kind } from '../model/vocabulary.ts';
import { evidence, voiceOf } from './cited.ts';

/** A whole knowledge base as it stood on a day, one record at a time, for writers of other formats. */
export interface Recorded {
  readonly manifest: Manifest;
  readonly asOf: AsOf;
  /** The records dated by then, and the sources that those cite, in id order, with no mention of what is not there. */
  records<K extends Kind>(kind: K): Iterable<RecordOf[K]>;
  find<K extends Kind>(kind: K, id: string): RecordOf[K] | undefined;
  /** Whether a piece of evidence is a quote or an event. */
  isQuote(evidence: string): boolean;
  /** Whether no later record supersedes it. */
  stands(position: Position): boolean;
  /** Whether it holds its actor back: a demand that stands, none of whose conditions is met. */
  holdsBack(position: Position): boolean;
  /** Whether it is the actor's latest word on the undertaking. */
  isLatest(commitment: Commitment): boolean;
  /** Whether nothing but the word of another, or of an outlet, supports it. */
  isClaim(record: Position | Commitment): boolean;
}

/** The knowledge base as it stood by `asOf`. */
export function recordedBy(knowledge: KnowledgeBase, asOf: AsOf): Recorded {
  const standingIds = once(() => new Set(standing(knowledge.list('positions'), asOf).map(({ id }) => id)));
  const latestIds = once(() => latestOf(knowledge.list('commitments'), asOf));
  const citedIds = once(() => citedSources(knowledge, asOf));
  const isThere = (entry: Entry) => {
    const date = dateOf(entry);
    return date === undefined || counts(date, asOf) || (entry.kind === 'sources' && citedIds().has(entry.id));
  };
  return {
    manifest: knowledge.manifest,
    asOf,
    *records<K extends Kind>(kind: K) {
      for (const record of knowledge.list(kind)) {
        const entry = { kind, id: record.id, record } as unknown as Entry;
        if (isThere(entry)) yield trimmed(knowledge, entry, asOf) as RecordOf[K];
      }
    },
    find: (kind, id) => knowledge.find(kind, id),
    isQuote: (id) => knowledge.find('quotes', id) !== undefined,
    stands: ({ id }) => standingIds().has(id),
    holdsBack: (position) =>
      standingIds().has(position.id) &&
      isHolding(position) &&
      !conditionsOf(position).some((id) => {
        const condition = knowledge.find('conditions', id);
        return condition !== undefined && stateFor(condition, position.actor, asOf) === 'met';
      }),
    isLatest: ({ id }) => latestIds().has(id),
    isClaim: (record) => voiceOf(knowledge, record.evidence, asOf).claim !== null,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function latestOf(commitments: Iterable<Commitment>, asOf: AsOf): ReadonlySet<string> {
  const groups = new Map<string, Commitment[]>();
  for (const commitment of commitments) {
    const key = `${commitment.actor} ${undertakingOfCommitment(commitment)}`;
    const group = groups.get(key);
    if (group) group.push(commitment);
    else groups.set(key, [commitment]);
  }
  return new Set(
    [...groups].flatMap(([key, group]) => latestCommitment(group, key.slice(key.indexOf(' ') + 1), asOf)?.id ?? []),
  );
}

/** The sources of what had been said and done by then: some are published afterwards. */
function citedSources(knowledge: KnowledgeBase, asOf: AsOf): ReadonlySet<string> {
  const cited = new Set<string>();
  for (const { said, source, also_in } of knowledge.list('quotes'))
    if (counts(said, asOf)) for (const id of [source, ...(also_in ?? [])]) cited.add(id);
  for (const { since, sources } of knowledge.list('clauses'))
    if (counts(since, asOf)) for (const id of sources) cited.add(id);
  for (const { date, sources } of knowledge.list('events'))
    if (counts(date, asOf)) for (const id of sources) cited.add(id);
  return cited;
}

/** The date from which a record counts, of the kinds that have one. */
function dateOf({ kind, record }: Entry): string | undefined {
  switch (kind) {
    case 'quotes':
      return record.said;
    case 'positions':
    case 'clauses':
      return record.since;
    case 'commitments':
    case 'events':
      return record.date;
    case 'sources':
      return record.published;
    case 'actors':
    case 'conditions':
      return undefined;
    default:
      return kind satisfies never;
  }
}

/** The record without the parts of it that are dated later, and without mentions of what is later or left out. */
function trimmed(knowledge: KnowledgeBase, { kind, record }: Entry, asOf: AsOf): RecordOf[Kind] {
  const there = (of: Kind) => (id: string) => knowledge.find(of, id) !== undefined;
  const said = (id: string) => {
    const piece = evidence(knowledge, id);
    return piece !== undefined && counts('text' in piece ? piece.said : piece.date, asOf);
  };
  switch (kind) {
    case 'actors': {
      const { members, posts, ...rest } = record;
      const held = posts?.filter(
        (post) => there('actors')(post.actor) && (post.since === undefined || counts(post.since, asOf)),
      );
      return { ...rest, ...only('members', members?.filter(there('actors'))), ...only('posts', held) };
    }
    case 'sources':
      return record;
    case 'quotes': {
      const { speaker_id, also_in, contradicts, about, ...rest } = record;
      return {
        ...rest,
        ...(speaker_id !== undefined && there('actors')(speaker_id) ? { speaker_id } : {}),
        ...only('also_in', also_in?.filter(there('sources'))),
        ...only('contradicts', contradicts?.filter(said)),
        ...only('about', about?.filter(there('conditions'))),
      };
    }
    case 'conditions': {
      const { status, delivered_by, ...rest } = record;
      const dated = status?.filter(({ since }) => counts(since, asOf));
      return {
        ...rest,
        ...only(
          'status',
          dated?.map((each) => ({ ...each, evidence: each.evidence.filter(said) })),
        ),
        ...(delivered_by === undefined ? {} : { delivered_by: trimmedDelivery(delivered_by, said) }),
      };
    }
    case 'positions':
    case 'commitments':
      return { ...record, evidence: record.evidence.filter(said) };
    case 'clauses': {
      const { bears_on, ...rest } = record;
      const bearings = bears_on?.map((each) => ({ ...each, evidence: each.evidence.filter(said) }));
      return { ...rest, sources: record.sources.filter(there('sources')), ...only('bears_on', bearings) };
    }
    case 'events': {
      const { actors, ...rest } = record;
      const sources = record.sources.filter(there('sources'));
      return { ...rest, sources, ...only('actors', actors?.filter(there('actors'))) };
    }
    default:
      return kind satisfies never;
  }
}

function trimmedDelivery(delivery: Delivery, said: (id: string) => boolean): Delivery {
  if (delivery === 'self') return delivery;
  if ('any_of' in delivery) return { any_of: delivery.any_of.map((part) => trimmedDelivery(part, said)) };
  if ('all_of' in delivery) return { all_of: delivery.all_of.map((part) => trimmedDelivery(part, said)) };
  const { evidence: given, ...deed } = delivery;
  return { ...deed, ...only('evidence', given?.filter(said)) };
}

/** The field, where its list has anything in it. */
function only<F extends string, T>(field: F, list: T[] | undefined): { [key in F]?: T[] } {
  return list === undefined || list.length === 0 ? {} : ({ [field]: list } as { [key in F]: T[] });
}
