import { type Command, Option } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { AsOf } from '../model/standing.ts';
import { type Stance, type Strength, stances, strengths } from '../model/vocabulary.ts';
import { clausesOn, remarksOn, statusesOf } from '../query/bearings.ts';
import { blocsOf } from '../query/blocs.ts';
import { conditionsOfActor, type Held, positionsOnCondition, type Selection } from '../query/conditions.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { spokenFor } from '../query/spoken.ts';
import { actorBlocks, personBlocks } from '../view/actor.ts';
import { conditionBlocks } from '../view/condition.ts';
import { type Block, noteBlocks, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, undertakingIn, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly asOf?: string;
  readonly undertaking?: string;
  readonly stance?: Stance;
  readonly strength?: Strength;
  readonly all?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('who-conditions')
    .summary('what an actor asks for, or who asks for a condition')
    .description(
      'What an actor has decided and which conditions it attaches, or who holds a position on a condition: how strongly, since when, in which words, from which source.',
    )
    .argument('<actor-or-condition>', 'an id, a name, an alias or an ISO 3166-1 code')
    .addOption(asOfOption())
    .option('--undertaking <undertaking>', 'only what is about this undertaking')
    .addOption(new Option('--stance <stance>', 'only this stance').choices(stances))
    .addOption(new Option('--strength <strength>', 'only this strength').choices(strengths))
    .option('--all', 'also positions and decisions that later ones supersede');
  examples(withCommonOptions(command), [
    ['isf who-conditions azerbaijan', 'what Azerbaijan asks for before it joins'],
    ['isf who-conditions peacekeeping-not-enforcement', 'who asks for peacekeeping only'],
    ['isf who-conditions AZE --as-of 2025-12-06', 'what was on record by that day'],
    ['isf who-conditions azerbaijan --strength red_line -f json', 'its red lines, for a script'],
  ]).action((name: string, options: Options) =>
    execute(options, ({ knowledge }) => whoConditions(knowledge, name, options)),
  );
}

const statedOnly = 'Stated positions only: what nobody has said, or nobody has recorded, is not here.';

/** What the command found: rows, what goes with them, and how people are shown it. */
interface Found {
  readonly results: readonly Held[];
  readonly besides: Readonly<Record<string, unknown>>;
  readonly blocks: readonly Block[];
  readonly notes: readonly string[];
}

function whoConditions(knowledge: KnowledgeBase, name: string, options: Options): View {
  const { kind, id } = resolve(knowledge, name, ['actors', 'conditions']);
  const undertaking = undertakingIn(knowledge, options.undertaking);
  const { asOf = null, stance, strength, all } = options;
  const selection: Selection = {
    asOf,
    ...(undertaking === undefined ? {} : { undertaking }),
    ...(stance === undefined ? {} : { stance }),
    ...(strength === undefined ? {} : { strength }),
    ...(all === undefined ? {} : { all }),
  };
  const { results, besides, blocks, notes } =
    kind === 'actors' ? ofActor(knowledge, id, selection) : ofCondition(knowledge, id, selection, asOf);
  const query = {
    name,
    kind,
    id,
    undertaking: undertaking ?? null,
    stance: stance ?? null,
    strength: strength ?? null,
    all: all ?? false,
  };
  const dated = [
    ...notes,
    ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
    ...narrowed(options),
  ];
  return {
    data: {
      command: 'who-conditions',
      query,
      as_of: asOf,
      results: results.map((row) => ({ ...row })),
      notes: dated,
      ...besides,
    },
    blocks: [...blocks, ...noteBlocks(dated)],
  };
}

/** Says which filters are on: a count under them is not the whole. */
function narrowed({ undertaking, stance, strength }: Options): string[] {
  const filters = Object.entries({ undertaking, stance, strength }).filter(([, value]) => value !== undefined);
  const shown = filters.map(([name, value]) => `${name} ${value}`).join(', ');
  return filters.length === 0 ? [] : [`Only positions of ${shown} are shown and counted.`];
}

function ofActor(knowledge: KnowledgeBase, id: string, selection: Selection): Found {
  const names = namesIn(knowledge);
  const actor = knowledge.find('actors', id);
  if (!actor) throw new Error(`${id} was resolved and is not there`);
  const answer = conditionsOfActor(knowledge, id, selection);
  const spoken = actor.type === 'person' ? spokenFor(knowledge, id, selection.asOf) : new Map<string, number>();
  const isSilent = answer.held.length === 0 && answer.decided.length === 0;
  const body = actorBlocks(actor, blocsOf(knowledge, id), answer, names);
  return {
    results: answer.held,
    besides: {
      decided: answer.decided,
      vetoed_by: answer.vetoes,
      ...(actor.type === 'person' ? { spoke_for: [...spoken.keys()] } : {}),
    },
    blocks: [
      ...(actor.type === 'person' ? [...personBlocks(actor, spoken, names), ...body.slice(1)] : body),
      ...(isSilent ? [silence(actor.name, selection)] : []),
    ],
    notes: isSilent ? [] : [statedOnly],
  };
}

/** What a filter hides is no silence. */
function silence(name: string, { undertaking, stance, strength }: Selection): Block {
  const such = [undertaking, stance, strength].every((each) => each === undefined) ? 'No' : 'No such';
  return { block: 'prose', text: [`${such} position or decision of ${name} is on record.`] };
}

function ofCondition(knowledge: KnowledgeBase, id: string, selection: Selection, asOf: AsOf): Found {
  const condition = knowledge.find('conditions', id);
  if (!condition) throw new Error(`${id} was resolved and is not there`);
  const held = positionsOnCondition(knowledge, id, selection);
  const clauses = clausesOn(knowledge, id, asOf);
  const remarks = remarksOn(knowledge, id, held, asOf);
  const statuses = statusesOf(knowledge, condition, asOf);
  return {
    results: held,
    besides: { statuses, clauses, remarks },
    blocks: conditionBlocks(condition, { held, statuses, clauses, remarks }, namesIn(knowledge)),
    notes: held.length > 0 ? [statedOnly] : [],
  };
}
