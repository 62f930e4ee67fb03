/**
 * All inclusion-minimal sets of conditions that satisfy enough actors, smallest first.
 *
 * Each actor is a monotone CNF (of each of its terms one condition must be chosen) with a weight; a set is enough where the weights of
 * the satisfied actors reach the target: the prime implicants of a threshold over monotone CNFs. With one actor these are the minimal
 * hitting sets of Reiter (A Theory of Diagnosis from First Principles, Artificial Intelligence 32, 1987). Sizes are tried in turn
 * (iterative deepening), each by depth-first branch and bound: take the most promising condition, then rule it out, so that no set is
 * reached twice. The bound is the fractional one of Dantzig for knapsacks (Operations Research 5, 1957): an actor that still needs n
 * conditions gives each of them at most 1/n of its weight, so what r more conditions gain is at most the sum of the r largest shares.
 * A branch ends too where a chosen condition is no longer critical to any term, as in Murakami and Uno (Discrete Applied Mathematics
 * 170, 2014).
 */

export interface Seeker {
  readonly weight: number;
  /** Of each term, one condition (an index) is needed; no term is empty. */
  readonly terms: readonly (readonly number[])[];
}

export interface Search {
  readonly seekers: readonly Seeker[];
  readonly conditions: number;
  /** The weight that is enough. */
  readonly target: number;
  readonly maxSize: number;
  /** Units of work, ten to twenty nanoseconds each, after which the search stops: counted, not timed, so that the same data give the same answer. */
  readonly maxWork: number;
  /** The most sets to find. */
  readonly maxSets: number;
}

export interface Sets {
  /** Each in ascending order of its conditions; smaller sets first. */
  readonly sets: readonly (readonly number[])[];
  /** Why there may be more: larger sets were not asked for, or the search was given up. */
  readonly cut: 'size' | 'work' | 'sets' | null;
  /** Every minimal set of up to this many conditions is among `sets`. */
  readonly completeTo: number;
  /** True where not even all conditions together are enough. */
  readonly impossible: boolean;
}

export function minimalSets(search: Search): Sets {
  const { seekers, conditions, target, maxSize } = search;
  if (target <= 0) return { sets: [[]], cut: null, completeTo: conditions, impossible: false };
  if (seekers.reduce((sum, { weight }) => sum + weight, 0) < target)
    return { sets: [], cut: null, completeTo: conditions, impossible: true };
  const board = new Board(search);
  for (let size = 1; size <= Math.min(maxSize, conditions); size++) {
    const ended = board.searchSize(size);
    if (ended === 'work' || ended === 'sets')
      return { sets: board.found, cut: ended, completeTo: size - 1, impossible: false };
    if (ended === 'all') return { sets: board.found, cut: null, completeTo: conditions, impossible: false };
  }
  return {
    sets: board.found,
    cut: maxSize < conditions ? 'size' : null,
    completeTo: Math.min(maxSize, conditions),
    impossible: false,
  };
}

/** A set that is enough and of which nothing can be left out, not always a smallest one; undefined where there is none. */
export function someMinimalSet({ seekers, conditions, target }: Search): number[] | undefined {
  const kept = new Set(Array.from({ length: conditions }, (_, condition) => condition));
  const isEnough = () =>
    seekers.reduce(
      (sum, { weight, terms }) => sum + (terms.every((term) => term.some((each) => kept.has(each))) ? weight : 0),
      0,
    ) >= target;
  if (!isEnough()) return undefined;
  const wanted = new Int32Array(conditions);
  for (const { terms } of seekers)
    for (const term of terms) for (const each of term) wanted[each] = at(wanted, each) + 1;
  for (const condition of [...kept].sort((a, b) => at(wanted, a) - at(wanted, b) || a - b)) {
    kept.delete(condition);
    if (!isEnough()) kept.add(condition);
  }
  return [...kept];
}

/** Typed arrays are read in range only. */
function at(array: Int32Array | Float64Array, index: number): number {
  return array[index] as number;
}

/** Sums of shares are compared with whole weights: what rounding may cost. */
const slack = 1e-6;

/** The state of the search: what is chosen and ruled out, and what that leaves of each term and seeker. */
class Board {
  readonly found: number[][] = [];
  private readonly search: Search;
  /** Terms of all seekers in one row: their conditions, their seekers, and whether they are of the seeker's core. */
  private readonly termConditions: readonly (readonly number[])[];
  private readonly termSeeker: Int32Array;
  private readonly isCore: readonly boolean[];
  private readonly termsOfSeeker: readonly (readonly number[])[];
  private readonly termsWith: readonly (readonly number[])[];
  private readonly weight: Float64Array;
  /** Of each term: how many of its conditions are chosen, and how many are not ruled out. */
  private readonly chosenIn: Int32Array;
  private readonly leftIn: Int32Array;
  /** Of each seeker: terms without a chosen condition, those of them in its core, and terms that can no longer be met. */
  private readonly unmet: Int32Array;
  private readonly unmetCore: Int32Array;
  private readonly lost: Int32Array;
  private readonly ruledOut: Int32Array;
  /** By how many conditions may still be chosen, made when first so many may. */
  private readonly shares: Float64Array[];
  private readonly mostRoom: number;
  private readonly chosen: number[] = [];
  private readonly sorting: Float64Array;
  /** The weight of the seekers that are satisfied, and of those that are or still can be. */
  private gained = 0;
  private reach: number;
  private work = 0;
  /** A condition without which the target can no longer be reached, or -1. */
  private forced = -1;
  private isLimited = false;

