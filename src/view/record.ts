import type { Entry, KnowledgeBase, Referrer } from '../model/knowledge.ts';
import {
  type Commitment,
  conditionsOf,
  type Position,
  type RecordOf,
  undertakingOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { citedEvidence, citeQuote, verificationOf, voiceOf } from '../query/cited.ts';
import { namesIn } from '../query/names.ts';
import { nounOf } from '../query/resolve.ts';
import { successor } from '../query/shown.ts';
import { evidenceBlock, evidenceBlocks } from './evidence.ts';
import { contributionLabel, verificationLabel } from './labels.ts';
import { claimBlocks, lines } from './position.ts';
import { type Block, type Inline, type Span, span } from './view.ts';

/** What a record is called: its name or title, else its id. */
export function titleOf({ kind, id, record }: Entry): string {
  switch (kind) {
    case 'actors':
    case 'conditions':
      return record.name;
    case 'sources':
    case 'events':
      return record.title;
    case 'clauses':
      return record.paragraph === undefined ? record.instrument : `${record.instrument}, ${record.paragraph}`;
    case 'quotes':
    case 'positions':
    case 'commitments':
      return id;
    default:
      return kind satisfies never;
  }
}

/** One record whole: every field as in the data, its evidence in full, and what mentions it. */
export function recordBlocks(knowledge: KnowledgeBase, entry: Entry, referredBy: readonly Referrer[]): Block[] {
  const { kind, id, record } = entry;
  const title = titleOf(entry);
  const evidence = 'evidence' in record ? record.evidence : [];
  const around = 'evidence' in record ? record.actor : null;
  return [
    {
      block: 'heading',
      level: 1,
      text: [span('term', title), '  ', span('muted', nounOf(kind)), ...(title === id ? [] : [' ', span('id', id)])],
    },
    ...(kind === 'quotes' ? [evidenceBlock(citeQuote(knowledge, record, null), null, namesIn(knowledge))] : []),
    ...standingBlocks(knowledge, entry),
    { block: 'table', columns: [{ head: 'field' }, { head: 'value' }], rows: fieldRows(entry) },
    ...(evidence.length === 0
      ? []
      : [heading('Evidence'), ...evidenceBlocks(citedEvidence(knowledge, evidence, null), around, namesIn(knowledge))]),
    ...(referredBy.length === 0
      ? [{ block: 'prose' as const, text: [span('muted', 'Nothing refers to it.')] }]
      : [
          heading('Referred to by'),
          {
            block: 'table' as const,
            columns: [{ head: 'kind' }, { head: 'id' }, { head: 'as' }],
            rows: referredBy.map(referrerRow),
          },
        ]),
  ];
}

/** Whether a position or commitment still stands, and whose word it is. */
function standingBlocks(knowledge: KnowledgeBase, entry: Entry): Block[] {
  if (entry.kind !== 'positions' && entry.kind !== 'commitments') return [];
  const next = successor(knowledge, entry);
  return [
    ...lines([next !== undefined && [span('muted', `superseded on ${dateOf(next)} by `), span('id', next.id)]]),
    ...claimBlocks(voiceOf(knowledge, entry.record.evidence, null), namesIn(knowledge)),
  ];
}

function heading(text: string): Block {
  return { block: 'heading', level: 2, text: [text] };
}

function referrerRow({ kind, id, field }: Referrer): Inline[] {
  return [[nounOf(kind)], [span('id', id)], [field]];
}

/** A row for each value, with the way to it: `status.0.state`; the id first, and not again the words that stand above. */
function fieldRows({ kind, id, record }: Entry): Inline[][] {
  const { id: _, ...fields } = record;
  return flatten({ id, ...fields }, [])
    .filter(([path]) => kind !== 'quotes' || path[0] !== 'text')
    .map(([path, value]) => [[span('muted', path.join('.'))], [value]]);
}

function flatten(value: unknown, path: readonly string[]): [readonly string[], string][] {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [[path, value.join(', ')]];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, [...path, key]));
  return [[path, String(value)]];
}

interface Listed {
  readonly heads: readonly string[];
  row(entry: Entry, knowledge: KnowledgeBase): readonly (string | Span)[];
}

/** What a list of each kind shows; the first column is the id, save where that is made of the others. */
export function listColumns(kind: Kind): readonly string[] {
  return listed[kind].heads;
}

/** A row of a list; a position or commitment says when another superseded it, and whether it is only claimed of its actor. */
export function listRow(knowledge: KnowledgeBase, entry: Entry): Inline[] {
  const [first = '', ...rest] = listed[entry.kind].row(entry, knowledge);
  const cells: Inline[] = [[typeof first === 'string' ? span('id', first) : first], ...rest.map((cell) => [cell])];
  if (entry.kind !== 'positions' && entry.kind !== 'commitments') return cells;
  const claimed = voiceOf(knowledge, entry.record.evidence, null).claim !== null;
  const next = successor(knowledge, entry);
  const until = next && span('muted', `until ${dateOf(next)}`);
  const claim = claimed && span('caution', 'claim');
  return [...cells, until && claim ? [claim, ', ', until] : [until || claim || '']];
}

function dateOf(record: Position | Commitment): string {
  return 'since' in record ? record.since : record.date;
}

type Cells<K extends Kind> = (record: RecordOf[K], knowledge: KnowledgeBase) => readonly (string | Span | undefined)[];

function listing<K extends Kind>(_kind: K, heads: readonly string[], cells: Cells<K>): Listed {
  return { heads, row: ({ record }, knowledge) => cells(record as RecordOf[K], knowledge).map((cell) => cell ?? '') };
}

const listed: Readonly<Record<Kind, Listed>> = {
  actors: listing('actors', ['id', 'name', 'type', 'code'], (actor) => [
    actor.id,
    actor.name,
    actor.type,
    actor.iso3166,
  ]),
  sources: listing('sources', ['id', 'publisher', 'title', 'published', 'rating'], (source) => [
    source.id,
    source.publisher,
    source.title,
    source.published,
    source.reliability,
  ]),
  quotes: listing('quotes', ['id', 'actor', 'said', 'verification', 'text'], (quote, knowledge) => [
    quote.id,
    quote.actor,
    quote.said,
    verificationLabel(verificationOf(knowledge, quote)),
    quote.text,
  ]),
  conditions: listing('conditions', ['id', 'name', 'category', 'statement'], (condition) => [
    condition.id,
    condition.name,
    condition.category,
    condition.statement,
  ]),
  positions: listing(
    'positions',
    ['actor', 'undertaking', 'condition', 'stance', 'strength', 'since', 'note'],
    (position) => [
      position.actor,
      undertakingOf(position),
      conditionsOf(position).join(' or '),
      position.stance,
      position.strength,
      position.since,
    ],
  ),
  commitments: listing('commitments', ['actor', 'undertaking', 'act', 'contribution', 'date', 'note'], (commitment) => [
    commitment.actor,
    undertakingOfCommitment(commitment),
    commitment.act,
    (commitment.contribution ?? []).map(contributionLabel).join('; '),
    commitment.date,
  ]),
  clauses: listing('clauses', ['id', 'paragraph', 'modality', 'summary'], (clause) => [
    clause.id,
    clause.paragraph,
    clause.modality,
    clause.summary,
  ]),
  events: listing('events', ['id', 'date', 'title'], (event) => [event.id, event.date, event.title]),
};

/** Kinds as arguments of commands, singular or plural. */
export function kindNamed(given: string): Kind | undefined {
  const wanted = given.toLowerCase();
  return kinds.find((kind) => kind === wanted || nounOf(kind) === wanted);
}
