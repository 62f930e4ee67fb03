import type { Condition, Delivery } from '../model/record.ts';
import type { Status } from '../model/standing.ts';
import { type Effect, stances } from '../model/vocabulary.ts';
import type { CitedQuote } from '../query/cited.ts';
import type { Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import { evidenceBlocks } from './evidence.ts';
import { stateLabel } from './labels.ts';
import { clauseLine, lines, positionBlocks } from './position.ts';
import { type Block, type Inline, span } from './view.ts';

const titles: Readonly<Record<Held['stance'], string>> = {
  requires: 'Asked for by',
  supports: 'Supported by',
  opposes: 'Opposed by',
  waives: 'Given up by',
};

/** What is on record about a condition: positions, bearings of clauses, and quotes that are evidence of neither. */
export interface ConditionAnswer {
  readonly held: readonly Held[];
  readonly statuses: readonly Status[];
  readonly clauses: readonly { readonly id: string; readonly effect: Effect }[];
  readonly remarks: readonly CitedQuote[];
}

/** A condition and everybody's position on it, the weightiest first. */
export function conditionBlocks(condition: Condition, answer: ConditionAnswer, names: Names): Block[] {
  const { held, statuses, clauses, remarks } = answer;
  const standing = held.filter((row) => row.standing);
  return [
    {
      block: 'heading',
      level: 1,
      text: [span('term', condition.name), '  ', span('id', condition.id), span('muted', ` · ${condition.category}`)],
    },
    { block: 'prose', text: [condition.statement] },
    ...lines([
      ...statuses.map((status) => statusLine(status, names)),
      condition.delivered_by !== undefined && [span('muted', 'up to: '), delivery(condition.delivered_by, names)],
      ...clauses.map(({ id, effect }) => clauseLine(id, effect, names)),
    ]),
    ...stances.flatMap((stance) =>
      group(
        titles[stance],
        standing.filter((row) => row.stance === stance),
        condition,
        names,
      ),
    ),
    ...group(
      'Superseded',
      held.filter((row) => !row.standing),
      condition,
      names,
    ),
    ...(held.length === 0 ? lines([['No position on it is on record.']]) : []),
    ...(remarks.length === 0
      ? []
      : [
          { block: 'heading' as const, level: 2 as const, text: ['Also said of it'] },
          ...evidenceBlocks(remarks, null, names),
        ]),
  ];
}

function group(title: string, rows: readonly Held[], condition: Condition, names: Names): Block[] {
  if (rows.length === 0) return [];
  return [
    { block: 'heading', level: 2, text: [title] },
    ...rows.flatMap((row) =>
      positionBlocks(
        row,
        [span('term', names.actor(row.actor)), ...alternatives(row.condition, condition.id, names)],
        names,
      ),
    ),
  ];
}

/** What else would do instead of a condition, where a position leaves a choice. */
export function alternatives(choice: Held['condition'], condition: string, names: Names): Inline {
  if (typeof choice === 'string') return [];
  const others = choice.filter((id) => id !== condition).map((id) => names.condition(id));
  return [` (this or ${others.join(' or ')})`];
}

function statusLine({ state, since, for: actors, evidence, note }: Status, names: Names): Inline {
  return [
    stateLabel(state),
    actors ? ` for ${actors.map((id) => names.actor(id)).join(', ')}` : '',
    ' ',
    span('date', `since ${since}`),
    ' · ',
    span('id', evidence.join(', ')),
    note === undefined ? '' : ` (${note})`,
  ];
}

/** Whose act would bring a condition about, in words. */
export function delivery(by: Delivery, names: Names): string {
  if (by === 'self') return 'each actor its own';
  if ('any_of' in by) return `any of (${by.any_of.map((part) => delivery(part, names)).join('; ')})`;
  if ('all_of' in by) return `all of (${by.all_of.map((part) => delivery(part, names)).join('; ')})`;
  return `${names.actor(by.actor)} (${by.undertaking})`;
}
