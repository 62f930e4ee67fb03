/** How far a quote's wording is proved: `changed` where it is not what was verified; `reported`, a paraphrase, has no wording to prove. */
export type Verification = 'verified' | 'unverified' | 'changed' | 'reported';

/** What isf.lock vouches for: that this text stood word for word in this source. */
export interface LockedQuote {
  readonly source: string;
  /** SHA-256 of the quote's exact text, in hex. */
  readonly hash: string;
  /** Where it starts in the source's text, in code points. */
  readonly start: number;
  /** The day on which it was verified. */
  readonly verified: string;
  /** Negations and conditions that the quote's cuts leave out of a sentence which it keeps in part. */
  readonly drops: readonly string[];
  /** Negations and conditions that the editor's brackets add. */
  readonly adds: readonly string[];
  /** True where a cut runs on into another paragraph. */
  readonly leavesParagraph: boolean;
}

/** An entry of isf.lock held against the data as it is: `changed` where text or source differ, `gone` where there is no such direct quote. */
export interface Proof {
  readonly state: 'verified' | 'changed' | 'gone';
  /** The quote's id in isf.lock, which may be a former one, and now. */
  readonly given: string;
  readonly quote: string;
  /** The entry, its source led to the current id. */
  readonly entry: LockedQuote;
}

/** The words at which a cut can turn the meaning round. */
export function isRisky({ drops, adds, leavesParagraph }: LockedQuote): boolean {
  return drops.length > 0 || adds.length > 0 || leavesParagraph;
}
