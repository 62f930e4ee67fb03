import type { Command } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { timeline } from '../query/timeline.ts';
import { counted } from '../view/labels.ts';
import { timelineBlocks } from '../view/timeline.ts';
import { noteBlocks, span, type View } from '../view/view.ts';
import {
  type CommonOptions,
  dayOption,
  type Execute,
  examples,
  refuseBackwards,
  withCommonOptions,
} from './command.ts';

interface Options extends CommonOptions {
  readonly since?: string;
  readonly until?: string;
  readonly quotes?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('timeline')
    .summary('positions, decisions, statuses and events in date order')
    .description(
      'What moved and when: positions taken, hardened, softened, reversed or given up, decisions, statuses of conditions, and events. Of an actor, also what its blocs held and what became of the conditions that it had a position on; of a condition, also what those decided whose act would bring it about.',
    )
    .argument('[actor-or-condition]', 'an id, a name, an alias or an ISO 3166-1 code (default: everything)')
    .addOption(dayOption('--since <date>', 'only what may lie on or after this day, month or year', 'first'))
    .addOption(dayOption('--until <date>', 'only what may lie on or before it', 'last'))
    .option('--quotes', 'with the evidence in full');
  examples(withCommonOptions(command), [
    ['isf timeline indonesia', 'how Indonesia moved'],
    ['isf timeline two-state-timeline --quotes', 'how positions on a condition came about, in whose words'],
    ['isf timeline --since 2025-12 --until 2025-12', 'all that happened in a month'],
    ['isf timeline azerbaijan -f csv', 'a line for each piece of evidence, for a spreadsheet'],
  ]).action((name: string | undefined, options: Options) =>
    execute(options, ({ knowledge }) => answer(knowledge, name, options)),
  );
}

function answer(knowledge: KnowledgeBase, name: string | undefined, { since, until, quotes = false }: Options): View {
  refuseBackwards(since, until);
  const found = name === undefined ? undefined : resolve(knowledge, name, ['actors', 'conditions']);
  const of = found && { kind: found.kind as 'actors' | 'conditions', id: found.id };
  const moments = timeline(knowledge, {
    ...(of ? { of } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  });
  const names = namesIn(knowledge);
  const title =
    of === undefined ? knowledge.manifest.title : of.kind === 'actors' ? names.actor(of.id) : names.condition(of.id);
  const about = moments.filter(({ approximate }) => approximate).length;
  const notes = [
    moments.length === 0 ? 'Nothing on record moved then.' : `${counted(moments.length, 'move')}.`,
    ...(about === 0
      ? []
      : [`${counted(about, 'date')} not exact: as written, and placed by the earliest day that it may mean.`]),
  ];
  return {
    data: {
      command: 'timeline',
      query: {
        name: name ?? null,
        kind: of?.kind ?? null,
        id: of?.id ?? null,
        since: since ?? null,
        until: until ?? null,
      },
      as_of: null,
      results: moments.map(({ date, kind, change, actor, undertaking, condition, ...rest }) => ({
        date,
        kind,
        change,
        actor,
        undertaking,
        condition,
        ...rest,
      })),
      notes,
    },
    blocks: [
      { block: 'heading', level: 1, text: [span('term', title), ...(of ? ['  ', span('id', of.id)] : [])] },
      ...timelineBlocks(moments, quotes, names),
      ...noteBlocks(notes),
    ],
  };
}
