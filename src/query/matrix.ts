import { compareText } from '../model/diagnostic.ts';
import { groupedBy } from '../model/grouped.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { conditionsOf, undertakingOf } from '../model/record.ts';
import { standing } from '../model/standing.ts';
import { categories } from '../model/vocabulary.ts';
import { bySimilarity } from './similarity.ts';
import { type Stand, type StandsSelection, standsOf } from './stands.ts';

type Category = (typeof categories)[number];

export interface MatrixSelection extends StandsSelection {
  /** Those to show, silent or not; without it, whoever has a position of its own on the conditions. */
  readonly actors?: readonly string[];
  /** Those to show, whether anybody speaks of them or not; without it, those on which somebody shown has a position. */
  readonly conditions?: readonly string[];
  readonly categories?: readonly Category[];
}

export interface MatrixCondition {
  readonly id: string;
  readonly category: Category;
}

export interface Matrix {
  /** Those who stand alike side by side. */
  readonly actors: readonly string[];
  /** By category, in it the most spoken of first. */
  readonly conditions: readonly MatrixCondition[];
  /** Where an actor stands on a condition; empty where it is silent. */
  at(actor: string, condition: string): readonly Stand[];
  /** The ids of conditions asked for by category that nobody shown speaks of. */
  readonly unspoken: readonly string[];
}

/** Who stands where on what. */
export function matrix(knowledge: KnowledgeBase, selection: MatrixSelection): Matrix {
  const { actors: named, conditions: asked, categories: within } = selection;
  const eligible = [...knowledge.list('conditions')].filter(
    ({ id, category }) => (asked?.includes(id) ?? true) && (within?.includes(category) ?? true),
  );
  const ids = new Set(eligible.map(({ id }) => id));
  const shown = named ?? holders(knowledge, selection, ids);
  const stands = new Map(
    shown.map((actor) => [actor, standsOf(knowledge, actor, selection).filter(({ condition }) => ids.has(condition))]),
  );
  const speakers = new Map<string, number>();
  for (const rows of stands.values())
    for (const condition of new Set(rows.map((row) => row.condition)))
      speakers.set(condition, (speakers.get(condition) ?? 0) + 1);
  const conditions = eligible
    .filter(({ id }) => asked !== undefined || speakers.has(id))
    .sort(
      (a, b) =>
        categories.indexOf(a.category) - categories.indexOf(b.category) ||
        (speakers.get(b.id) ?? 0) - (speakers.get(a.id) ?? 0) ||
        compareText(a.id, b.id),
    )
    .map(({ id, category }) => ({ id, category }));
  const cells = new Map([...stands].map(([actor, rows]) => [actor, groupedBy(rows, (row) => row.condition)]));
  return {
    actors: bySimilarity(stands),
    conditions,
    at: (actor, condition) => cells.get(actor)?.get(condition) ?? [],
    unspoken: eligible.map(({ id }) => id).filter((id) => !conditions.some((shownOne) => shownOne.id === id)),
  };
}

function holders(
  knowledge: KnowledgeBase,
  { asOf, undertaking }: StandsSelection,
  conditions: ReadonlySet<string>,
): string[] {
  const held = standing(knowledge.list('positions'), asOf)
    .filter((position) => undertaking === undefined || undertakingOf(position) === undertaking)
    .filter((position) => conditionsOf(position).some((id) => conditions.has(id)));
  return [...new Set(held.map(({ actor }) => actor))].sort();
}
