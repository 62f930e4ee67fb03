import type { Command } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import { conflicts } from '../query/conflicts.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { standOf } from '../query/stand.ts';
import { conflictBlocks } from '../view/conflicts.ts';
import { counted } from '../view/labels.ts';
import { noteBlocks, titled, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly undertaking: string;
  readonly asOf?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('conflicts')
    .summary('what cannot all be had: demands against each other, and against the mandate')
    .description(
      'What one requires and another opposes; what is required and a clause of the mandate contradicts, meets only in part or strains, side by side; vetoes; actors on both sides at once; and quotes that contradict each other. What holds back most actors comes first.',
    )
    .argument('[actor-or-condition]', 'only conflicts of this actor, or about this condition')
    .option('--undertaking <undertaking>', 'whose holding back is counted', defaultUndertaking)
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf conflicts', 'all of them, the weightiest first'],
    ['isf conflicts two-state-timeline', 'about one condition'],
    ['isf conflicts israel', 'that Israel is part of'],
    ['isf conflicts --as-of 2025-12-10 -f json', 'as of a day, for a script'],
  ]).action((name: string | undefined, options: Options) =>
    execute(options, ({ knowledge }) => answer(knowledge, name, options)),
  );
}

function answer(knowledge: KnowledgeBase, name: string | undefined, options: Options): View {
  const { asOf = null } = options;
  const undertaking = undertakingIn(knowledge, options.undertaking) ?? defaultUndertaking;
  const wanted = name === undefined ? undefined : resolve(knowledge, name, ['actors', 'conditions']);
  const rows = conflicts(standOf(knowledge, asOf), {
    undertaking,
    ...(wanted?.kind === 'actors' ? { actor: wanted.id } : {}),
    ...(wanted?.kind === 'conditions' ? { condition: wanted.id } : {}),
  });
  const names = namesIn(knowledge);
  const whose =
    wanted === undefined ? [] : [wanted.kind === 'actors' ? names.actor(wanted.id) : names.condition(wanted.id)];
  const notes = [
    rows.length === 0
      ? 'No conflict is on record. Stated conditions only.'
      : `${counted(rows.length, 'conflict')}, by how many actors each holds back from ${undertaking}. Stated conditions only: requests and concerns hold nobody back, and who has joined or refused is not counted. Each position with the words nearest to its actor's own; isf show <id> has a quote with all of its sources.`,
    ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
  ];
  return {
    data: {
      command: 'conflicts',
      query: { name: name ?? null, kind: wanted?.kind ?? null, id: wanted?.id ?? null, undertaking },
      as_of: asOf,
      results: rows.map((row) => ({ ...row })),
      notes,
    },
    title: titled('Conflicts', [...whose, ...(undertaking === defaultUndertaking ? [] : [undertaking])], asOf),
    blocks: [...conflictBlocks(rows, undertaking, names), ...noteBlocks(notes)],
  };
}
