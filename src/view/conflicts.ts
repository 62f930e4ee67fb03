import { defaultUndertaking } from '../model/vocabulary.ts';
import type { ConflictKind, ConflictRow, Side } from '../query/conflicts.ts';
import type { Names } from '../query/names.ts';
import { evidenceBlocks, evidenceLine } from './evidence.ts';
import { counted, effectLabel, strengthLabel } from './labels.ts';
import { lines, missingText, vetoLine } from './position.ts';
import { actorNames, statesText } from './terms.ts';
import { type Block, type Inline, span } from './view.ts';

const kindLabels: Readonly<Record<ConflictKind, string>> = {
  opposed: 'asked for and opposed',
  clause: 'at odds with the mandate',
  veto: 'vetoed',
  both_sides: 'both at once by the same actor',
  quotes: 'quotes that contradict each other',
};

/** Conflicts, those that hold back most first: what is asked for on one side, what stands against it on the other. */
export function conflictBlocks(rows: readonly ConflictRow[], undertaking: string, names: Names): Block[] {
  return rows.flatMap((row) => [
    heading(row, names),
    { block: 'prose', text: [weight(row, undertaking, names)] },
    ...(row.kinds.includes('quotes') ? evidenceBlocks(row.quotes, null, names) : sideBySide(row, names)),
    ...lines(row.vetoes.map((veto) => vetoLine(veto, names))),
    ...lines(row.both_sides.map((actor) => [span('bad', `${names.actor(actor)} asks for it and opposes it at once.`)])),
  ]);
}

function heading({ condition, kinds, states_for }: ConflictRow, names: Names): Block {
  const ids = condition === null ? [] : [condition].flat();
  const state = states_for.length === 0 ? [] : [' · ', ...statesText(states_for, names)];
  return {
    block: 'heading',
    level: 2,
    text: [
      span('term', ids.length === 0 ? 'Two quotes' : ids.map((id) => names.condition(id)).join('; ')),
      ...(ids.length === 0 ? [] : ['  ', span('id', ids.join(', '))]),
      ...state,
      span('muted', `  ${kinds.map((kind) => kindLabels[kind]).join(', ')}`),
    ],
  };
}

function weight({ holds_back }: ConflictRow, undertaking: string, names: Names): string {
  if (holds_back.length === 0) return `Holds nobody back from ${undertaking}.`;
  return `Holds ${counted(holds_back.length, 'actor')} back from ${undertaking}: ${actorNames(holds_back, names)}.`;
}

/** A table of two columns: on the left those that ask, on the right those that oppose, and the clauses. */
function sideBySide(row: ConflictRow, names: Names): Block[] {
  const [left, right] = [
    row.sides.filter(({ stance }) => stance !== 'opposes').map((side) => sideCell(side, row, names)),
    [
      ...row.sides.filter(({ stance }) => stance === 'opposes').map((side) => sideCell(side, row, names)),
      ...row.clauses.map((clause) => clauseCell(clause, names)),
    ],
  ];
  // A column without a word in it says nothing.
  if (left.length === 0 || right.length === 0) return lines([...left, ...right]);
  return [
    {
      block: 'table',
      columns: [{ head: 'Asked for' }, { head: 'Against it' }],
      rows: Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [left[at] ?? [], right[at] ?? []]),
    },
  ];
}

/** A position in a cell: who, how strongly, and the words nearest to its own; further evidence by its id. */
function sideCell(side: Side, { evidence }: ConflictRow, names: Names): Inline {
  const [first, ...others] = evidence.filter(({ record }) => record === side.position);
  const choice =
    typeof side.condition === 'string'
      ? []
      : [`; one will do of ${side.condition.map((id) => names.condition(id)).join(', ')}`];
  return [
    span('strong', names.actor(side.actor)),
    ' (',
    ...(side.stance === 'requires' ? [] : [`${side.stance} it, `]),
    strengthLabel(side.strength),
    side.undertaking === null || side.undertaking === defaultUndertaking ? '' : `, for ${side.undertaking}`,
    ...choice,
    '): ',
    ...(side.claim === null ? [] : [span('caution', 'a claim: ')]),
    ...(side.evidence_missing.length === 0 ? [] : ['evidence ', missingText(side.evidence_missing), ': ']),
    ...(first === undefined ? [span('id', side.position)] : evidenceLine(first, side.actor, names)),
    ...(others.length === 0 ? [] : [', also ', span('id', others.map(({ id }) => id).join(', '))]),
  ];
}

function clauseCell({ id, effect }: ConflictRow['clauses'][number], names: Names): Inline {
  return [
    span('strong', names.clause(id)),
    ' (',
    effectLabel(effect),
    '): ',
    names.clauseText(id),
    ' · ',
    span('id', id),
  ];
}
