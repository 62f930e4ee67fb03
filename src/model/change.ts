import { type Position, positionKey } from './record.ts';
import { byChange } from './standing.ts';
import { type Stance, strengthRank, strengths } from './vocabulary.ts';

/** How a position differs from the one that it supersedes; `restated` where neither stance nor strength changed. */
export type Change = 'added' | 'hardened' | 'softened' | 'reversed' | 'waived' | 'restated';

/** `before` is the position that stood on the same key, if any. */
export function changeOf(before: Position | undefined, after: Position): Change {
  if (after.stance === 'waives') return 'waived';
  if (!before || before.stance === 'waives') return 'added';
  if (side(before.stance) !== side(after.stance)) return 'reversed';
  const difference = weight(after) - weight(before);
  return difference > 0 ? 'hardened' : difference < 0 ? 'softened' : 'restated';
}

function side(stance: Stance): 'for' | 'against' {
  return stance === 'opposes' ? 'against' : 'for';
}

/** To require is more than to support, and of two demands the stronger weighs more; unjudged strength is the least. */
function weight({ stance, strength }: Position): number {
  const judged = strengths.length - strengthRank(strength);
  return (stance === 'supports' ? 0 : strengths.length + 1) + judged;
}

/** A position, and the one of the same key that it supersedes, if any. */
export interface Step {
  readonly change: Change;
  readonly before: Position | undefined;
  readonly after: Position;
}

/** The history of each key among positions: every position as a step from the one before it, in the order of the changes. */
export function stepsAmong(positions: Iterable<Position>): Step[] {
  const last = new Map<string, Position>();
  return [...positions].sort(byChange).map((after) => {
    const key = positionKey(after);
    const before = last.get(key);
    last.set(key, after);
    return { change: changeOf(before, after), before, after };
  });
}
