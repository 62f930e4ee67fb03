/** What holds actors back, what stands in the way, and the evidence, as the analyses say it. */
import { defaultUndertaking, type Effect } from '../model/vocabulary.ts';
import type { Voice } from '../query/cited.ts';
import type { Names } from '../query/names.ts';
import type { StateFor } from '../query/stand.ts';
import type { Decided, Opposition, Resting, StatedTerm } from '../query/stated.ts';
import { type Around, evidenceBlocks } from './evidence.ts';
import { actLabel, stateLabel, strengthLabel } from './labels.ts';
import { claimants, conditionName, missingText } from './position.ts';
import { type Block, type Inline, span } from './view.ts';

/** A term: the condition, how strongly since when, and the ids of the position and of what it rests on. */
export function termLine(label: string, term: StatedTerm, names: Names, evidence: readonly Resting[] = []): Inline {
  const ids = evidence.filter(({ record }) => record === term.position).map(({ id }) => id);
  return [
    ...(label === '' ? [] : [span('muted', `${label} `)]),
    conditionName(term.condition, names),
    ' (',
    strengthLabel(term.strength),
    ', ',
    span('date', `since ${term.since}`),
    ...claimed(term, names),
    ')',
    ...(ids.length === 0 ? [] : [' · ', span('id', ids.join(', '))]),
  ];
}

/** Marks what is somebody else's word, or lacks evidence, where it is said in passing. */
export function claimed({ claim, evidence_missing: missing }: Voice, names: Names): Inline {
  if (missing.length > 0) return [', evidence ', missingText(missing)];
  return claim === null ? [] : [', ', span('caution', `a claim by ${claimants(claim, names)}`)];
}

/** An actor at the head of an entry, with what it has decided. */
export function actorHeading(actor: string, decision: Decided | null, names: Names, after: Inline = []): Block {
  const act =
    decision === null
      ? []
      : [`  ${actLabel(decision.act)} `, span('date', `since ${decision.date}`), ...claimed(decision, names)];
  return {
    block: 'heading',
    level: 3,
    text: [span('term', names.actor(actor)), '  ', span('id', actor), ...act, ...after],
  };
}

/** The evidence of some of the records, in their order. */
export function restingBlocks(
  evidence: readonly Resting[],
  records: readonly string[],
  around: Around,
  names: Names,
): Block[] {
  return records.flatMap((id) =>
    evidenceBlocks(
      evidence.filter(({ record }) => record === id),
      around,
      names,
    ),
  );
}

/** Who opposes that a condition be met. */
export function oppositionLine(opposition: Opposition, names: Names): Inline {
  return [span('muted', 'opposed by '), ...stanceText(opposition, names)];
}

/** Who asks for a condition, for what, and the ids of what that rests on. */
export function demandLine(demand: Opposition, evidence: readonly Resting[], names: Names): Inline {
  const ids = evidence.filter(({ record }) => record === demand.position).map(({ id }) => id);
  return [
    span('muted', 'asked for by '),
    ...stanceText(demand, names),
    ...(ids.length === 0 ? [] : [' · ', span('id', ids.join(', '))]),
  ];
}

function stanceText(opposition: Opposition, names: Names): Inline {
  const { actor, undertaking, strength } = opposition;
  const isNamed = undertaking !== null && undertaking !== defaultUndertaking;
  return [
    names.actor(actor),
    ...(strength === null ? [] : [' (', strengthLabel(strength), ')']),
    ...(isNamed ? [` for its ${undertaking}`] : []),
    ...claimed(opposition, names),
  ];
}

/** What would become of a clause if the condition that it bears on were met: one that strains it might stay. */
export function changeLabel(effect: Effect): string {
  return effect === 'strains' ? 'might have to change: ' : 'would have to change: ';
}

/** What has been recorded of a condition, and for whom: of a state that holds for all alike, the state alone. */
export function statesText(states: readonly StateFor[], names: Names): Inline {
  if (states.length === 0) return [stateLabel(null)];
  const parts = states.map(({ state, for: actors }): Inline => {
    if (actors !== null) return [stateLabel(state), ` for ${actorNames(actors, names)}`];
    return states.length === 1 ? [stateLabel(state)] : [stateLabel(state), ' otherwise'];
  });
  return parts.flatMap((part, at) => [...(at === 0 ? [] : ['; ']), ...part]);
}

/** Names in a row. */
export function actorNames(ids: readonly string[], names: Names): string {
  return ids.map((id) => names.actor(id)).join(', ');
}
