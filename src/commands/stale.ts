import { type Command, InvalidArgumentError, Option } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { actorLimit, limitOf, type StaleKind, type StaleRow, stale, staleKinds } from '../query/stale.ts';
import { standOf } from '../query/stand.ts';
import { counted } from '../view/labels.ts';
import { staleBlocks } from '../view/stale.ts';
import { noteBlocks, titled, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly maxAge?: number;
  readonly kind?: readonly StaleKind[];
  readonly actor?: string;
  readonly undertaking: string;
  readonly asOf?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('stale')
    .summary('what has gone unconfirmed for too long, and what nobody has researched')
    .description(
      'Positions and statuses whose latest evidence is older than the limits of the manifest (stale_after), actors with nothing new on record, and pairs of actor and condition that nobody has researched. Ages are counted to today, or to the day of --as-of; SOURCE_DATE_EPOCH sets today.',
    )
    .option('--max-age <days>', 'in place of every limit of the manifest, such as 90d', readAge)
    .addOption(new Option('--kind <kinds...>', 'only these').choices(staleKinds))
    .option('--actor <actor>', 'only what is about this actor')
    .option('--undertaking <undertaking>', 'whose actors are looked at for pairs', defaultUndertaking)
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf stale', 'everything that wants another look'],
    ['isf stale --kind position status --max-age 90d', 'what is older than 90 days, whatever the manifest says'],
    ['isf stale --actor azerbaijan --kind pair', 'which conditions have not been looked into for Azerbaijan'],
    ['isf stale --as-of 2026-03-01 -f csv', 'as it was on that day, for a spreadsheet'],
  ]).action((options: Options) =>
    execute(options, ({ knowledge, today }) => answer(knowledge, options.asOf ?? today(), options)),
  );
}

function readAge(given: string): number {
  const match = /^([1-9]\d{0,4})d?$/.exec(given);
  if (!match) throw new InvalidArgumentError('an age is a number of days, such as 120d');
  return Number(match[1]);
}

function answer(knowledge: KnowledgeBase, today: string, options: Options): View {
  const { asOf = null, maxAge, kind } = options;
  const undertaking = undertakingIn(knowledge, options.undertaking) ?? defaultUndertaking;
  const actor = options.actor === undefined ? undefined : resolve(knowledge, options.actor, ['actors']).id;
  const rows = stale(standOf(knowledge, asOf), {
    today,
    undertaking,
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(kind === undefined ? {} : { kinds: kind }),
    ...(actor === undefined ? {} : { actor }),
  });
  const names = namesIn(knowledge);
  const notes = notesOn(knowledge, rows, today, options);
  return {
    data: {
      command: 'stale',
      query: { today, max_age: maxAge ?? null, kind: kind ?? staleKinds, actor: actor ?? null, undertaking },
      as_of: asOf,
      results: rows.map((row) => ({ ...row })),
      notes,
    },
    title: titled(
      'What is stale',
      [
        ...(actor === undefined ? [] : [names.actor(actor)]),
        ...(kind ?? []),
        ...(maxAge === undefined ? [] : [`after ${counted(maxAge, 'day')}`]),
        ...(undertaking === defaultUndertaking ? [] : [undertaking]),
      ],
      asOf,
    ),
    blocks: [...staleBlocks(rows, names), ...noteBlocks(notes)],
  };
}

function notesOn(
  { manifest }: KnowledgeBase,
  rows: readonly StaleRow[],
  today: string,
  { maxAge, kind = staleKinds, asOf }: Options,
): string[] {
  const unlimited = [
    ...(limitOf(manifest, 'position', undefined) === null ? ['position' as const] : []),
    ...(limitOf(manifest, 'status', undefined) === null ? ['status' as const] : []),
    ...(actorLimit(manifest) === null ? ['actor' as const] : []),
  ].filter((each) => kind.includes(each));
  return [
    `${counted(rows.length, 'row')}; ages are counted to ${today}${asOf === undefined ? '' : ', and what was dated later is left out'}. An approximate date counts from its earliest day.`,
    ...(unlimited.length === 0 || maxAge !== undefined
      ? []
      : [`The manifest sets no general limit for: ${unlimited.join(', ')}; --max-age does.`]),
  ];
}
