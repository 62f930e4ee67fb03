import { strengthRank, strengths } from '../model/vocabulary.ts';
import type { Stand } from './stands.ts';

/** An actor's side on each condition that it speaks of itself: above 0 for it, below 0 against it, the further the stronger, at most 1. */
type Profile = ReadonlyMap<string, number>;

function profileOf(stands: readonly Stand[]): Profile {
  const profile = new Map<string, number>();
  for (const { condition, stance, strength, via } of stands) {
    if (via !== null || stance === 'waives' || profile.has(condition)) continue;
    const judged = strengths.length - strengthRank(strength);
    // The weakest demand weighs more than the strongest support, so that no two stands weigh the same.
    const weight = (judged + (stance === 'supports' ? 1 : 6)) / 10;
    profile.set(condition, stance === 'opposes' ? -weight : weight);
  }
  return profile;
}

/** From 1, the same stands, through 0, nothing in common, to -1, opposite ones: the mean over all conditions that either speaks of. */
function similarity(a: Profile, b: Profile): number {
  const both = new Set([...a.keys(), ...b.keys()]);
  if (both.size === 0) return 1;
  let sum = 0;
  for (const condition of both) {
    const [one, other] = [a.get(condition), b.get(condition)];
    if (one !== undefined && other !== undefined) sum += one * other < 0 ? -1 : 1 - Math.abs(one - other);
  }
  return sum / both.size;
}

interface Cluster {
  readonly members: readonly string[];
  readonly first: string;
}

/** The actors in an order in which those that stand alike are neighbours: average-linkage clusters, each joined where its ends are most alike; ties go by id. */
export function bySimilarity(stands: ReadonlyMap<string, readonly Stand[]>): string[] {
  const ids = [...stands.keys()].sort();
  const profiles = new Map(ids.map((id) => [id, profileOf(stands.get(id) ?? [])]));
  const alike = new Map(
    ids.map((a) => [
      a,
      new Map(ids.map((b) => [b, similarity(profiles.get(a) ?? new Map(), profiles.get(b) ?? new Map())])),
    ]),
  );
  const between = (a: string, b: string) => alike.get(a)?.get(b) ?? 0;
  let clusters: Cluster[] = ids.map((id) => ({ members: [id], first: id }));
  // Means between clusters, kept up as they merge, under the first id of each.
  const means = new Map(ids.map((a) => [a, new Map(alike.get(a))]));
  while (clusters.length > 1) {
    const [a, b] = closest(clusters, means);
    for (const { first } of clusters) {
      const mean =
        ((means.get(a.first)?.get(first) ?? 0) * a.members.length +
          (means.get(b.first)?.get(first) ?? 0) * b.members.length) /
        (a.members.length + b.members.length);
      means.get(a.first)?.set(first, mean);
      means.get(first)?.set(a.first, mean);
    }
    const merged = { members: joined(a.members, b.members, between), first: a.first };
    clusters = clusters.flatMap((each) => (each === a ? [merged] : each === b ? [] : [each]));
  }
  return [...(clusters[0]?.members ?? [])];
}

function closest(
  clusters: readonly Cluster[],
  means: ReadonlyMap<string, ReadonlyMap<string, number>>,
): [Cluster, Cluster] {
  let best: [Cluster, Cluster] | undefined;
  let most = -Infinity;
  for (const [i, a] of clusters.entries())
    for (const b of clusters.slice(i + 1)) {
      const mean = means.get(a.first)?.get(b.first) ?? 0;
      // Rounded, so that the order of additions decides nothing.
      if (Math.round(mean * 1e9) > Math.round(most * 1e9)) {
        most = mean;
        best = [a, b];
      }
    }
  if (!best) throw new RangeError('two clusters are needed');
  return best;
}

/** Two clusters in a row, either way round each, so that the neighbours at the joint are as alike as can be. */
function joined(
  a: readonly string[],
  b: readonly string[],
  between: (a: string, b: string) => number,
): readonly string[] {
  const ways = [
    [a, b],
    [a.toReversed(), b],
    [a, b.toReversed()],
    [a.toReversed(), b.toReversed()],
  ] as const;
  let best: readonly [readonly string[], readonly string[]] = ways[0];
  let most = -Infinity;
  for (const way of ways) {
    const joint = between(way[0].at(-1) ?? '', way[1][0] ?? '');
    if (joint > most + 1e-9) {
      most = joint;
      best = way;
    }
  }
  return best.flat();
}
