import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes, Failure } from '../model/failure.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import { type Names, namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { type Stand, standOf } from '../query/stand.ts';
import { type Aim, type UnlockAnswer, unlock } from '../query/unlock.ts';
import { counted, grouped } from '../view/labels.ts';
import { actorNames } from '../view/terms.ts';
import { unlockBlocks } from '../view/unlock.ts';
import { noteBlocks, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';
import { blocNote } from './what-if.ts';

interface Options extends CommonOptions {
  readonly actors?: number;
  readonly for?: string;
  readonly troops?: number;
  readonly upper?: boolean;
  readonly without?: readonly string[];
  readonly maxSize?: number;
  readonly limit: number;
  readonly ignoreVetoes?: boolean;
  readonly undertaking: string;
  readonly asOf?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('unlock')
    .summary('the smallest sets of open conditions that free so many actors')
    .description(
      'Every minimal set of open conditions that would free so many actors, these actors, or actors with so many troops: none of its conditions can be left out. Smallest first, then those that fewest oppose. Who has joined is counted; who is silent, has refused or is vetoed is not. Stated conditions only.',
    )
    .option('--actors <count>', 'so many actors', readCount)
    .option('--for <actors>', 'these actors, with commas between')
    .option('--troops <count>', 'actors that have put so many troops on the table, by the lower figure', readCount)
    .option('--upper', 'with --troops, by the higher figure')
    .option('--without <condition...>', 'only sets that do without these conditions')
    .option('--max-size <count>', 'the most conditions in a set', readCount)
    .option('--limit <count>', 'the most sets to look for', readCount, 500)
    .option('--ignore-vetoes', 'count actors that others veto')
    .option('--undertaking <undertaking>', 'the undertaking that actors are freed for', defaultUndertaking)
    .addOption(asOfOption());
  examples(withCommonOptions(command), [
    ['isf unlock --actors 5', 'what would free five'],
    ['isf unlock --actors 5 --without two-state-timeline', 'can that be done without one condition?'],
    ['isf unlock --for azerbaijan,indonesia --as-of 2025-12-10', 'what would free these two'],
    ['isf unlock --troops 20000 --upper --max-size 3', 'what would free 20,000 troops, in three conditions at most'],
  ]).action((options: Options) => execute(options, ({ knowledge }) => answer(knowledge, options)));
}

function readCount(given: string): number {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new InvalidArgumentError('a whole number from 1 on is expected');
  return Number(given);
}

function answer(knowledge: KnowledgeBase, options: Options): View {
  const { asOf = null, maxSize, limit, ignoreVetoes = false } = options;
  const undertaking = undertakingIn(knowledge, options.undertaking) ?? defaultUndertaking;
  const stand = standOf(knowledge, asOf);
  const named = namedIn(knowledge, options.for);
  const aim = aimOf(stand, named, options);
  const without = (options.without ?? []).map((name) => resolve(knowledge, name, ['conditions']).id);
  const found = unlock(stand, {
    aim,
    undertaking,
    without,
    limit,
    ignoreVetoes,
    ...(maxSize === undefined ? {} : { maxSize }),
  });
  const names = namesIn(knowledge);
  const verdict = [...failureNote(found, aim, names), ...cutNote(found, options)];
  const notes = [
    ...memberNotes(stand, named, names),
    ...notesOn(stand, found, aim, without, { ...options, undertaking }, names),
  ];
  const { sets, actors, silent, unbound, target, already, most, cut, completeTo } = found;
  return {
    data: {
      command: 'unlock',
      query: {
        actors: aim.kind === 'actors' ? aim.count : null,
        for: aim.kind === 'named' ? aim.actors : null,
        troops: aim.kind === 'troops' ? aim.count : null,
        figure: aim.kind === 'troops' ? aim.end : null,
        undertaking,
        without,
        max_size: maxSize ?? null,
        limit,
        ignore_vetoes: ignoreVetoes,
      },
      as_of: asOf,
      results: sets.map((set) => ({ ...set })),
      notes: [...verdict, ...notes],
      target,
      already,
      most,
      cut_off: cut,
      complete_to: completeTo,
      actors,
      evidence: found.evidence,
      silent,
      unbound,
    },
    blocks: [...unlockBlocks(found, aim, undertaking, verdict, names), ...noteBlocks(notes)],
  };
}

/** What is wanted; the members of a bloc where one is named. Throws a Failure unless exactly one thing is. */
function aimOf(stand: Stand, named: readonly string[], options: Options): Aim {
  const { actors, troops, upper = false } = options;
  if ([actors, options.for, troops].filter((given) => given !== undefined).length !== 1)
    throw new Failure(exitCodes.usage, 'one of --actors, --for and --troops is needed, and only one');
  if (upper && troops === undefined) throw new Failure(exitCodes.usage, '--upper goes with --troops');
  if (actors !== undefined) return { kind: 'actors', count: actors };
  if (troops !== undefined) return { kind: 'troops', count: troops, end: upper ? 'upper' : 'lower' };
  if (named.length === 0) throw new Failure(exitCodes.usage, '--for names nobody');
  return { kind: 'named', actors: [...new Set(named.flatMap(stand.actingFor))].sort() };
}

function namedIn(knowledge: KnowledgeBase, given = ''): string[] {
  return given
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => resolve(knowledge, name, ['actors']).id);
}

