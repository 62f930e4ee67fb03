import type { Deed } from '../model/holding.ts';
import type { DeadlockAnswer, DeadlockRow, End, Step } from '../query/deadlocks.ts';
import type { Names } from '../query/names.ts';
import { actLabel, counted } from './labels.ts';
import { lines } from './position.ts';
import { claimed, restingBlocks, termLine } from './terms.ts';
import { type Block, span } from './view.ts';

interface Part {
  readonly title: string;
  readonly has: (row: DeadlockRow) => boolean;
}

const parts: readonly Part[] = [
  { title: 'Circles without a way out', has: (row) => row.kind === 'circle' && row.way_out.length === 0 },
  { title: 'Circles with a way out', has: (row) => row.kind === 'circle' && row.way_out.length > 0 },
  { title: 'Dead ends', has: (row) => row.kind === 'dead_end' && row.way_out.length === 0 },
  { title: 'Dead ends with a way round', has: (row) => row.kind === 'dead_end' && row.way_out.length > 0 },
];

/** Circles and dead ends, step by step; a step that stands further up is not quoted again. */
export function deadlockBlocks({ rows }: DeadlockAnswer, names: Names): Block[] {
  const quoted = new Set<string>();
  return parts.flatMap(({ title, has }) => {
    const mine = rows.filter(has);
    if (mine.length === 0) return [];
    return [
      { block: 'heading' as const, level: 2 as const, text: [`${title}: ${mine.length}`] },
      ...mine.flatMap((row) => rowBlocks(row, quoted, names)),
    ];
  });
}

function rowBlocks(row: DeadlockRow, quoted: Set<string>, names: Names): Block[] {
  return [
    { block: 'heading', level: 3, text: [span('term', titleOf(row, names))] },
    ...row.steps.flatMap((step) => stepBlocks(step, quoted, names)),
    ...(row.ends_with === null ? [] : endBlocks(row.ends_with, quoted, names)),
    ...wayOutBlocks(row, names),
  ];
}

function deed({ actor, undertaking }: Deed, names: Names): string {
  return `${names.actor(actor)} (${undertaking})`;
}

function titleOf({ kind, steps, ends_with }: DeadlockRow, names: Names): string {
  const distinct = [...new Map(steps.map((step) => [`${step.actor} ${step.undertaking}`, step])).values()];
  const chain = distinct.map((step) => deed(step, names));
  if (kind === 'circle') return [...chain, chain[0]].join(' → ');
  return [...chain, ...(ends_with === null ? [] : [deed(ends_with, names)])].join(' → ');
}

function stepBlocks(step: Step, quoted: Set<string>, names: Names): Block[] {
  const isNew = !quoted.has(step.term.position);
  quoted.add(step.term.position);
  const refused =
    step.decision !== null && ['declines', 'suspends', 'withdraws'].includes(step.decision.act)
      ? [` (${actLabel(step.decision.act)} since ${step.decision.date}`, ...claimed(step.decision.claim, names), ')']
      : [];
  return [
    ...lines([
      [
        span('strong', deed(step, names)),
        ...refused,
        ...termLine(' requires', step.term, names),
        ...(isNew ? [] : [span('muted', ', quoted above')]),
      ],
    ]),
    ...(isNew ? restingBlocks(step.evidence, [step.term.position], step.actor, names) : []),
    ...lines([
      [
        ...(typeof step.term.condition === 'string' ? ['which is'] : [`${names.condition(step.requires)} is`]),
        ' up to ',
        span('strong', deed(step.delivered_by, names)),
        ...(step.refusal === null
          ? []
          : [span('bad', step.refusal === 'refused' ? ', which has refused' : ', which opposes it')]),
        ...(step.delivery_evidence.length === 0 ? [] : [' · ', span('id', step.delivery_evidence.join(', '))]),
      ],
    ]),
  ];
}

function endBlocks(end: End, quoted: Set<string>, names: Names): Block[] {
  const key = end.records.join(' ');
  const isNew = !quoted.has(key);
  quoted.add(key);
  const what =
    end.because === 'refused' ? `has refused its ${end.undertaking}` : `opposes it: ${names.condition(end.condition)}`;
  return [
    ...lines([
      [
        span('bad', `${names.actor(end.actor)} ${what}`),
        ...claimed(end.claim, names),
        ...(isNew ? [] : [span('muted', ', quoted above')]),
      ],
    ]),
    ...(isNew ? restingBlocks(end.evidence, end.records, end.actor, names) : []),
  ];
}

function wayOutBlocks({ way_out_by, kind }: DeadlockRow, names: Names): Block[] {
  const [way, ways] = kind === 'circle' ? ['way out', 'No way out'] : ['way round', 'No way round'];
  if (way_out_by.length === 0) return lines([[span('muted', `${ways} is on record.`)]]);
  return lines(
    way_out_by.map(({ condition, delivered_by }) => [
      span('good', `a ${way}: `),
      names.condition(condition),
      delivered_by.length === 0
        ? ', for which no deed of another is on record'
        : `, by ${delivered_by.map((each) => deed(each, names)).join(', ')}`,
      ' · ',
      span('id', condition),
    ]),
  );
}

/** What was found, in a sentence. */
export function deadlockSummary(rows: readonly DeadlockRow[]): string {
  const circles = rows.filter(({ kind }) => kind === 'circle').length;
  return `${counted(circles, 'circle')} and ${counted(rows.length - circles, 'dead end')}.`;
}
