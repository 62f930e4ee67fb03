import type { Command } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { briefOn } from '../query/brief.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { briefView } from '../view/brief.ts';
import { noteBlocks, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly asOf?: string;
  readonly undertaking?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('brief')
    .summary('one page on an actor, with footnotes')
    .description(
      'One page to hand up: where an actor stands, what it asks for and in which words, what it has offered, how it has moved, who asks the same, what stands in the way, and what is not known. Every sentence rests on records, and its footnotes say which.',
    )
    .argument('<actor>', 'an id, a name, an alias or an ISO 3166-1 code')
    .addOption(asOfOption())
    .option(
      '--undertaking <undertaking>',
      'what the page is about (default: participation, or all that the actor has a record on)',
    );
  examples(withCommonOptions(command), [
    ['isf brief azerbaijan', 'where Azerbaijan stands'],
    ['isf brief indonesia --as-of 2025-12-31 -f md', 'as of the end of 2025, with footnotes for GitHub'],
    ['isf brief pakistan -f html -o pakistan.html', 'a page to print'],
  ]).action((name: string, options: Options) => execute(options, ({ knowledge }) => answer(knowledge, name, options)));
}

function answer(knowledge: KnowledgeBase, name: string, options: Options): View {
  const { id } = resolve(knowledge, name, ['actors']);
  const actor = knowledge.find('actors', id);
  if (!actor) throw new Error(`${id} was resolved and is not there`);
  const asOf = options.asOf ?? null;
  const chosen = undertakingIn(knowledge, options.undertaking);
  const brief = briefOn(knowledge, actor, { asOf, ...(chosen === undefined ? {} : { undertaking: chosen }) });
  const { page, sources, rows, footnotes } = briefView(brief, namesIn(knowledge), options.at);
  const notes = [
    'Stated positions only: what nobody has said, or nobody has recorded, is not here.',
    ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
  ];
  return {
    data: {
      command: 'brief',
      query: { name, actor: id, undertakings: brief.undertakings },
      as_of: asOf,
      results: rows,
      notes,
      footnotes,
    },
    blocks: [...page, ...noteBlocks(notes), ...sources],
  };
}
