import type { Deed } from '../model/holding.ts';
import type { DeadlockAnswer, DeadlockRow, Deliverer, End, Step } from '../query/deadlocks.ts';
import type { Names } from '../query/names.ts';
import { actLabel, counted } from './labels.ts';
import { lines } from './position.ts';
import { actorNames, claimed, restingBlocks, termLine } from './terms.ts';
import { type Block, type Inline, span } from './view.ts';

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
    ...row.steps.flatMap((step, at) =>
      stepBlocks(step, row.ends_with !== null && at === row.steps.length - 1, quoted, names),
    ),
    ...(row.ends_with === null ? [] : endBlocks(row.ends_with, quoted, names)),
    ...wayOutBlocks(row, names),
    ...hangingBlocks(row, quoted, names),
  ];
}

/** Who waits for a circle without being in it. */
function hangingBlocks({ hangs_on_it }: DeadlockRow, quoted: Set<string>, names: Names): Block[] {
  if (hangs_on_it.length === 0) return [];
  return [
    ...lines([[span('strong', `What hangs on it: ${counted(hangs_on_it.length, 'undertaking')}`)]]),
    ...hangs_on_it.flatMap((step) => stepBlocks(step, false, quoted, names)),
  ];
}

function deed({ actor, undertaking }: Deed, names: Names): string {
  return `${names.actor(actor)} (${undertaking})`;
}

/** Whom something is up to: a bloc by its own name, with all whom that means. */
export function delivererText({ actor, undertaking, via }: Deliverer, names: Names): string {
  if (via === null) return deed({ actor, undertaking }, names);
  return `${names.actor(via.bloc)} (${undertaking}; all of ${actorNames(via.members, names)})`;
}

function titleOf({ kind, steps, ends_with }: DeadlockRow, names: Names): string {
  const distinct = [...new Map(steps.map((step) => [`${step.actor} ${step.undertaking}`, step])).values()];
  const chain = distinct.map((step) => deed(step, names));
  if (kind === 'circle') return [...chain, chain[0]].join(' → ');
  return [...chain, ...(ends_with === null ? [] : [deed(ends_with, names)])].join(' → ');
}

/** A step; the refusal that its chain ends with is told under it. */
function stepBlocks(step: Step, isLast: boolean, quoted: Set<string>, names: Names): Block[] {
  const isNew = !quoted.has(step.term.position);
  quoted.add(step.term.position);
  const refused =
    step.decision !== null && ['declines', 'suspends', 'withdraws'].includes(step.decision.act)
      ? [` (${actLabel(step.decision.act)} since ${step.decision.date}`, ...claimed(step.decision, names), ')']
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
        span('strong', delivererText(step.delivered_by, names)),
        ...proof(step.delivery_evidence),
        ...(isLast ? [] : refusalText(step, names)),
      ],
    ]),
  ];
}

/** The ids behind what they prove: further words would seem to rest on them too. */
function proof(ids: readonly string[]): Inline {
  return ids.length === 0 ? [] : [' · ', span('id', ids.join(', '))];
}

function refusalText({ refusal, refused_by, delivered_by }: Step, names: Names): Inline {
  if (refusal === null || refused_by === null) return [];
  return [
    '; ',
    span('bad', `${names.actor(delivered_by.actor)} ${refusal === 'refused' ? 'has refused' : 'opposes it'}`),
    ...claimed(refused_by, names),
    ...proof(refused_by.evidence),
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
        ...claimed(end, names),
        ...(isNew ? [] : [span('muted', ', quoted above'), ...proof([...new Set(end.evidence.map(({ id }) => id))])]),
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
        : `, by ${[...new Set(delivered_by.map((each) => delivererText(each, names)))].join(', ')}`,
      ' · ',
      span('id', condition),
    ]),
  );
}

/** What was found, in a sentence: where the search for circles was given up, how far it can be relied on. */
export function deadlockSummary({ rows, complete, completeTo }: DeadlockAnswer): string {
  const circles = rows.filter(({ kind }) => kind === 'circle').length;
  const found = `${counted(circles, 'circle')} and ${counted(rows.length - circles, 'dead end')}`;
  if (complete) return `${found}.`;
  const small =
    completeTo === 0 ? 'more may exist' : `every circle of up to ${counted(completeTo, 'undertaking')} is here`;
  return `At least ${found}; ${small}, since the search for circles was given up after its share.`;
}
