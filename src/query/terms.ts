import { compoundsOf, wordsOf } from '../model/words.ts';

/** One thing asked for: words that stand side by side. */
export interface SearchTerm {
  readonly words: readonly string[];
  /** In quotation marks: no variants. */
  readonly quoted: boolean;
  /** With an asterisk at its end. */
  readonly prefix: boolean;
  /** `peacekeeping` where `peace-keeping` was typed. */
  readonly compound: string | undefined;
}

export interface SearchQuery {
  readonly wanted: readonly SearchTerm[];
  readonly excluded: readonly SearchTerm[];
}

/** Reads what was typed: words, "phrases", -excluded, prefix*. Anything else parts words; a quotation mark left open closes at the end. */
export function readQuery(typed: string): SearchQuery {
  const wanted: SearchTerm[] = [];
  const excluded: SearchTerm[] = [];
  const pattern = /(?<minus>(?<![^\s])-(?=["“\p{L}\p{N}]))?(?:["“”](?<phrase>[^"“”]*)["“”]?|(?<word>[^\s"“”]+))/gu;
  for (const { groups = {} } of typed.matchAll(pattern)) {
    const text = groups.phrase ?? groups.word ?? '';
    const words = wordsOf(text);
    if (words.length === 0) continue;
    const quoted = groups.phrase !== undefined;
    const compounds = quoted ? [] : compoundsOf(words);
    const term = {
      words: words.map(({ word }) => word),
      quoted,
      prefix: !quoted && text.endsWith('*'),
      compound: compounds.length === 1 ? compounds[0] : undefined,
    };
    (groups.minus === undefined ? wanted : excluded).push(term);
  }
  return { wanted, excluded };
}
