import { compareText } from '../model/diagnostic.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { conditionsOf, type Position, undertakingOf } from '../model/record.ts';
import { type AsOf, standing, stateFor } from '../model/standing.ts';
import { type Stance, type State, type Strength, stances, strengthRank } from '../model/vocabulary.ts';
import { blocsOf } from './blocs.ts';
import { given, type Voice, voiceOf } from './cited.ts';

/** Where an actor stands on one condition, by one position; a position on any of several stands on each of them. */
export interface Stand extends Voice {
  readonly actor: string;
  readonly undertaking: string | null;
  readonly condition: string;
  readonly stance: Stance;
  readonly strength: Strength | null;
  readonly since: string;
  readonly position: string;
  /** All the conditions of which one will do. */
  readonly any_of: readonly string[] | null;
  /** The state of the condition for the actor. */
  readonly state: State | null;
  /** The bloc whose position it is, where it stands under a member: not the member's own. */
  readonly via: string | null;
  /** The ids of what it rests on. */
  readonly evidence: readonly string[];
}

export interface StandsSelection {
  readonly asOf: AsOf;
  readonly undertaking?: string;
}

/** Where an actor stands, the weightiest of each condition first, its own before those of its blocs. */
export function standsOf(knowledge: KnowledgeBase, actor: string, selection: StandsSelection): Stand[] {
  const of = (holder: string, via: string | null) =>
    standing(knowledge.naming('positions', 'actors', holder, ['actor']), selection.asOf)
      .filter((position) => selection.undertaking === undefined || undertakingOf(position) === selection.undertaking)
      .flatMap((position) => standsBy(knowledge, position, actor, via, selection.asOf))
      .sort(byWeight);
  return [...of(actor, null), ...blocsOf(knowledge, actor).flatMap((bloc) => of(bloc, bloc))];
}

function standsBy(
  knowledge: KnowledgeBase,
  position: Position,
  actor: string,
  via: string | null,
  asOf: AsOf,
): Stand[] {
  const evidence = given(knowledge, position.evidence, asOf);
  return conditionsOf(position).map((id) => {
    const condition = knowledge.find('conditions', id);
    return {
      actor,
      undertaking: undertakingOf(position) ?? null,
      condition: id,
      stance: position.stance,
      strength: position.strength ?? null,
      since: position.since,
      position: position.id,
      any_of: position.any_of ? conditionsOf(position) : null,
      state: condition ? stateFor(condition, actor, asOf) : null,
      ...voiceOf(knowledge, position.evidence, asOf),
      via,
      evidence: evidence.map((piece) => piece.id),
    };
  });
}

function byWeight(a: Stand, b: Stand): number {
  return (
    compareText(a.condition, b.condition) ||
    stances.indexOf(a.stance) - stances.indexOf(b.stance) ||
    strengthRank(a.strength) - strengthRank(b.strength) ||
    compareText(a.position, b.position)
  );
}
