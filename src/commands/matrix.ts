import { type Command, Option } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { categories, type Kind } from '../model/vocabulary.ts';
import { type Matrix, type MatrixSelection, matrix } from '../query/matrix.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { counted } from '../view/labels.ts';
import { categoryGrid, conditionGrid, legendText, mixedNote } from '../view/matrix.ts';
import { noteBlocks, type Row, titled, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly actor?: readonly string[];
  readonly condition?: readonly string[];
  readonly category?: readonly (typeof categories)[number][];
  readonly by: 'condition' | 'category';
  readonly undertaking?: string;
  readonly asOf?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('matrix')
    .summary('who stands where: actors by conditions')
    .description(
      'Who stands where: actors by conditions, with stance and strength. Actors that stand alike are neighbours; conditions stand by category, the most spoken of first. An empty cell is silence: no position on record.',
    )
    .option('--actor <actors...>', 'only these actors, silent or not')
    .option('--condition <conditions...>', 'only these conditions, spoken of or not')
    .addOption(new Option('--category <categories...>', 'only conditions of these categories').choices(categories))
    .addOption(new Option('--by <what>', 'a column for each').choices(['condition', 'category']).default('condition'))
    .option('--undertaking <undertaking>', 'only positions on this undertaking')
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf matrix', 'everybody with a position'],
    ['isf matrix --category tasks command --as-of 2025-12', 'what the force should do, as it stood in a month'],
    ['isf matrix --actor indonesia pakistan turkey', 'three actors, and what they have taken up'],
    ['isf matrix --by category', 'a column for each category'],
    ['isf matrix -f csv -o matrix.csv', 'a line for each actor and condition, for a spreadsheet'],
  ]).action((options: Options) => execute(options, ({ knowledge }) => answer(knowledge, options)));
}

function answer(knowledge: KnowledgeBase, options: Options): View {
  const selection = selectionOf(knowledge, options);
  const found = matrix(knowledge, selection);
  const names = namesIn(knowledge);
  const asOf = selection.asOf;
  const whose = selection.actors ? '' : ' with a position of their own';
  const notes = [
    ...(found.actors.length === 0 ? ['Nobody has a position on these conditions.'] : []),
    `${counted(found.actors.length, 'actor')}${whose}, ${counted(found.conditions.length, 'condition')}.`,
    ...(found.unspoken.length === 0
      ? []
      : [`Left out, since nobody here speaks of them: ${found.unspoken.join(', ')}.`]),
    ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
  ];
  return {
    data: {
      command: 'matrix',
      query: {
        actors: selection.actors ?? null,
        conditions: selection.conditions ?? null,
        categories: selection.categories ?? null,
        undertaking: selection.undertaking ?? null,
        by: options.by,
      },
      as_of: asOf,
      results: rowsOf(found),
      notes,
    },
    title: titled(
      options.by === 'category' ? 'Actors and categories of conditions' : 'Actors and conditions',
      [
        ...(selection.actors ?? []).map(names.actor),
        ...(selection.conditions ?? []).map(names.condition),
        ...(selection.categories ?? []),
        ...(selection.undertaking === undefined ? [] : [selection.undertaking]),
      ],
      asOf,
    ),
    blocks: [
      ...(options.by === 'category' ? categoryGrid(found, names) : conditionGrid(found, names)),
      ...noteBlocks(
        found.actors.length === 0 ? notes : [`${legendText(found)} ${reading}`, ...mixedNote(found), ...notes],
      ),
    ],
  };
}

const reading =
  'An empty cell, or · in text: silent, which is not opposed. Stated positions only; isf who-conditions has the words of each, isf matrix -f csv the records.';

function selectionOf(knowledge: KnowledgeBase, options: Options): MatrixSelection {
  const ids = (kind: Kind, given: readonly string[]) => [
    ...new Set(given.map((name) => resolve(knowledge, name, [kind]).id)),
  ];
  const undertaking = undertakingIn(knowledge, options.undertaking);
  return {
    asOf: options.asOf ?? null,
    ...(undertaking === undefined ? {} : { undertaking }),
    ...(options.actor ? { actors: ids('actors', options.actor) } : {}),
    ...(options.condition ? { conditions: ids('conditions', options.condition) } : {}),
    ...(options.category ? { categories: options.category } : {}),
  };
}

/** A row for each stand, and one for each silence. */
function rowsOf({ actors, conditions, at }: Matrix): Row[] {
  return actors.flatMap((actor) =>
    conditions.flatMap(({ id, category }): Row[] => {
      const stands = at(actor, id);
      const silence = { actor, undertaking: null, condition: id, category, stance: null, strength: null };
      return stands.length === 0
        ? [silence]
        : stands.map(({ actor: _, undertaking, condition, ...rest }) => ({
            actor,
            undertaking,
            condition,
            category,
            ...rest,
          }));
    }),
  );
}
