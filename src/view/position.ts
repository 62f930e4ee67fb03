import { defaultUndertaking, type Effect, type Strength } from '../model/vocabulary.ts';
import type { Claim } from '../model/voice.ts';
import type { Voice } from '../query/cited.ts';
import type { Against, Decided, Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import type { Veto } from '../query/vetoes.ts';
import { evidenceBlocks } from './evidence.ts';
import { actLabel, contributionLabel, effectLabel, stateLabel, strengthLabel, weightLabel } from './labels.ts';
import { type Block, type Inline, type Span, span } from './view.ts';

/** The condition of a position, or the ones of which one will do, by name. */
export function conditionName(condition: Held['condition'], names: Names): string {
  if (typeof condition === 'string') return names.condition(condition);
  return `one of: ${condition.map((id) => names.condition(id)).join('; ')}`;
}

/** A position as an entry under a heading: what is wanted and how strongly, and in whose words. */
export function positionBlocks(row: Held, title: Inline, names: Names): Block[] {
  return [
    {
      block: 'heading',
      level: 3,
      text: [...title, '  ', ...weightLabel(row), '  ', span('date', `since ${row.since}`)],
    },
    { block: 'prose', text: facts(row) },
    ...claimBlocks(row, names),
    ...evidenceBlocks(row.evidence, row.actor, names),
    ...lines([row.note !== null && [span('muted', 'note: '), row.note]]),
  ];
}

/** Who shares a position, and what stands against it; what is only claimed of somebody is marked. */
export function companyBlocks(row: Held, names: Names): Block[] {
  const others = row.shared_with.map((id) => names.actor(id) + (row.shared_as_claim.includes(id) ? ' (claimed)' : ''));
  return lines([
    others.length > 0 && [span('muted', 'shared by '), others.join(', ')],
    ...row.against.map((each) => againstLine(each, row, names)),
  ]);
}

/** How a clause of the mandate bears on a condition, and what the clause says. */
export function clauseLine(id: string, effect: Effect, names: Names): Inline {
  return [
    span('muted', 'the mandate '),
    effectLabel(effect),
    ' · ',
    names.clauseText(id),
    ` (${names.clause(id)}) · `,
    span('id', id),
  ];
}

function facts(row: Held): Inline {
  const condition = typeof row.condition === 'string' ? row.condition : row.condition.join(' or ');
  return [
    span('id', condition),
    ' · ',
    stateLabel(row.state),
    ...(row.undertaking === null || row.undertaking === defaultUndertaking ? [] : [' · for ', row.undertaking]),
    ...(row.confidence === null ? [] : [` · ${row.confidence} confidence`]),
    ...(row.standing ? [] : [' · ', span('muted', 'superseded')]),
  ];
}

/** That evidence is missing, by its ids: what is left may not be all that bears the record out. */
export function missingText(missing: readonly string[]): Span {
  return span('caution', `left out because of an error in the data: ${missing.join(', ')}`);
}

/** The sentence that marks a claim, or evidence that is missing, wherever a record is shown. */
export function claimBlocks(voice: Voice, names: Names): Block[] {
  const { claim, evidence_missing: missing } = voice;
  if (!claim) return lines([missing.length > 0 && ['evidence ', missingText(missing)]]);
  return [
    {
      block: 'prose',
      text: [
        span('caution', `a claim by ${claimants(claim, names)}`),
        span('muted', ", not the actor's own statement"),
      ],
    },
  ];
}

/** Who claims something: the actors, and the sources that speak in their own voice. */
export function claimants(claim: Claim, names: Names): string {
  return [...claim.actors.map((id) => names.actor(id)), ...claim.outlets.map((id) => names.source(id))].join('; ');
}

function againstLine({ kind, id, effect, condition, claim }: Against, row: Held, names: Names): Inline {
  const which = typeof row.condition === 'string' ? [] : [` (${names.condition(condition)})`];
  if (kind === 'clause') return [...clauseLine(id, effect as Effect, names), ...which];
  const strength = effect === null ? [] : [' (', strengthLabel(effect as Strength), ')'];
  return [span('muted', 'against it: '), names.actor(id), ...strength, claim ? ' (claimed)' : '', ...which];
}

/** A decision as an entry: the act, what was put on the table, and the evidence. */
export function decisionBlocks(row: Decided, names: Names): Block[] {
  const offer = row.contribution.map(contributionLabel);
  return [
    {
      block: 'heading',
      level: 3,
      text: [
        span('term', `${row.undertaking}: ${actLabel(row.act)}`),
        ...(offer.length === 0 ? [] : [' · ', span('strong', offer.join('; '))]),
        '  ',
        span('date', `since ${row.date}`),
        ...(row.latest ? [] : ['  ', span('muted', 'earlier')]),
      ],
    },
    ...(row.confidence === null ? [] : lines([[`${row.confidence} confidence`]])),
    ...claimBlocks(row, names),
    ...evidenceBlocks(row.evidence, row.actor, names),
    ...lines([row.note !== null && [span('muted', 'note: '), row.note]]),
  ];
}

/** Who vetoes an actor's part, and by which position. */
export function vetoLine(veto: Veto, names: Names): Inline {
  const actor = names.actor(veto.actor);
  const deed =
    veto.via === null
      ? `${actor}'s ${veto.undertaking}`
      : `the ${veto.undertaking} of ${names.actor(veto.via)}, of which ${actor} is a member,`;
  return [
    span('bad', `vetoed by ${names.actor(veto.by)}`),
    ...(veto.claim === null ? [] : [' (', span('caution', `a claim by ${claimants(veto.claim, names)}`), ')']),
    `, which opposes as a red line what ${deed} would bring about: `,
    names.condition(veto.condition),
    ' · ',
    span('id', veto.condition),
  ];
}

/** Each line as a paragraph of its own; what is false is left out. */
export function lines(texts: readonly (Inline | false)[]): Block[] {
  return texts.flatMap((text): Block[] => (text === false ? [] : [{ block: 'prose', text }]));
}
