import type { Command } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { deadlocks } from '../query/deadlocks.ts';
import { namesIn } from '../query/names.ts';
import { standOf } from '../query/stand.ts';
import { deadlockBlocks, deadlockSummary } from '../view/deadlocks.ts';
import { noteBlocks, titled, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly asOf?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('deadlocks')
    .summary('undertakings that wait for each other, and chains that end in a refusal')
    .description(
      'Every minimal circle of undertakings that wait for each other, and every chain of them that ends with somebody who has refused or opposes it, step by step with the quotes; under a circle without a way out, what hangs on it. Where another condition of an any_of, or another deliverer, leaves a way out, it is named.',
    )
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf deadlocks', 'every circle and every dead end'],
    ['isf deadlocks --as-of 2025-12-31', 'as it stood at the end of 2025'],
    ['isf deadlocks -f md -o deadlocks.md', 'for a report'],
  ]).action((options: Options) => execute(options, ({ knowledge }) => answer(knowledge, options)));
}

function answer(knowledge: KnowledgeBase, options: Options): View {
  const { asOf = null } = options;
  const found = deadlocks(standOf(knowledge, asOf));
  const notes = [
    `${deadlockSummary(found)} Stated conditions only: an undertaking waits where its actor has said so, and a condition is up to whom the record names.`,
    ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
  ];
  return {
    data: {
      command: 'deadlocks',
      query: {},
      as_of: asOf,
      results: found.rows.map((row) => ({ ...row })),
      notes,
      complete: found.complete,
      complete_to: found.completeTo,
    },
    title: titled('Deadlocks', [], asOf),
    blocks: [...deadlockBlocks(found, namesIn(knowledge)), ...noteBlocks(notes)],
  };
}
