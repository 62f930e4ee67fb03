import { endOfTime, spanOf } from '../model/edtf.ts';
import { deedsOf } from '../model/holding.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { conditionsOf, type Position, undertakingOfCommitment } from '../model/record.ts';
import { blocsOf } from './blocs.ts';
import { byDay, commitmentMoves, eventMove, type Move, positionMoves, type StatusMove, statusMoves } from './moves.ts';

/** A move as a timeline has it: `via` names the bloc whose position it is, where it stands among a member's. */
export type Moment = Move & { readonly via: string | null };

/** What a timeline is of: everything, one actor or one condition; `since` and `until` are days. */
export interface Course {
  readonly of?: { readonly kind: 'actors' | 'conditions'; readonly id: string };
  readonly since?: string;
  readonly until?: string;
}

/** Every move in the order of earliest days; one counts for a period that its date may lie in. */
export function timeline(knowledge: KnowledgeBase, { of, since, until }: Course): Moment[] {
  const moments =
    of === undefined
      ? whole(knowledge)
      : of.kind === 'actors'
        ? ofActor(knowledge, of.id)
        : ofCondition(knowledge, of.id);
  return moments
    .filter(({ date, day }) => spanOf(date).last >= (since ?? '') && day <= (until ?? endOfTime))
    .sort(byDay);
}

function whole(knowledge: KnowledgeBase): Moment[] {
  return own([
    ...positionMoves(knowledge, [...knowledge.list('positions')], null),
    ...commitmentMoves(knowledge, [...knowledge.list('commitments')], null),
    ...[...knowledge.list('conditions')].flatMap((condition) => statusMoves(knowledge, condition, null)),
    ...[...knowledge.list('events')].map((event) => eventMove(knowledge, event)),
  ]);
}

function own(moves: readonly Move[]): Moment[] {
  return moves.map((move) => ({ ...move, via: null }));
}

/** What an actor held and decided, what its blocs held, what became of the conditions that it has had a position on, and the events that it had a part in. */
function ofActor(knowledge: KnowledgeBase, actor: string): Moment[] {
  const positions = positionsOf(knowledge, actor);
  const blocs = blocsOf(knowledge, actor);
  return [
    ...own([
      ...positionMoves(knowledge, positions, null),
      ...commitmentMoves(knowledge, knowledge.naming('commitments', 'actors', actor, ['actor']), null),
      ...statusesFor(knowledge, actor, positions),
      ...knowledge.naming('events', 'actors', actor, ['actors']).map((event) => eventMove(knowledge, event)),
    ]),
    ...blocs.flatMap((bloc) =>
      positionMoves(knowledge, positionsOf(knowledge, bloc), null).map((move) => ({ ...move, via: bloc })),
    ),
  ];
}

function positionsOf(knowledge: KnowledgeBase, actor: string): Position[] {
  return knowledge.naming('positions', 'actors', actor, ['actor']);
}

function statusesFor(knowledge: KnowledgeBase, actor: string, positions: readonly Position[]): StatusMove[] {
  const named = knowledge.naming('conditions', 'actors', actor, ['status']).map(({ id }) => id);
  return [...new Set([...positions.flatMap(conditionsOf), ...named])].flatMap((id) => {
    const condition = knowledge.find('conditions', id);
    const moves = condition ? statusMoves(knowledge, condition, null) : [];
    return moves.filter(({ after }) => after.for === null || after.for.includes(actor));
  });
}

/** Everybody's positions on a condition, what became of it, and what those decided whose act would bring it about. */
function ofCondition(knowledge: KnowledgeBase, id: string): Moment[] {
  const condition = knowledge.find('conditions', id);
  const commitments = deedsOf(condition?.delivered_by).flatMap(({ actor, undertaking }) =>
    knowledge
      .naming('commitments', 'actors', actor, ['actor'])
      .filter((commitment) => undertakingOfCommitment(commitment) === undertaking),
  );
  return own([
    ...positionMoves(knowledge, knowledge.naming('positions', 'conditions', id, ['condition', 'any_of']), null),
    ...commitmentMoves(knowledge, [...new Map(commitments.map((each) => [each.id, each])).values()], null),
    ...(condition ? statusMoves(knowledge, condition, null) : []),
  ]);
}
