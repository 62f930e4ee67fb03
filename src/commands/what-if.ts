import type { Command } from 'commander';
import { exitCodes, Failure } from '../model/failure.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import { type Names, namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { standOf } from '../query/stand.ts';
import { type WhatIfAnswer, whatIf } from '../query/what-if.ts';
import { counted } from '../view/labels.ts';
import { actorNames } from '../view/terms.ts';
import { noteBlocks, type View } from '../view/view.ts';
import { whatIfBlocks } from '../view/what-if.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly not?: readonly string[];
  readonly asOf?: string;
  readonly undertaking?: string;
  readonly ignoreVetoes?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('what-if')
    .summary('who would be free if conditions were met')
    .description(
      'Whom it would free if these conditions were met for everybody: who is freed, who is held back still and by what, who has refused, is vetoed or has joined, who opposes each condition, and which clauses would have to change. Nothing follows by itself: what an actor that is freed would then do is not taken as done.',
    )
    .argument('[condition...]', 'conditions taken as met: an id or a name')
    .option('--not <condition...>', 'conditions taken as open, whatever is on record')
    .option('--undertaking <undertaking>', 'the undertaking that actors are freed for', defaultUndertaking)
    .option('--ignore-vetoes', 'count actors that others veto')
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf what-if peacekeeping-not-enforcement', 'whom one condition frees'],
    ['isf what-if peacekeeping-not-enforcement two-state-timeline', 'two of them together'],
    ['isf what-if --not un-mandate', 'who would be held back again'],
    ['isf what-if hamas-disarmed --undertaking withdrawal', 'for another undertaking'],
  ]).action((conditions: readonly string[], options: Options) =>
    execute(options, ({ knowledge }) => answer(knowledge, conditions, options)),
  );
}

function answer(knowledge: KnowledgeBase, given: readonly string[], options: Options): View {
  const conditionsNamed = (names: readonly string[]) => [
    ...new Set(names.map((name) => resolve(knowledge, name, ['conditions']).id)),
  ];
  const met = conditionsNamed(given);
  const lost = conditionsNamed(options.not ?? []);
  if (met.length + lost.length === 0)
    throw new Failure(exitCodes.usage, 'nothing is supposed', 'name a condition, or one after --not');
  const both = met.find((condition) => lost.includes(condition));
  if (both !== undefined) throw new Failure(exitCodes.usage, `"${both}" is supposed to be met and not to be met`);
  const undertaking = undertakingIn(knowledge, options.undertaking) ?? defaultUndertaking;
  const { asOf = null, ignoreVetoes = false } = options;
  const names = namesIn(knowledge);
  const found = whatIf(standOf(knowledge, asOf), { met: new Set(met), lost: new Set(lost), ignoreVetoes }, undertaking);
  const notes = notesOn(found, undertaking, options, names);
  return {
    data: {
      command: 'what-if',
      query: { conditions: met, not: lost, undertaking, ignore_vetoes: ignoreVetoes },
      as_of: asOf,
      results: found.rows.map((row) => ({ ...row })),
      notes,
      assumed: found.assumed,
    },
    blocks: [...whatIfBlocks(found, names), ...noteBlocks(notes)],
  };
}

function notesOn(
  { rows, blocs }: WhatIfAnswer,
  undertaking: string,
  { asOf, ignoreVetoes }: Options,
  names: Names,
): string[] {
  const free = rows.filter(({ outcome }) => outcome === 'freed').length;
  const joined = rows.filter(({ outcome }) => outcome === 'joined').length;
  return [
    `Of ${counted(rows.length, 'actor')} with a record on ${undertaking}, ${free} would be free and ${joined} ${joined === 1 ? 'has' : 'have'} joined. Stated conditions only: what nobody has said, or nobody has recorded, is not here; who is silent is not counted.`,
    ...(blocs.length === 0 ? [] : [blocNote(blocs, names)]),
    ...(ignoreVetoes ? ['Vetoes are set aside.'] : []),
    ...(asOf === undefined ? [] : [`As of ${asOf}: what was dated later is left out.`]),
  ];
}

/** Says why a bloc with a record is in no count. */
export function blocNote(blocs: readonly string[], names: Names): string {
  return `Not counted as actors, because a bloc binds none of its members: ${actorNames(blocs, names)}.`;
}
