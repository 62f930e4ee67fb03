import type { Names } from '../query/names.ts';
import type { StatedTerm } from '../query/stated.ts';
import type { Assumed, WhatIfAnswer, WhatIfRow } from '../query/what-if.ts';
import { counted } from './labels.ts';
import { clauseLine, lines, vetoLine } from './position.ts';
import { actorHeading, changeLabel, demandLine, oppositionLine, restingBlocks, statesText, termLine } from './terms.ts';
import { type Block, type Inline, span } from './view.ts';

interface Group {
  readonly title: string;
  readonly has: (row: WhatIfRow) => boolean;
}

/** Every row is in exactly one group: the first that has it. */
const groups: readonly Group[] = [
  { title: 'Held back by what is lost', has: (row) => row.outcome === 'held' && row.before === 'freed' },
  { title: 'Freed by it', has: (row) => row.outcome === 'freed' && row.before !== 'freed' },
  { title: 'Held back still', has: (row) => row.outcome === 'held' },
  { title: 'Vetoed, whatever is met', has: (row) => row.outcome === 'vetoed' },
  { title: 'Refused, whatever is met', has: (row) => row.outcome === 'refused' },
  { title: 'Has joined', has: (row) => row.outcome === 'joined' },
  { title: 'Free without it: nothing that it asks for is open', has: (row) => row.outcome === 'freed' },
];

/** What a supposition rests on, and what becomes of every actor. */
export function whatIfBlocks({ rows, assumed }: WhatIfAnswer, names: Names): Block[] {
  const left = new Set(rows);
  return [
    { block: 'heading', level: 1, text: titleOf(assumed, names) },
    { block: 'prose', text: [summary(rows, names)] },
    { block: 'heading', level: 2, text: ['What is supposed'] },
    ...assumed.flatMap((each) => assumedBlocks(each, names)),
    ...groups.flatMap(({ title, has }) => {
      const mine = [...left].filter(has);
      for (const row of mine) left.delete(row);
      if (mine.length === 0) return [];
      const heading: Block = { block: 'heading', level: 2, text: [`${title}: ${counted(mine.length, 'actor')}`] };
      return [heading, ...mine.flatMap((row) => rowBlocks(row, names))];
    }),
  ];
}

/** What changes, in a sentence. */
function summary(rows: readonly WhatIfRow[], names: Names): string {
  const freed = rows.filter((row) => row.outcome === 'freed' && row.before !== 'freed');
  const bound = rows.filter((row) => row.outcome !== 'freed' && row.before === 'freed');
  const list = (changed: readonly WhatIfRow[]) => changed.map(({ actor }) => names.actor(actor)).join(', ');
  return [
    freed.length === 0 ? 'It frees nobody.' : `It frees ${list(freed)}.`,
    ...(bound.length === 0 ? [] : [`It holds back ${list(bound)}.`]),
  ].join(' ');
}

function titleOf(assumed: readonly Assumed[], names: Names): Inline {
  const list = (wanted: Assumed['assumed']) =>
    assumed.filter((each) => each.assumed === wanted).map(({ condition }) => names.condition(condition));
  const [met, lost] = [list('met'), list('lost')];
  return [
    ...(met.length === 0 ? [] : ['If met: ', span('term', met.join('; '))]),
    ...(met.length === 0 || lost.length === 0 ? [] : [' · ']),
    ...(lost.length === 0 ? [] : ['If not met: ', span('term', lost.join('; '))]),
  ];
}

function assumedBlocks(
  { condition, assumed, states_for, opposed_by, clauses, evidence }: Assumed,
  names: Names,
): Block[] {
  const nothing = opposed_by.length === 0 && clauses.length === 0;
  return [
    {
      block: 'heading',
      level: 3,
      text: [
        span('term', names.condition(condition)),
        '  ',
        span('id', condition),
        span('muted', '  on record: '),
        ...statesText(states_for, names),
      ],
    },
    ...opposed_by.flatMap((each) =>
      assumed === 'met'
        ? [...lines([oppositionLine(each, names)]), ...restingBlocks(evidence, [each.position], each.actor, names)]
        : lines([demandLine(each, evidence, names)]),
    ),
    ...lines(clauses.map((clause) => [changeLabel(clause.effect), ...clauseLine(clause.id, clause.effect, names)])),
    ...(nothing ? lines([[span('muted', 'Nothing on record stands against it.')]]) : []),
  ];
}

function rowBlocks(row: WhatIfRow, names: Names): Block[] {
  const { outcome, evidence } = row;
  const label = outcome === 'joined' ? 'outstanding:' : outcome === 'refused' ? 'also asks for' : 'held back by';
  const quoted = (term: StatedTerm, text: string): Block[] => [
    ...lines([termLine(text, term, names)]),
    ...restingBlocks(evidence, [term.position], row.actor, names),
  ];
  const named = (terms: readonly StatedTerm[], text: string): Block[] =>
    lines(terms.map((term) => termLine(text, term, names, evidence)));
  return [
    actorHeading(row.actor, row.decision, names),
    ...decisionBlocks(row, names),
    ...row.renewed.flatMap((term) => quoted(term, 'held back again by')),
    ...(outcome === 'freed'
      ? row.released.flatMap((term) => quoted(term, 'no longer held back by'))
      : named(row.released, 'satisfied:')),
    ...row.vetoes.flatMap((veto) => [
      ...lines([vetoLine(veto, names)]),
      ...(outcome === 'vetoed' ? restingBlocks(evidence, [veto.position], veto.by, names) : []),
    ]),
    ...named(
      row.holding.filter(({ position }) => !row.renewed.some((term) => term.position === position)),
      label,
    ),
    ...named(row.met, 'met on record:'),
  ];
}

/** What was decided: in full where the outcome hangs on it. */
function decisionBlocks({ actor, decision, outcome, evidence }: WhatIfRow, names: Names): Block[] {
  if (decision === null) return [];
  if (outcome === 'refused' || outcome === 'joined')
    return restingBlocks(evidence, [decision.commitment], actor, names);
  const ids = evidence.filter(({ record }) => record === decision.commitment).map(({ id }) => id);
  return lines([[span('muted', 'decision on record: '), span('id', ids.join(', '))]]);
}
