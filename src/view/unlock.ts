import type { Names } from '../query/names.ts';
import type { Aim, Counted, Trace, UnlockAnswer, UnlockingSet } from '../query/unlock.ts';
import { counted, grouped } from './labels.ts';
import { clauseLine, lines, vetoLine } from './position.ts';
import { actorHeading, actorNames, changeLabel, oppositionLine, restingBlocks, termLine } from './terms.ts';
import { type Block, type Inline, span } from './view.ts';

/** The sets, smallest first, then who counts in any of them and who does not, with what that rests on; `verdict` says what is not as asked. */
export function unlockBlocks(
  answer: UnlockAnswer,
  aim: Aim,
  undertaking: string,
  verdict: readonly string[],
  names: Names,
): Block[] {
  const { sets, actors } = answer;
  const freed = new Set(sets.flatMap(({ frees }) => frees));
  const having = (outcome: Counted['outcome']) => actors.filter((each) => each.outcome === outcome);
  return [
    { block: 'heading', level: 1, text: [titleOf(aim, undertaking, names)] },
    { block: 'prose', text: [alreadyLine(answer, aim)] },
    ...lines(verdict.map((each) => [span('strong', each)])),
    ...setsPart(answer, aim, names),
    ...obstacleBlocks(answer, names),
    ...part(
      'Who is freed, and what held it back',
      actors.filter(({ actor }) => freed.has(actor)),
      (each) => heldBlocks(each, aim, names),
    ),
    ...part('Free already: nothing that it asks for is open', having('freed'), (each) =>
      decidedBlocks(each, aim, names),
    ),
    ...part('Has joined', having('joined'), (each) => decidedBlocks(each, aim, names)),
    ...part(
      sets.length === 0
        ? 'Held back'
        : sets[0]?.conditions.length === 0
          ? 'Held back, and not needed'
          : 'Held back in every set',
      having('held').filter(({ actor }) => !freed.has(actor)),
      (each) => heldBlocks(each, aim, names),
    ),
    ...part('Vetoed, not counted', having('vetoed'), (each) => vetoedBlocks(each, names)),
    ...part('Refused, not counted', having('refused'), (each) => decidedBlocks(each, aim, names)),
  ];
}

function titleOf(aim: Aim, undertaking: string, names: Names): string {
  const wanted =
    aim.kind === 'actors'
      ? counted(aim.count, 'actor')
      : aim.kind === 'troops'
        ? `${grouped(aim.count)} troops`
        : actorNames(aim.actors, names);
  return `What would free ${wanted} for ${undertaking}`;
}

function alreadyLine({ actors, already, target }: UnlockAnswer, aim: Aim): string {
  const count = (outcome: Counted['outcome']) => actors.filter((each) => each.outcome === outcome).length;
  const who = `${count('joined')} joined, ${count('freed')} free with nothing more met`;
  const troops = aim.kind === 'troops' ? `, with ${grouped(already)} troops by the ${aim.end} figure` : '';
  return `Counted already: ${who}${troops}; wanted: ${grouped(target)}.`;
}

function setsPart({ sets, silent, unbound }: UnlockAnswer, aim: Aim, names: Names): Block[] {
  const missing = [
    ...silent.map(
      (actor): Inline => [
        `${names.actor(actor)} has no record on it: it is silent, and nothing recorded would free it.`,
      ],
    ),
    ...unbound.map(
      (bloc): Inline => [
        `${names.actor(bloc)} is a bloc of which no members are on record: what it asks for binds nobody, so there is nobody to free. isf who-conditions ${bloc} shows what it asks for.`,
      ],
    ),
  ];
  if (sets.length === 0) return lines(missing);
  if (sets[0]?.conditions.length === 0) return lines([['Nothing more has to be met.']]);
  const title =
    sets.length === 1 ? 'One set of conditions' : `${grouped(sets.length)} sets of conditions, smallest first`;
  return [
    { block: 'heading', level: 2, text: [title] },
    ...sets.flatMap((set, index) => setBlocks(set, index + 1, aim, names)),
  ];
}

function setBlocks(set: UnlockingSet, number: number, aim: Aim, names: Names): Block[] {
  const total = aim.kind === 'troops' ? `${grouped(set.total)} troops` : counted(set.total, 'actor');
  return [
    {
      block: 'heading',
      level: 3,
      text: [
        span('muted', `${number}  `),
        span('term', set.conditions.map((id) => names.condition(id)).join(' + ')),
        '  ',
        span('strong', `${total} in all`),
      ],
    },
    { block: 'prose', text: [span('id', set.conditions.join(', '))] },
    ...lines([
      ...set.trace.map((trace) => traceLine(trace, aim, names)),
      ...set.opposition.map((each) => [...oppositionLine(each, names), `: ${names.condition(each.condition)}`]),
      ...set.clauses.map((clause) => [
        span('muted', changeLabel(clause.effect)),
        names.clause(clause.id),
        ' · ',
        span('id', clause.id),
      ]),
    ]),
  ];
}

