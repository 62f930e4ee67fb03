import { type Kind, kinds } from '../model/vocabulary.ts';
import type { Drifted } from '../query/drift.ts';
import type { Difference } from '../query/editions.ts';
import type { Names } from '../query/names.ts';
import { nounOf } from '../query/resolve.ts';
import { evidenceBlocks } from './evidence.ts';
import { changeLabel, counted } from './labels.ts';
import { moveFacts, moveText } from './moves.ts';
import { claimBlocks, conditionName, lines } from './position.ts';
import { type Block, type Inline, span } from './view.ts';

/** What moved, an actor and an undertaking at a time, each with the words of both sides. */
export function driftBlocks(rows: readonly Drifted[], names: Names): Block[] {
  return rows.flatMap((row, i) => {
    const title = titleOf(row, names);
    const before = rows[i - 1];
    const opens = before === undefined || titleOf(before, names) !== title;
    return [
      ...(opens ? [{ block: 'heading' as const, level: 2 as const, text: [title] }] : []),
      ...driftedBlocks(row, names),
    ];
  });
}

function titleOf({ actor, undertaking }: Drifted, names: Names): string {
  if (actor === null) return 'Of no single actor';
  return undertaking === null ? names.actor(actor) : `${names.actor(actor)} · ${undertaking}`;
}

function driftedBlocks(row: Drifted, names: Names): Block[] {
  const was = row.evidence_before.length > 0;
  return [
    { block: 'heading', level: 3, text: headingOf(row, names) },
    ...(row.move ? moveFacts(row.move, names) : [...recordFacts(row), ...claimBlocks(row, names)]),
    ...evidenceBlocks(row.evidence, row.actor, names),
    ...lines([row.note !== null && [span('muted', 'note: '), row.note], was && [span('muted', 'before:')]]),
    ...evidenceBlocks(row.evidence_before, row.actor, names),
  ];
}

function headingOf({ move, change, kind, id, condition }: Drifted, names: Names): Inline {
  if (move) return [...moveText(move, names), '  ', span('date', `since ${move.date}`)];
  const about = kind === 'positions' && condition !== null ? [conditionName(condition, names), '  '] : [];
  const label =
    change === 'restated' ? changeLabel(change) : span(change === 'removed' ? 'bad' : 'caution', `${change}`);
  return [label, ': ', ...about, span('muted', `${nounOf(kind)} `), span('id', id)];
}

/** Of a corrected record, each field as it was and is; of one that is gone, what it said. */
function recordFacts({ change, before, after }: Drifted): Block[] {
  if (change === 'restated') return [];
  const was = Object.entries(before ?? {});
  if (after === null)
    return lines([
      [
        was
          .filter(([field]) => field !== 'id' && field !== 'evidence')
          .map(([field, value]) => `${field}: ${told(value)}`)
          .join(' · '),
      ],
    ]);
  const now = new Map(Object.entries(after));
  const fields = [...new Set([...was.map(([field]) => field), ...now.keys()])];
  const old = new Map(was);
  return lines(
    fields.map((field) => [
      span('muted', `${field}: `),
      told(old.get(field)),
      ' → ',
      span('strong', told(now.get(field))),
    ]),
  );
}

function told(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/** Records that are new and that no change above rests on by itself: what the later edition has besides. */
export function addedBlocks(added: Difference['added']): Block[] {
  const rows = kinds.flatMap((kind): [Kind, readonly string[]][] => {
    const ids = added[kind];
    return ids && ids.length > 0 ? [[kind, ids]] : [];
  });
  if (rows.length === 0) return [];
  return [
    { block: 'heading', level: 2, text: ['Also new on record'] },
    {
      block: 'list',
      ordered: false,
      items: rows.map(([kind, ids]) => [
        {
          block: 'prose',
          text: [`${counted(ids.length, nounOf(kind))}: `, span('id', ids.join(', '))],
        },
      ]),
    },
  ];
}