  constructor(search: Search) {
    this.search = search;
    const { seekers, conditions } = search;
    const rows = seekers.flatMap(({ terms }, seeker) => {
      const core = disjoint(terms);
      return terms.map((term, index) => ({ term: [...new Set(term)], seeker, isCore: core.has(index) }));
    });
    this.termConditions = rows.map(({ term }) => term);
    this.termSeeker = Int32Array.from(rows, ({ seeker }) => seeker);
    this.isCore = rows.map(({ isCore }) => isCore);
    this.termsOfSeeker = seekers.map((_, seeker) => rows.flatMap((row, term) => (row.seeker === seeker ? [term] : [])));
    const termsWith: number[][] = Array.from({ length: conditions }, () => []);
    for (const [term, row] of rows.entries()) for (const condition of row.term) termsWith[condition]?.push(term);
    this.termsWith = termsWith;
    this.weight = Float64Array.from(seekers, ({ weight }) => weight);
    this.chosenIn = new Int32Array(rows.length);
    this.leftIn = Int32Array.from(rows, ({ term }) => term.length);
    this.unmet = Int32Array.from(this.termsOfSeeker, (terms) => terms.length);
    this.unmetCore = Int32Array.from(this.termsOfSeeker, (terms) => terms.filter((term) => this.isCore[term]).length);
    this.lost = new Int32Array(seekers.length);
    this.ruledOut = new Int32Array(conditions);
    this.reach = seekers.reduce((sum, { weight }) => sum + weight, 0);
    this.sorting = new Float64Array(conditions);
    this.mostRoom = Math.min(search.maxSize, conditions);
    this.shares = [];
  }

  /** Finds the minimal sets of exactly this size: `all` where there can be no larger ones. */
  searchSize(size: number): 'all' | 'done' | 'work' | 'sets' {
    this.isLimited = false;
    const ended = this.extend(size);
    return ended ?? (this.isLimited ? 'done' : 'all');
  }

  /** Looks for the sets that hold what is chosen, nothing ruled out, and `room` conditions more. */
  private extend(room: number): 'work' | 'sets' | undefined {
    if (room > this.mostRoom) return undefined;
    this.shares[room] ??= new Float64Array(this.sorting.length);
    const shares = this.shares[room];
    const out: number[] = [];
    let ended: 'work' | 'sets' | undefined;
    while (ended === undefined && this.share(shares, room)) {
      if (room === 1) {
        ended = this.finish(shares);
        break;
      }
      const best = this.forced === -1 ? largest(shares) : this.forced;
      ended = this.take(best, room);
      this.ruleOut(best, 1);
      out.push(best);
    }
    while (out.length > 0) this.ruleOut(out.pop() as number, -1);
    return ended;
  }

  /** Of each condition the most that it may contribute; false where `room` of them cannot reach the target. */
  private share(shares: Float64Array, room: number): boolean {
    const { target } = this.search;
    if (this.reach < target) return false;
    shares.fill(0);
    this.forced = -1;
    this.work += this.weight.length + shares.length;
    for (let seeker = 0; seeker < this.weight.length; seeker++) {
      if (at(this.unmet, seeker) === 0 || at(this.lost, seeker) > 0) continue;
      const weight = at(this.weight, seeker);
      const core = at(this.unmetCore, seeker);
      const isNeeded = this.reach - weight < target;
      if (core > room) {
        if (!isNeeded) continue;
        this.isLimited = true;
        return false;
      }
      let isShared = false;
      for (const term of this.termsOfSeeker[seeker] as readonly number[]) {
        if (at(this.chosenIn, term) > 0) continue;
        if (isNeeded && at(this.leftIn, term) === 1) this.forced = this.lastOf(term);
        if (core === 0 ? isShared : !this.isCore[term]) continue;
        isShared = true;
        const conditions = this.termConditions[term] as readonly number[];
        this.work += conditions.length;
        for (const condition of conditions)
          if (at(this.ruledOut, condition) === 0)
            shares[condition] = at(shares, condition) + weight / Math.max(1, core);
      }
    }
    const isWithin = this.sumOfLargest(shares, room) >= target - this.gained - slack;
    if (!isWithin || room === 1) this.isLimited = true;
    return isWithin;
  }

  private lastOf(term: number): number {
    const conditions = this.termConditions[term] as readonly number[];
    return conditions.find((condition) => at(this.ruledOut, condition) === 0) as number;
  }

