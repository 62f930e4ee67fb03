import { compareText } from './diagnostic.ts';
import { firstDay } from './edtf.ts';
import { decisionOf } from './holding.ts';
import { type Commitment, undertakingOfCommitment } from './record.ts';
import { type AsOf, counts } from './standing.ts';

type Contribution = NonNullable<Commitment['contribution']>[number];

/** What a stated figure may mean at least and at most; null where that end is not stated. */
export interface Figure {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The ends of a figure: of `about 1,000` both are 1,000, and `up to 1,000` has no lower one. */
export function figureOf(count: Contribution['count']): Figure {
  if (count === undefined) return { lower: null, upper: null };
  if (typeof count === 'number') return { lower: count, upper: count };
  const { min, max, approx } = count;
  return { lower: min ?? approx ?? null, upper: max ?? approx ?? min ?? null };
}

/**
 * The commitment by `asOf` that says what an actor has on the table for an undertaking: the latest with a contribution. One says it
 * whole, so a later one replaces it; a refusal takes it off the table.
 */
export function onTheTable(
  commitments: readonly Commitment[],
  undertaking: string,
  asOf: AsOf,
): Commitment | undefined {
  let offered: Commitment | undefined;
  const dated = commitments
    .filter((commitment) => undertakingOfCommitment(commitment) === undertaking && counts(commitment.date, asOf))
    .sort((a, b) => compareText(firstDay(a.date), firstDay(b.date)) || compareText(a.id, b.id));
  for (const commitment of dated) {
    if (decisionOf(commitment) === 'refused') offered = undefined;
    else if (commitment.contribution) offered = commitment;
  }
  return offered;
}

/** The troops that a commitment puts on the table, at their lower or upper end; `unstated` where a figure leaves that end out, which then counts as none. */
export function troopsOf(
  commitment: Commitment | undefined,
  end: keyof Figure,
): { readonly count: number; readonly unstated: boolean } {
  const figures = (commitment?.contribution ?? [])
    .filter(({ type }) => type === 'troops')
    .map(({ count }) => figureOf(count)[end]);
  return { count: figures.reduce<number>((sum, each) => sum + (each ?? 0), 0), unstated: figures.includes(null) };
}
