import type { Names } from '../query/names.ts';
import type { StaleKind, StaleRow } from '../query/stale.ts';
import { counted, grouped } from './labels.ts';
import { type Block, type Inline, span } from './view.ts';

const titles: Readonly<Record<Exclude<StaleKind, 'pair'>, string>> = {
  position: 'Positions not confirmed',
  status: 'Statuses not confirmed',
  actor: 'Actors with nothing new on record',
};

/** What is stale, by kind; of what nobody has researched, a line for each actor. */
export function staleBlocks(rows: readonly StaleRow[], names: Names): Block[] {
  const having = (kind: StaleKind) => rows.filter((row) => row.kind === kind);
  return [
    ...(Object.keys(titles) as (keyof typeof titles)[]).flatMap((kind) => agedPart(kind, having(kind), names)),
    ...pairsPart(having('pair'), names),
  ];
}

function agedPart(kind: keyof typeof titles, rows: readonly StaleRow[], names: Names): Block[] {
  if (rows.length === 0) return [];
  return [
    { block: 'heading', level: 2, text: [`${titles[kind]}: ${grouped(rows.length)}`] },
    { block: 'list', ordered: false, items: rows.map((row) => [{ block: 'prose', text: agedLine(row, names) }]) },
  ];
}

function agedLine(row: StaleRow, names: Names): Inline {
  const { last, age_days, limit_days, evidence, record } = row;
  const rests = evidence.length > 0 ? evidence.map(({ id }) => id) : record === null ? [] : [record];
  return [
    span('strong', actorCell(row, names)),
    ...(row.condition === null ? [] : [': ', conditionCell(row, names)]),
    ' · ',
    ...(last === null || age_days === null
      ? [span('caution', 'no record')]
      : [span('date', last), ', ', span('caution', `${counted(age_days, 'day')} ago`)]),
    limit_days === null ? '' : span('muted', `, limit ${grouped(limit_days)}`),
    ...(rests.length === 0 ? [] : [' · ', span('id', rests.join(', '))]),
  ];
}

function actorCell({ actor }: StaleRow, names: Names): string {
  return actor === null
    ? 'in general'
    : [actor]
        .flat()
        .map((id) => names.actor(id))
        .join(', ');
}

function conditionCell({ condition }: StaleRow, names: Names): string {
  return [condition ?? []]
    .flat()
    .map((id) => names.condition(id))
    .join(' or ');
}

function pairsPart(rows: readonly StaleRow[], names: Names): Block[] {
  if (rows.length === 0) return [];
  const byActor = new Map<string, string[]>();
  for (const { actor, condition } of rows)
    if (typeof actor === 'string' && typeof condition === 'string')
      byActor.set(actor, [...(byActor.get(actor) ?? []), condition]);
  return [
    { block: 'heading', level: 2, text: [`Not researched: ${counted(rows.length, 'pair')} of actor and condition`] },
    {
      block: 'table',
      columns: [{ head: 'actor' }, { head: 'pairs', align: 'right' }, { head: 'conditions' }],
      rows: [...byActor].map(([actor, conditions]) => [
        [names.actor(actor)],
        [grouped(conditions.length)],
        [span('id', conditions.join(', '))],
      ]),
    },
  ];
}
