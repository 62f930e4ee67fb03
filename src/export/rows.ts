import { spanOf } from '../model/edtf.ts';
import { deedsOf } from '../model/holding.ts';
import {
  conditionsOf,
  type Delivery,
  type RecordOf,
  undertakingOf,
  undertakingOfCommitment,
  undertakingsIn,
} from '../model/record.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import type { Recorded } from '../query/recorded.ts';

export type Cell = string | number | null;

/** A row on its way to the table that it is of, by column; what is not named is null. */
export interface TableRow {
  readonly table: string;
  readonly cells: Readonly<Record<string, Cell | undefined>>;
}

/** Every row of every table, record by record; a row may come before one that it refers to. */
export function* rowsOf(recorded: Recorded): Iterable<TableRow> {
  const { name, title, description } = recorded.manifest;
  yield { table: 'knowledge_base', cells: { name, title, description, as_of: recorded.asOf } };
  for (const [id, meaning] of Object.entries(undertakingsIn(recorded.manifest)))
    yield { table: 'undertakings', cells: { id, meaning: meaning || undefined } };
  for (const kind of kinds) {
    const write = writers[kind] as Writer<Kind>;
    for (const record of recorded.records(kind)) {
      yield* write(record, recorded);
      for (const former of record.formerly ?? []) yield { table: 'former_ids', cells: { kind, id: record.id, former } };
    }
  }
}

type Writer<K extends Kind> = (record: RecordOf[K], recorded: Recorded) => Iterable<TableRow>;

const writers: { readonly [K in Kind]: Writer<K> } = {
  *actors({ id, name, type, iso3166, wikidata, note, aliases, members, posts }) {
    yield { table: 'actors', cells: { id, name, type, iso3166, wikidata, note } };
    for (const alias of aliases ?? []) yield { table: 'actor_aliases', cells: { actor: id, alias } };
    for (const member of members ?? []) yield { table: 'bloc_members', cells: { bloc: id, member } };
    for (const { actor, role, since, until } of posts ?? [])
      yield { table: 'posts', cells: { person: id, actor, role, since, until } };
  },
  *sources({ id, title, publisher, published, url, lang, reliability, relays, note, authors }) {
    const dates = { published, ...days('published', published) };
    yield { table: 'sources', cells: { id, title, publisher, ...dates, url, lang, reliability, relays, note } };
    for (const author of authors ?? []) yield { table: 'source_authors', cells: { source: id, author } };
  },
  *quotes({ also_in, contradicts, about, formerly: _, ...quote }, recorded) {
    const { id } = quote;
    yield { table: 'quotes', cells: { ...quote, ...days('said', quote.said) } };
    for (const source of also_in ?? []) yield { table: 'quote_also_in', cells: { quote: id, source } };
    yield* evidenceRows('quote_contradicts', 'contradicting', id, contradicts, recorded);
    for (const condition of about ?? []) yield { table: 'quote_about', cells: { quote: id, condition } };
  },
  *conditions({ id, name, statement, category, note, keywords, status, delivered_by }, recorded) {
    yield {
      table: 'conditions',
      cells: { id, name, statement, category, delivered_by: asJson(delivered_by), note },
    };
    for (const keyword of keywords ?? []) yield { table: 'condition_keywords', cells: { condition: id, keyword } };
    for (const deed of deedsOf(delivered_by)) yield { table: 'deliverers', cells: { condition: id, ...deed } };
    for (const [i, { state, since, for: actors, evidence, note: about }] of (status ?? []).entries()) {
      const own = `${id}/${i + 1}`;
      const cells = {
        id: own,
        condition: id,
        state,
        since,
        since_first: days('since', since).since_first,
        note: about,
      };
      yield { table: 'statuses', cells };
      for (const actor of actors ?? []) yield { table: 'status_actors', cells: { status: own, actor } };
      yield* evidenceRows('status_evidence', 'status', own, evidence, recorded);
    }
  },
  *positions(position, recorded) {
    const { id, actor, stance, strength, since, confidence, note, evidence } = position;
    yield {
      table: 'positions',
      cells: {
        ...{ id, actor, undertaking: undertakingOf(position), stance, strength, since },
        ...{ since_first: days('since', since).since_first, confidence, any_of: Number(position.any_of !== undefined) },
        ...{ standing: Number(recorded.stands(position)), holds_back: Number(recorded.holdsBack(position)) },
        ...{ claim: Number(recorded.isClaim(position)), note },
      },
    };
    for (const condition of conditionsOf(position))
      yield { table: 'position_conditions', cells: { position: id, condition } };
    yield* evidenceRows('position_evidence', 'position', id, evidence, recorded);
  },
  *commitments(commitment, recorded) {
    const { id, actor, act, date, confidence, note, contribution, evidence } = commitment;
    yield {
      table: 'commitments',
      cells: {
        ...{ id, actor, undertaking: undertakingOfCommitment(commitment), act, date },
        ...{ date_first: days('date', date).date_first, confidence, latest: Number(recorded.isLatest(commitment)) },
        ...{ claim: Number(recorded.isClaim(commitment)), note },
      },
    };
    for (const { type, count, note: about } of contribution ?? []) {
      const size = typeof count === 'object' ? count : { count };
      yield { table: 'contributions', cells: { commitment: id, type, ...size, note: about } };
    }
    yield* evidenceRows('commitment_evidence', 'commitment', id, evidence, recorded);
  },
  *clauses({ id, instrument, paragraph, modality, summary, since, until, note, sources, bears_on }, recorded) {
    const dates = { since, since_first: days('since', since).since_first, until };
    yield { table: 'clauses', cells: { id, instrument, paragraph, modality, summary, ...dates, note } };
    for (const source of sources) yield { table: 'clause_sources', cells: { clause: id, source } };
    for (const [i, { condition, effect, evidence, note: about }] of (bears_on ?? []).entries()) {
      const own = `${id}/${i + 1}`;
      yield { table: 'bearings', cells: { id: own, clause: id, condition, effect, note: about } };
      yield* evidenceRows('bearing_evidence', 'bearing', own, evidence, recorded);
    }
  },
  *events({ id, date, title, summary, note, sources, actors }) {
    yield { table: 'events', cells: { id, date, ...days('date', date), title, summary, note } };
    for (const source of sources) yield { table: 'event_sources', cells: { event: id, source } };
    for (const actor of actors ?? []) yield { table: 'event_actors', cells: { event: id, actor } };
  },
};

function* evidenceRows(
  table: string,
  of: string,
  id: string,
  evidence: readonly string[] | undefined,
  recorded: Recorded,
): Iterable<TableRow> {
  for (const piece of evidence ?? [])
    yield { table, cells: { [of]: id, [recorded.isQuote(piece) ? 'quote' : 'event']: piece } };
}

function days(column: string, date: string): Readonly<Record<string, string>> {
  const { first, last } = spanOf(date);
  return { [`${column}_first`]: first, [`${column}_last`]: last };
}

function asJson(delivery: Delivery | undefined): string | undefined {
  return delivery === undefined ? undefined : JSON.stringify(delivery);
}
