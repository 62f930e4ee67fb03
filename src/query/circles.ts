/**
 * Minimal circles in an AND/OR graph of waiting: sets of nodes that keep each other waiting, none of which does so without the others.
 * In the terms of wait-for graphs (Knapp, Deadlock Detection in Distributed Databases, ACM Computing Surveys 19, 1987): a node waits
 * for all of several things (AND), each of which one or the other may bring about (OR). A strongly connected component is not enough
 * for a deadlock; a set of nodes is one where each is blocked as long as the others are.
 *
 * A minimal circle is strongly connected all the same: choose a cut within it for each of its nodes, and the nodes that can be reached
 * from one of them are a circle themselves. So each component is searched alone, for the circles with its first node; then what is left
 * of it without that node, as Johnson does (Finding All the Elementary Circuits of a Directed Graph, SIAM Journal on Computing 4, 1975).
 * Sizes are tried in turn (iterative deepening), so that a search that is given up has found the small ones.
 */

/** Of each node, the cuts: sets of nodes that keep it waiting as long as none of them acts. An empty cut is none. */
export type Cuts = readonly (readonly (readonly number[])[])[];

/** What a search may cost. */
export interface Limits {
  /** Sets of nodes looked at: counted, not timed, so that the same data give the same answer. */
  readonly maxSteps: number;
  readonly maxCircles: number;
}

export interface Circles {
  /** Each in ascending order; smaller ones first. */
  readonly circles: readonly (readonly number[])[];
  /** False where the search was given up, and there may be more. */
  readonly complete: boolean;
  /** Every circle of up to this many nodes is among `circles`. */
  readonly completeTo: number;
}

/** Every inclusion-minimal set of nodes of which each has a cut within the set, as far as the limits go. */
export function minimalCircles(cuts: Cuts, { maxSteps, maxCircles }: Limits): Circles {
  const fields = fieldsOf(cuts);
  const found = new Map<string, readonly number[]>();
  let steps = 0;
  const isGivenUp = () => steps > maxSteps || found.size >= maxCircles;

  /** Finds the circles of one size in a field; answers with the least size that a larger one may have. */
  const searchSize = (field: Field, size: number): number => {
    let larger = Infinity;
    const grow = (members: readonly number[], waiting: readonly number[]): void => {
      if (isGivenUp()) return;
      steps++;
      const [node] = waiting;
      if (node === undefined) {
        if (members.length === size && isMinimal(cuts, members)) {
          const circle = [...members].sort((a, b) => a - b);
          found.set(circle.join(' '), circle);
        }
        return;
      }
      for (const cut of cuts[node] ?? []) {
        if (cut.length === 0 || !cut.every((each) => field.wayBack.has(each))) continue;
        const added = cut.filter((each) => !members.includes(each));
        const least = leastSize(field, members, added);
        if (least > size) {
          larger = Math.min(larger, least);
          continue;
        }
        const next = new Set([...members, ...added]);
        const left = [...waiting, ...added].filter((each) => !isBlocked(cuts, each, next));
        // What holds a smaller circle grows into no minimal one.
        if (left.length > 0 && largestCircle(cuts, next).size > 0) continue;
        grow([...next], left);
      }
    };
    grow([field.root], isBlocked(cuts, field.root, new Set([field.root])) ? [] : [field.root]);
    return larger;
  };

  let size = 1;
  while (size !== Infinity) {
    const larger = fields.map((field) => (field.wayBack.size < size ? Infinity : searchSize(field, size)));
    if (isGivenUp()) return { circles: inOrder(found.values()), complete: false, completeTo: size - 1 };
    size = Math.min(Infinity, ...larger.filter((least) => least > size));
  }
  return { circles: inOrder(found.values()), complete: true, completeTo: cuts.length };
}

/** A part of the graph in which every circle with its root lies. */
interface Field {
  readonly root: number;
  /** Its nodes, each with how many steps lead from it to the root. */
  readonly wayBack: ReadonlyMap<number, number>;
  /** True where every cut is of one node, so that a circle is one path and back. */
  readonly isPlain: boolean;
}

/** The fewest nodes of a circle with these members, among them the root, and those added. */
function leastSize(
  { wayBack, isPlain }: Field,
  members: readonly number[],
  [added, ...more]: readonly number[],
): number {
  if (added === undefined) return members.length;
  return members.length + (isPlain ? (wayBack.get(added) ?? Infinity) : 1 + more.length);
}

/** A field for each node that any circle can have; its circles with nodes whose fields come before are in those. */
function fieldsOf(cuts: Cuts): Field[] {
  const fields: Field[] = [];
  const pending = components(cuts, new Set(cuts.keys()));
  for (let nodes = pending.pop(); nodes; nodes = pending.pop()) {
    const root = Math.min(...nodes);
    const within = [...nodes].flatMap((node) => usable(cuts, node, nodes));
    fields.push({ root, wayBack: stepsTo(root, cuts, nodes), isPlain: within.every((cut) => cut.length === 1) });
    nodes.delete(root);
    pending.push(...components(cuts, nodes));
  }
  return fields;
}

/** The strongly connected parts in which each node has a cut: every circle lies in one of them. */
function components(cuts: Cuts, within: ReadonlySet<number>): Set<number>[] {
  const found: Set<number>[] = [];
  const pending = [within];
  for (let nodes = pending.pop(); nodes; nodes = pending.pop()) {
    const left = largestCircle(cuts, nodes);
    const [first] = left;
    if (first === undefined) continue;
    const back = stepsTo(first, cuts, left);
    const forth = reachedFrom(first, cuts, left);
    const component = new Set([...left].filter((node) => back.has(node) && forth.has(node)));
    if (component.size === left.size) found.push(component);
    else pending.push(component, new Set([...left].filter((node) => !component.has(node))));
  }
  return found;
}

function usable(cuts: Cuts, node: number, within: ReadonlySet<number>): (readonly number[])[] {
  return (cuts[node] ?? []).filter((cut) => cut.length > 0 && cut.every((each) => within.has(each)));
}

function reachedFrom(node: number, cuts: Cuts, within: ReadonlySet<number>): Set<number> {
  const reached = new Set([node]);
  for (const each of reached) for (const next of usable(cuts, each, within).flat()) reached.add(next);
  return reached;
}

/** How many steps lead to a node, from every node from which any do. */
function stepsTo(target: number, cuts: Cuts, within: ReadonlySet<number>): Map<number, number> {
  const before = new Map<number, number[]>();
  for (const node of within)
    for (const next of usable(cuts, node, within).flat()) before.set(next, [...(before.get(next) ?? []), node]);
  const steps = new Map([[target, 0]]);
  for (const [node, count] of steps)
    for (const earlier of before.get(node) ?? []) if (!steps.has(earlier)) steps.set(earlier, count + 1);
  return steps;
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

function isMinimal(cuts: Cuts, members: readonly number[]): boolean {
  return members.every((node) => largestCircle(cuts, new Set(members.filter((each) => each !== node))).size === 0);
}

function inOrder(circles: Iterable<readonly number[]>): (readonly number[])[] {
  return [...circles].sort((a, b) => {
    const at = a.findIndex((node, index) => node !== b[index]);
    return a.length - b.length || (a[at] ?? 0) - (b[at] ?? 0);
  });
}
