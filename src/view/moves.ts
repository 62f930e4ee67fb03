import { defaultUndertaking } from '../model/vocabulary.ts';
import type { CommitmentMove, Move, PositionMove, StatusMove } from '../query/moves.ts';
import type { Names } from '../query/names.ts';
import { evidenceBlocks } from './evidence.ts';
import { actLabel, changeLabel, contributionLabel, stateLabel, weightLabel } from './labels.ts';
import { claimBlocks, conditionName, lines } from './position.ts';
import { type Block, type Inline, span } from './view.ts';

/** What moved, in a few words, the change first. */
export function moveText(move: Move, names: Names): Inline {
  switch (move.kind) {
    case 'positions':
      return [changeLabel(move.change), ': ', span('term', conditionName(move.condition, names))];
    case 'commitments':
      return [span('term', `${move.undertaking}: ${actLabel(move.change)}`), ...offer(move)];
    case 'conditions':
      return [span('term', names.condition(move.condition)), ': ', stateLabel(move.change)];
    case 'events':
      return [move.title];
    default:
      return move satisfies never;
  }
}

function offer({ after }: CommitmentMove): Inline {
  const offered = after.contribution.map(contributionLabel).join('; ');
  return offered === '' ? [] : [' · ', span('strong', offered)];
}

/** What there is to say of a move besides: how it stands now, what it was before, and whose word it is. */
export function moveFacts(move: Move, names: Names): Block[] {
  switch (move.kind) {
    case 'positions':
      return [...lines([positionFacts(move)]), ...claimBlocks(move, names)];
    case 'commitments':
      return [...lines([commitmentFacts(move)]), ...claimBlocks(move, names)];
    case 'conditions':
      return lines([statusFacts(move, names)]);
    case 'events':
      return lines([[span('id', move.id)]]);
    default:
      return move satisfies never;
  }
}

function positionFacts({ before, after, undertaking, id }: PositionMove): Inline {
  const now = after.stance === 'waives' ? [] : weightLabel(after);
  const claimed = before === null || before.claim === null ? [] : [span('caution', ' (a claim)')];
  const was: Inline =
    before === null ? [] : ['was ', ...weightLabel(before), ...claimed, ' since ', span('date', before.since)];
  return [
    ...now,
    ...(now.length > 0 && was.length > 0 ? [', '] : []),
    ...was,
    ...(now.length > 0 || was.length > 0 ? [' · '] : []),
    ...(undertaking === null || undertaking === defaultUndertaking ? [] : [`for ${undertaking} · `]),
    span('id', id),
  ];
}

function commitmentFacts({ before, id }: CommitmentMove): Inline {
  const was = before === null ? [] : ['before: ', actLabel(before.act), ', ', span('date', before.date), ' · '];
  return [...was, span('id', id)];
}

function statusFacts({ before, after, id }: StatusMove, names: Names): Inline {
  const whom = after.for === null ? [] : [`for ${after.for.map((actor) => names.actor(actor)).join(', ')} · `];
  const was = before === null ? [] : ['was ', stateLabel(before.state), ' since ', span('date', before.since), ' · '];
  return [...whom, ...was, span('id', id)];
}

/** The evidence of a move: in full, or by id alone. */
export function moveEvidence(move: Move, isFull: boolean, names: Names): Block[] {
  if (isFull)
    return [
      ...evidenceBlocks(move.evidence, move.actor, names),
      ...lines([move.note !== null && [span('muted', 'note: '), move.note]]),
    ];
  const ids = move.kind === 'events' ? [] : move.evidence.map(({ id }) => id);
  return lines([ids.length > 0 && [span('muted', 'rests on '), span('id', ids.join(', '))]]);
}