/** Says what has been made of a bloc: its members are whom conditions could free. */
function memberNotes(stand: Stand, named: readonly string[], names: Names): string[] {
  return named
    .filter((actor) => stand.members(actor).length > 0)
    .map(
      (bloc) =>
        `${names.actor(bloc)} is taken as its members, each by its own terms: ${actorNames(stand.actingFor(bloc), names)}. What a bloc asks for binds none of them.`,
    );
}

function notesOn(
  stand: Stand,
  found: UnlockAnswer,
  aim: Aim,
  without: readonly string[],
  options: Options,
  names: Names,
): string[] {
  const blocs = stand.blocs(options.undertaking);
  const unstated = found.actors.filter((each) => each.unstated && each.outcome !== 'refused');
  return [
    ...(without.length === 0 ? [] : [`Left out of every set: ${without.map((id) => names.condition(id)).join('; ')}.`]),
    ...(unstated.length === 0
      ? []
      : [
          `Figures that are not stated count as none: ${actorNames(
            unstated.map(({ actor }) => actor),
            names,
          )}.`,
        ]),
    'Stated conditions only: what nobody has said, or nobody has recorded, is not here; who is silent is not counted.',
    ...(blocs.length === 0 || aim.kind === 'named' ? [] : [blocNote(blocs, names)]),
    ...(options.ignoreVetoes ? ['Vetoes are set aside.'] : []),
    ...(options.asOf === undefined ? [] : [`As of ${options.asOf}: what was dated later is left out.`]),
  ];
}

/** Why no set of conditions is enough. */
function failureNote({ most, target, actors, cut, sets, unbound }: UnlockAnswer, aim: Aim, names: Names): string[] {
  if (sets.length > 0 || cut !== null) return [];
  if (aim.kind !== 'named')
    return [`No set of conditions is enough: all of them together come to ${grouped(most)} of ${grouped(target)}.`];
  const out = actors.filter(({ outcome }) => outcome === 'refused' || outcome === 'vetoed');
  const why = [
    ...out.map(({ actor, outcome }) => `${names.actor(actor)} ${outcome === 'refused' ? 'has refused' : 'is vetoed'}`),
    ...unbound.map((bloc) => `${names.actor(bloc)} is a bloc, which binds nobody`),
  ];
  return [`No set of conditions is enough${why.length === 0 ? '' : `: ${why.join('; ')}`}.`];
}

function cutNote({ cut, completeTo, sets, fallback }: UnlockAnswer, { limit }: Options): string[] {
  const complete = counted(completeTo, 'condition');
  if (cut === null) return [];
  if (cut === 'size') return [`Only sets of up to ${complete} were looked for (--max-size): larger ones may exist.`];
  const why =
    cut === 'sets'
      ? `The search stopped at ${counted(limit, 'set')} (--limit)`
      : 'The search was given up after its share of work';
  if (fallback)
    return [
      `${why}: there is no set of up to ${complete}. The one here is minimal, but a smaller one may exist, and others do or may.`,
    ];
  if (sets.length === 0) return [`${why}: there is no set of up to ${complete}; larger ones may exist.`];
  const some = `of those with ${counted(completeTo + 1, 'condition')} only some, or none, and no larger ones`;
  return [completeTo === 0 ? `${why}: ${some} are here.` : `${why}: every set of up to ${complete} is here, ${some}.`];
}
