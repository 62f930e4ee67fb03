import type { Actor, Condition, Position } from '../model/record.ts';
import { conditionsOf, undertakingOf } from '../model/record.ts';
import type { Recorded } from '../query/recorded.ts';

/** One standing position on one condition; of an any_of there is one for each condition, which share the position. */
export interface StanceEdge {
  readonly position: Position;
  readonly condition: string;
  readonly undertaking: string | undefined;
  readonly anyOf: boolean;
  readonly holdsBack: boolean;
  readonly claim: boolean;
}

/** Who holds which stance on what, as a graph; actors and conditions that no standing position joins are not in it. */
export interface StanceGraph {
  readonly actors: readonly Actor[];
  readonly conditions: readonly Condition[];
  edges(): Iterable<StanceEdge>;
  notes(): readonly string[];
}

export function stanceGraph(recorded: Recorded): StanceGraph {
  const joined = { actors: new Set<string>(), conditions: new Set<string>() };
  for (const position of recorded.records('positions')) {
    if (!recorded.stands(position)) continue;
    joined.actors.add(position.actor);
    for (const condition of conditionsOf(position)) joined.conditions.add(condition);
  }
  const apart = { actors: 0, conditions: 0 };
  const nodes = <K extends 'actors' | 'conditions'>(kind: K) => {
    const all = [...recorded.records(kind)];
    const kept = all.filter(({ id }) => joined[kind].has(id));
    apart[kind] = all.length - kept.length;
    return kept;
  };
  return {
    actors: nodes('actors'),
    conditions: nodes('conditions'),
    *edges() {
      for (const position of recorded.records('positions')) {
        if (!recorded.stands(position)) continue;
        const about = {
          position,
          undertaking: undertakingOf(position),
          anyOf: position.any_of !== undefined,
          holdsBack: recorded.holdsBack(position),
          claim: recorded.isClaim(position),
        };
        for (const condition of conditionsOf(position)) yield { ...about, condition };
      }
    },
    notes: () => [
      `Standing positions only; left out for having none: actors ${apart.actors}, conditions ${apart.conditions}.`,
    ],
  };
}
