import { defaultUndertaking } from '../model/vocabulary.ts';
import type { Compared, ComparedCondition, Comparison, Otherwise } from '../query/compare.ts';
import { comparisons } from '../query/compare.ts';
import type { Names } from '../query/names.ts';
import { evidenceBlocks } from './evidence.ts';
import { counted, weightLabel } from './labels.ts';
import { claimBlocks, lines } from './position.ts';
import { type Block, type Inline, span } from './view.ts';

const titles: Readonly<Record<Comparison, string>> = {
  opposed: 'Opposed',
  differs: 'Unlike in stance or strength',
  shared: 'Shared',
  one_sided: 'One-sided',
};

/** What actors share and where they part, the sharpest first. */
export function compareBlocks(rows: readonly ComparedCondition[], quotes: boolean, names: Names): Block[] {
  return comparisons.flatMap((kind) => {
    const some = rows.filter((row) => row.kind === kind);
    if (some.length === 0) return [];
    return [
      { block: 'heading', level: 2, text: [`${titles[kind]}: ${counted(some.length, 'condition')}`] },
      ...some.flatMap((row) => conditionBlocks(row, quotes, names)),
    ];
  });
}

function conditionBlocks({ condition, by_actor, evidence }: ComparedCondition, quotes: boolean, names: Names): Block[] {
  const silent = Object.keys(by_actor)
    .filter((actor) => by_actor[actor] === null)
    .map((actor) => names.actor(actor));
  return [
    {
      block: 'heading',
      level: 3,
      text: [span('term', names.condition(condition)), '  ', span('id', condition)],
    },
    ...Object.entries(by_actor).flatMap(([actor, stand]): Block[] => {
      if (!stand) return [];
      const rest = evidence.filter(({ id }) => stand.evidence.includes(id));
      return [
        { block: 'prose', text: [`${names.actor(actor)}: `, ...standText(stand, names)] },
        ...claimBlocks(stand, names),
        ...(quotes ? evidenceBlocks(rest, stand.via ?? actor, names) : []),
      ];
    }),
    ...lines([silent.length > 0 && [span('muted', `silent: ${silent.join(', ')}`)]]),
    ...(quotes ? [] : lines([[span('muted', 'rests on '), span('id', evidence.map(({ id }) => id).join(', '))]])),
  ];
}

function standText(stand: Compared, names: Names): Inline {
  const { via, since, any_of, undertaking, position, also, also_via, otherwise } = stand;
  const others = (any_of ?? []).map((id) => names.condition(id)).join('; ');
  return [
    ...(via === null ? [] : [span('muted', `silent itself; via ${names.actor(via)} `)]),
    ...weightLabel(stand),
    ' since ',
    span('date', since),
    ...(others === '' ? [] : [`, or any of: ${others}`]),
    ...(undertaking === null || undertaking === defaultUndertaking ? [] : [` · for ${undertaking}`]),
    ' · ',
    span('id', [position, ...also].join(', ')),
    ...(also_via.length === 0 ? [] : [span('muted', '; via a bloc too: '), span('id', also_via.join(', '))]),
    ...otherwise.flatMap((each) => otherwiseText(each, names)),
  ];
}

/** What else the actor, or its bloc, says of the condition. */
function otherwiseText({ position, since, undertaking, via, ...weight }: Otherwise, names: Names): Inline {
  return [
    span('muted', via === null ? '; otherwise ' : `; otherwise, via ${names.actor(via)}, `),
    ...weightLabel(weight),
    ' since ',
    span('date', since),
    ...(undertaking === null ? [] : [` for ${undertaking}`]),
    ' · ',
    span('id', position),
  ];
}
