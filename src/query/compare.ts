import { compareText } from '../model/diagnostic.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { categories } from '../model/vocabulary.ts';
import { type Cited, citedEvidence } from './cited.ts';
import { type Stand, type StandsSelection, standsOf } from './stands.ts';

/** How actors stand to each other on a condition, the sharpest first. */
export const comparisons = ['opposed', 'differs', 'shared', 'one_sided'] as const;
export type Comparison = (typeof comparisons)[number];

/** A position that says something else than the stand beside which it is named. */
export type Otherwise = Pick<Stand, 'position' | 'stance' | 'strength' | 'since' | 'undertaking' | 'via'>;

/** An actor's weightiest stand, with the ids of the further positions of that stance on the condition, its own and those of its blocs, and the others. */
export type Compared = Omit<Stand, 'actor' | 'condition'> & {
  readonly also: readonly string[];
  readonly also_via: readonly string[];
  readonly otherwise: readonly Otherwise[];
};

export interface ComparedCondition {
  readonly condition: string;
  readonly category: (typeof categories)[number] | null;
  /** By the actors' own positions: `opposed` where one asks for what another opposes, `one_sided` where only one speaks, else `shared` or, in stance or strength, `differs` among those who speak. */
  readonly kind: Comparison;
  /** Null for the silent; one that only its bloc speaks for has `via`, and counts as silent. */
  readonly by_actor: Readonly<Record<string, Compared | null>>;
  /** Everything that the stands rest on; each quote says whose it is. */
  readonly evidence: readonly Cited[];
}

/** What actors share and where they part, for every condition that one of them speaks of itself. */
export function compare(
  knowledge: KnowledgeBase,
  actors: readonly string[],
  selection: StandsSelection,
): ComparedCondition[] {
  const stands = actors.map((actor) => [actor, standsOf(knowledge, actor, selection)] as const);
  const conditions = new Set(
    stands.flatMap(([, rows]) => rows.filter(({ via }) => via === null).map(({ condition }) => condition)),
  );
  return [...conditions]
    .map((condition) => {
      const sides = stands.map(([actor, rows]) => [actor, rows.filter((row) => row.condition === condition)] as const);
      const all = sides.flatMap(([, rows]) => rows);
      return {
        condition,
        category: knowledge.find('conditions', condition)?.category ?? null,
        kind: kindOf(sides.map(([, rows]) => rows.filter(({ via }) => via === null))),
        by_actor: Object.fromEntries(sides.map(([actor, rows]) => [actor, compared(rows)])),
        evidence: citedEvidence(
          knowledge,
          all.flatMap(({ evidence }) => evidence),
          selection.asOf,
        ),
      };
    })
    .sort((a, b) => comparisons.indexOf(a.kind) - comparisons.indexOf(b.kind) || compareText(a.condition, b.condition));
}

function compared([first, ...others]: readonly Stand[]): Compared | null {
  if (!first) return null;
  const { actor: _, condition: __, ...rest } = first;
  const same = others.filter(({ stance }) => stance === first.stance);
  const ids = (isOwn: boolean) => same.filter(({ via }) => (via === null) === isOwn).map(({ position }) => position);
  const otherwise = others
    .filter(({ stance }) => stance !== first.stance)
    .map(({ position, stance, strength, since, undertaking, via }) => ({
      position,
      stance,
      strength,
      since,
      undertaking,
      via,
    }));
  return { ...rest, also: ids(true), also_via: ids(false), otherwise };
}

function kindOf(sides: readonly (readonly Stand[])[]): Comparison {
  const isFor = ({ stance }: Stand) => stance === 'requires' || stance === 'supports';
  const opposed = sides.some((side, i) =>
    sides.some((other, j) => i !== j && side.some(isFor) && other.some(({ stance }) => stance === 'opposes')),
  );
  if (opposed) return 'opposed';
  const weightiest = sides.flatMap((side) => side[0] ?? []);
  if (weightiest.length === 1) return 'one_sided';
  const weights = new Set(weightiest.map(({ stance, strength }) => `${stance} ${strength}`));
  return weights.size === 1 ? 'shared' : 'differs';
}
