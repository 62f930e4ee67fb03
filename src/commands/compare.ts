import type { Command } from 'commander';
import { exitCodes, Failure } from '../model/failure.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { compare } from '../query/compare.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { compareBlocks } from '../view/compare.ts';
import { noteBlocks, span, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly undertaking?: string;
  readonly asOf?: string;
  readonly quotes?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('compare')
    .summary('what actors share and where they part')
    .description(
      'What two actors or more share and where they part, condition by condition: opposed, unlike in stance or strength, shared, or one-sided, where only one of them speaks.',
    )
    .argument('<actors...>', 'two or more: ids, names, aliases or ISO 3166-1 codes')
    .option('--undertaking <undertaking>', 'only positions on this undertaking')
    .option('--quotes', 'with the evidence in full')
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf compare azerbaijan indonesia', 'what two contributors share'],
    ['isf compare israel hamas --quotes', 'where two parties part, in whose words'],
    ['isf compare AZE IDN PAK --as-of 2025-12', 'three, as they stood in a month'],
    ['isf compare egypt turkey -f json', 'for a script'],
  ]).action((actors: readonly string[], options: Options) =>
    execute(options, ({ knowledge }) => answer(knowledge, actors, options)),
  );
}

function answer(knowledge: KnowledgeBase, given: readonly string[], { quotes = false, ...options }: Options): View {
  const actors = [...new Set(given.map((name) => resolve(knowledge, name, ['actors']).id))];
  if (actors.length < 2) throw new Failure(exitCodes.usage, 'a comparison takes two actors or more');
  const undertaking = undertakingIn(knowledge, options.undertaking);
  const asOf = options.asOf ?? null;
  const rows = compare(knowledge, actors, { asOf, ...(undertaking === undefined ? {} : { undertaking }) });
  const names = namesIn(knowledge);
  const silent = actors.filter((actor) => !rows.some(({ by_actor }) => by_actor[actor]?.via === null));
  const notes = [
    ...(silent.length === 0
      ? []
      : [`No position of its own on record: ${silent.map((id) => names.actor(id)).join(', ')}.`]),
    'Stated positions only: silent is not opposed.',
    ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
  ];
  return {
    data: {
      command: 'compare',
      query: { actors, undertaking: undertaking ?? null },
      as_of: asOf,
      results: rows.map((row) => ({ ...row })),
      notes,
    },
    blocks: [
      { block: 'heading', level: 1, text: [span('term', actors.map((id) => names.actor(id)).join(' · '))] },
      ...compareBlocks(rows, quotes, names),
      ...noteBlocks(notes),
    ],
  };
}