/** Once for all sets: who opposes each condition, in whose words, and what the clauses say that would have to change. */
function obstacleBlocks({ sets, evidence }: UnlockAnswer, names: Names): Block[] {
  const opposition = new Map(sets.flatMap((set) => set.opposition.map((each) => [each.position, each])));
  const clauses = new Map(sets.flatMap((set) => set.clauses.map((each) => [`${each.condition} ${each.id}`, each])));
  const conditions = [
    ...new Set([...opposition.values(), ...clauses.values()].map(({ condition }) => condition)),
  ].sort();
  if (conditions.length === 0) return [];
  return [
    { block: 'heading', level: 2, text: ['What stands against these conditions'] },
    ...conditions.flatMap((condition): Block[] => [
      {
        block: 'heading',
        level: 3,
        text: [span('term', names.condition(condition)), '  ', span('id', condition)],
      },
      ...[...opposition.values()]
        .filter((each) => each.condition === condition)
        .flatMap((each) => [
          ...lines([oppositionLine(each, names)]),
          ...restingBlocks(evidence, [each.position], each.actor, names),
        ]),
      ...lines(
        [...clauses.values()]
          .filter((each) => each.condition === condition)
          .map((each) => clauseLine(each.id, each.effect, names)),
      ),
    ]),
  ];
}

function traceLine({ actor, counts, met }: Trace, aim: Aim, names: Names): Inline {
  const conditions = [...new Set(met.flatMap((each) => each.conditions))].map((id) => names.condition(id)).join('; ');
  const troops = aim.kind === 'troops' ? ` (${grouped(counts)} troops)` : '';
  return [span('muted', 'frees '), span('strong', names.actor(actor)), `${troops}: ${conditions}`];
}

function part(title: string, actors: readonly Counted[], blocksOf: (actor: Counted) => Block[]): Block[] {
  if (actors.length === 0) return [];
  return [
    { block: 'heading', level: 2, text: [`${title}: ${counted(actors.length, 'actor')}`] },
    ...actors.flatMap(blocksOf),
  ];
}

function heading({ actor, decision, counts, unstated }: Counted, aim: Aim, names: Names): Block {
  const troops =
    aim.kind === 'troops' ? `  ${grouped(counts)} troops${unstated ? ' (a figure is not stated)' : ''}` : '';
  return actorHeading(actor, decision, names, troops === '' ? [] : [span('strong', troops)]);
}

function heldBlocks(actor: Counted, aim: Aim, names: Names): Block[] {
  return [
    heading(actor, aim, names),
    ...actor.still.flatMap((term) => [
      ...lines([termLine('', term, names)]),
      ...restingBlocks(actor.evidence, [term.position], actor.actor, names),
    ]),
    ...offerBlocks(actor, names),
  ];
}

function decidedBlocks(actor: Counted, aim: Aim, names: Names): Block[] {
  const { decision, evidence, outcome } = actor;
  return [
    heading(actor, aim, names),
    ...(decision === null ? [] : restingBlocks(evidence, [decision.commitment], actor.actor, names)),
    ...offerBlocks(actor, names),
    ...(outcome === 'joined' ? lines(actor.still.map((term) => termLine('outstanding:', term, names, evidence))) : []),
  ];
}

/** The commitment that the count of troops comes from, where it is not the latest. */
function offerBlocks({ actor, offer, decision, evidence, outcome }: Counted, names: Names): Block[] {
  if (offer === null || (offer === decision?.commitment && outcome !== 'held')) return [];
  return [
    ...lines([[span('muted', 'troops from '), span('id', offer)]]),
    ...restingBlocks(evidence, [offer], actor, names),
  ];
}

function vetoedBlocks({ actor, decision, vetoes, evidence, still }: Counted, names: Names): Block[] {
  return [
    actorHeading(actor, decision, names),
    ...vetoes.flatMap((veto) => [
      ...lines([vetoLine(veto, names)]),
      ...restingBlocks(evidence, [veto.position], veto.by, names),
    ]),
    ...lines(still.map((term) => termLine('held back besides by', term, names, evidence))),
  ];
}
