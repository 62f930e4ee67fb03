import type { Change } from '../model/change.ts';
import type { Names } from '../query/names.ts';
import type { Moment } from '../query/timeline.ts';
import { counted } from './labels.ts';
import { moveEvidence, moveFacts, moveText } from './moves.ts';
import { type Block, type Inline, type Span, span } from './view.ts';

const changeMarks: Readonly<Record<Change, string>> = {
  added: '+',
  hardened: '↑',
  softened: '↓',
  reversed: '↔',
  waived: '×',
  restated: '=',
};
const otherMarks = { commitments: '•', conditions: '*', events: '·' } as const;

const legend: readonly (readonly [mark: string, meaning: string])[] = [
  ['+', 'new position'],
  ['↑', 'hardened'],
  ['↓', 'softened'],
  ['↔', 'reversed'],
  ['×', 'given up'],
  ['=', 'said again'],
  ['•', 'decision'],
  ['*', 'status of a condition'],
  ['·', 'event'],
];

/** Moments by the month of their earliest day: an axis to scale, then each of them. */
export function timelineBlocks(moments: readonly Moment[], quotes: boolean, names: Names): Block[] {
  const byMonth = new Map<string, Moment[]>();
  for (const moment of moments) {
    const month = moment.day.slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), moment]);
  }
  return [
    ...axis(byMonth),
    ...[...byMonth].flatMap(([month, entries]): Block[] => [
      { block: 'heading', level: 2, text: [month] },
      ...entries.flatMap((entry) => momentBlocks(entry, quotes, names)),
    ]),
  ];
}

/** More empty months in a row than this are drawn as one gap. */
const longestGap = 3;

function axis(byMonth: ReadonlyMap<string, readonly Moment[]>): Block[] {
  if (byMonth.size === 0) return [];
  const rows: Inline[][] = [];
  let last: number | undefined;
  for (const [month, entries] of byMonth) {
    const at = ordinal(month);
    rows.push(...gap(last, at), [[span('date', month)], marks(entries)]);
    last = at;
  }
  const used = new Set([...byMonth.values()].flat().map(mark));
  const meanings = legend.filter(([each]) => used.has(each)).map(([each, meaning]) => `${each} ${meaning}`);
  return [
    { block: 'table', columns: [{ head: 'month' }, { head: 'what moved' }], rows },
    { block: 'remark', text: [span('muted', meanings.join('   '))] },
  ];
}

function gap(last: number | undefined, next: number): Inline[][] {
  const empty = last === undefined ? 0 : next - last - 1;
  if (empty > longestGap)
    return [[[span('muted', '…')], [span('muted', `│ ${counted(empty, 'month')} without a record`)]]];
  return Array.from({ length: empty }, (_, i) => [[span('date', monthAt(next - empty + i))], [span('muted', '│')]]);
}

/** Months counted through, so that they can be subtracted. */
function ordinal(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthAt(count: number): string {
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

function marks(entries: readonly Moment[]): Inline {
  return [span('muted', '├'), ...entries.flatMap((entry): (string | Span)[] => [' ', markSpan(entry)])];
}

function mark(moment: Moment): string {
  return moment.kind === 'positions' ? changeMarks[moment.change] : otherMarks[moment.kind];
}

function markSpan(moment: Moment): string | Span {
  if (moment.kind !== 'positions') return span('muted', mark(moment));
  return moment.change === 'hardened' ? span('bad', mark(moment)) : mark(moment);
}

function momentBlocks(moment: Moment, quotes: boolean, names: Names): Block[] {
  return [
    {
      block: 'heading',
      level: 3,
      text: [...when(moment), '  ', ...who(moment, names), ...moveText(moment, names)],
    },
    ...moveFacts(moment, names),
    ...moveEvidence(moment, quotes, names),
  ];
}

/** The date as the record has it; where that is not one day, the day that it is placed on. */
function when({ date, day, approximate }: Moment): Inline {
  return approximate ? [span('date', date), span('caution', ` (from ${day})`)] : [span('date', date)];
}

function who(moment: Moment, names: Names): Inline {
  if (moment.kind === 'events') return [span('muted', 'event  ')];
  if (moment.kind === 'conditions') return [span('muted', 'status  ')];
  const via = moment.via === null ? [] : [span('muted', ' (via, not its own)')];
  return [names.actor(moment.actor), ...via, '  '];
}