  private sumOfLargest(shares: Float64Array, count: number): number {
    if (count === 1) return at(shares, largest(shares));
    let filled = 0;
    let sum = 0;
    for (let index = 0; index < shares.length; index++) {
      const share = at(shares, index);
      if (share === 0) continue;
      this.sorting[filled++] = share;
      sum += share;
    }
    if (filled <= count) return sum;
    this.work += 4 * filled;
    const sorted = this.sorting.subarray(0, filled).sort();
    sum = 0;
    for (let index = filled - count; index < filled; index++) sum += at(sorted, index);
    return sum;
  }

  private take(condition: number, room: number): 'work' | 'sets' | undefined {
    if (this.work > this.search.maxWork) return 'work';
    this.choose(condition, 1);
    // Where the target is reached with room to spare, every larger set is no longer minimal.
    const ended = this.gained >= this.search.target || !this.isCritical() ? undefined : this.extend(room - 1);
    this.choose(condition, -1);
    return ended;
  }

  /** Tries each condition as the last one. */
  private finish(shares: Float64Array): 'work' | 'sets' | undefined {
    const missing = this.search.target - this.gained - slack;
    for (let condition = 0; condition < shares.length; condition++) {
      if (at(shares, condition) < missing) continue;
      if (this.work > this.search.maxWork) return 'work';
      this.choose(condition, 1);
      const isFound = this.gained >= this.search.target && this.isMinimal();
      if (isFound) this.found.push([...this.chosen].sort((a, b) => a - b));
      this.choose(condition, -1);
      if (isFound && this.found.length >= this.search.maxSets) return 'sets';
    }
    return undefined;
  }

  private choose(condition: number, step: 1 | -1): void {
    const terms = this.termsWith[condition] as readonly number[];
    this.work += terms.length;
    for (const term of terms) {
      const before = at(this.chosenIn, term);
      this.chosenIn[term] = before + step;
      if (before !== (step === 1 ? 0 : 1)) continue;
      const seeker = at(this.termSeeker, term);
      if (step === -1 && at(this.unmet, seeker) === 0) this.gained -= at(this.weight, seeker);
      this.unmet[seeker] = at(this.unmet, seeker) - step;
      if (this.isCore[term]) this.unmetCore[seeker] = at(this.unmetCore, seeker) - step;
      if (step === 1 && at(this.unmet, seeker) === 0) this.gained += at(this.weight, seeker);
    }
    if (step === 1) this.chosen.push(condition);
    else this.chosen.pop();
  }

  private ruleOut(condition: number, step: 1 | -1): void {
    this.ruledOut[condition] = step === 1 ? 1 : 0;
    for (const term of this.termsWith[condition] as readonly number[]) {
      const before = at(this.leftIn, term);
      this.leftIn[term] = before - step;
      // A term with a chosen condition needs none of those that are left.
      if (at(this.chosenIn, term) > 0 || before !== (step === 1 ? 1 : 0)) continue;
      const seeker = at(this.termSeeker, term);
      const lost = at(this.lost, seeker);
      this.lost[seeker] = lost + step;
      if (lost === (step === 1 ? 0 : 1)) this.reach -= step * at(this.weight, seeker);
    }
  }

  /** True while each chosen condition is the only one chosen for some term of a seeker that can still be satisfied. */
  private isCritical(): boolean {
    return this.chosen.every((condition) => {
      const terms = this.termsWith[condition] as readonly number[];
      this.work += terms.length;
      return terms.some((term) => at(this.chosenIn, term) === 1 && at(this.lost, at(this.termSeeker, term)) === 0);
    });
  }

  /** True where the chosen conditions are enough and without any one of them are not. */
  private isMinimal(): boolean {
    return this.chosen.every((condition) => {
      const losing = new Set<number>();
      const terms = this.termsWith[condition] as readonly number[];
      this.work += 4 * terms.length;
      for (const term of terms) {
        const seeker = at(this.termSeeker, term);
        if (at(this.chosenIn, term) === 1 && at(this.unmet, seeker) === 0) losing.add(seeker);
      }
      let loss = 0;
      for (const seeker of losing) loss += at(this.weight, seeker);
      return this.gained - loss < this.search.target;
    });
  }
}

/** A greedy choice of terms that share no condition, shortest first: each needs a condition of its own. */
function disjoint(terms: readonly (readonly number[])[]): Set<number> {
  const core = new Set<number>();
  const used = new Set<number>();
  const order = terms.map((term, index) => ({ term, index })).sort((a, b) => a.term.length - b.term.length);
  for (const { term, index } of order) {
    if (term.some((condition) => used.has(condition))) continue;
    core.add(index);
    for (const condition of term) used.add(condition);
  }
  return core;
}

function largest(shares: Float64Array): number {
  let best = 0;
  for (let index = 1; index < shares.length; index++) if (at(shares, index) > at(shares, best)) best = index;
  return best;
}
