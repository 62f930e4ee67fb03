/**
 * Minimal circles in an AND/OR graph of waiting: sets of nodes that keep each other waiting, none of which does so without the others.
 * In the terms of wait-for graphs (Knapp, Deadlock Detection in Distributed Databases, ACM Computing Surveys 19, 1987): a node waits
 * for all of several things (AND), each of which one or the other may bring about (OR). A strongly connected component is not enough
 * for a deadlock; a set of nodes is one where each is blocked as long as the others are.
 */

/** Of each node, the cuts: sets of nodes that keep it waiting as long as none of them acts. An empty cut is none. */
export type Cuts = readonly (readonly (readonly number[])[])[];

export interface Circles {
  /** Each in ascending order. */
  readonly circles: readonly (readonly number[])[];
  /** False where the search was given up, and there may be more. */
  readonly complete: boolean;
}

/** Every inclusion-minimal set of nodes of which each has a cut within the set. `maxSteps` bounds the search. */
export function minimalCircles(cuts: Cuts, maxSteps: number): Circles {
  const found = new Map<string, readonly number[]>();
  let steps = 0;
  /** Nodes that any circle can have; those tried are taken out, since all of their circles are known. */
  const usable = largestCircle(cuts, new Set(cuts.keys()));

  const grow = (members: ReadonlySet<number>, waiting: readonly number[]): void => {
    if (++steps > maxSteps) return;
    if ([...found.values()].some((circle) => circle.every((node) => members.has(node)))) return;
    const [node, ...rest] = waiting;
    if (node === undefined) {
      if (isMinimal(cuts, members)) {
        const circle = [...members].sort((a, b) => a - b);
        found.set(circle.join(' '), circle);
      }
      return;
    }
    if (isBlocked(cuts, node, members)) {
      grow(members, rest);
      return;
    }
    for (const cut of cuts[node] ?? []) {
      if (cut.length === 0 || !cut.every((each) => usable.has(each))) continue;
      const added = cut.filter((each) => !members.has(each));
      grow(new Set([...members, ...added]), [...rest, ...added]);
    }
  };

  for (const node of [...usable]) {
    if (!usable.has(node)) continue;
    grow(new Set([node]), [node]);
    usable.delete(node);
    const left = largestCircle(cuts, usable);
    for (const each of [...usable]) if (!left.has(each)) usable.delete(each);
  }
  return { circles: [...found.values()], complete: steps <= maxSteps };
}

function isBlocked(cuts: Cuts, node: number, members: ReadonlySet<number>): boolean {
  return (cuts[node] ?? []).some((cut) => cut.length > 0 && cut.every((each) => members.has(each)));
}

/** The union of all circles within some nodes: what is left when whatever is not blocked there is taken away, again and again. */
export function largestCircle(cuts: Cuts, within: ReadonlySet<number>): Set<number> {
  const left = new Set(within);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const node of [...left]) if (!isBlocked(cuts, node, left)) left.delete(node);
  }
  return left;
}

function isMinimal(cuts: Cuts, members: ReadonlySet<number>): boolean {
  return [...members].every(
    (node) => largestCircle(cuts, new Set([...members].filter((each) => each !== node))).size === 0,
  );
}
