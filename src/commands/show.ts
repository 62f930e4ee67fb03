import type { Command } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { show, shownRecord, successionOf } from '../query/shown.ts';
import { recordBlocks } from '../view/record.ts';
import { noteBlocks, type View } from '../view/view.ts';
import { type CommonOptions, type Execute, examples, withCommonOptions } from './command.ts';

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('show')
    .summary('one record whole, with everything that refers to it')
    .description('One record whole, with its evidence in full and everything that refers to it.')
    .argument('<id>', 'an id, or kind/id where several kinds have it; names and codes serve too');
  examples(withCommonOptions(command), [
    ['isf show toi-aze-peacekeeping', 'a quote and what rests on it'],
    ['isf show conditions/two-state-timeline', 'a condition, by kind and id'],
    ['isf show azerbaijan -f json', 'a record for a script'],
  ]).action((id: string, options: CommonOptions) => execute(options, ({ knowledge }) => answer(knowledge, id)));
}

function answer(knowledge: KnowledgeBase, name: string): View {
  const shown = show(knowledge, name);
  const others = shown.map(({ entry }) => `${entry.kind}/${entry.id}`).join(', ');
  const notes = shown.length > 1 ? [`Several records answer to "${name}": ${others}.`] : [];
  return {
    data: {
      command: 'show',
      query: { id: name },
      as_of: null,
      results: shown.map(({ entry, referredBy }) => ({
        kind: entry.kind,
        id: entry.id,
        record: shownRecord(knowledge, entry),
        referred_by: referredBy,
        ...successionOf(knowledge, entry),
      })),
      notes,
    },
    blocks: [
      ...shown.flatMap(({ entry, referredBy }) => recordBlocks(knowledge, entry, referredBy)),
      ...noteBlocks(notes),
    ],
  };
}
