/** A stretch of a quote that has to stand in the source word for word. */
export interface Part {
  readonly text: string;
  /** The first letter's case is the editor's: `[T]he`. */
  readonly anyCase: boolean;
}

/**
 * What the editor put between two parts: an `ellipsis` for left-out words, a `bracket` in place of few words or none, or an
 * `ending` and a `capital` (`talk[s]`, `[T]he`), which stand for no word.
 */
export interface Mark {
  readonly kind: 'ellipsis' | 'bracket' | 'ending' | 'capital';
  /** The editor's words, as normalised. */
  readonly words: string;
}

/** A quote as its parts and the marks between them: `marks[i]` stands between `parts[i]` and `parts[i + 1]`. */
export interface Pattern {
  readonly parts: readonly Part[];
  readonly marks: readonly Mark[];
  readonly leading: Mark | null;
  readonly trailing: Mark | null;
}

/** How many words of the source an editor's `[text]` may stand for; more want an ellipsis. */
export const maxReplacedWords = 5;

/** How many such brackets a quote may hold; one with more is no longer anyone's words, and each multiplies the ways to match. */
export const maxBrackets = 12;

const marking = /\[ ?\.\.\. ?\]|\.\.\.(?!\.)|\[(?=[\s.]*[^[\]\s.])([^[\]]*)\]/gu;
const wordChar = /[\p{L}\p{M}\p{N}]/u;
const endings = new Set(['s', 'es', 'd', 'ed', 'ing', "'s"]);

/** A normalised quote that stands in the source just as it is, brackets and dots included. */
export function literal(quote: string): Pattern {
  return { parts: [{ text: quote, anyCase: false }], marks: [], leading: null, trailing: null };
}

/** A normalised quote with its ellipses, or all its marks, read as the editor's, or null when it has none. */
export function parseMarks(quote: string, whose: 'ellipses' | 'all'): Pattern | null {
  const parts: Part[] = [];
  const before: (Mark | null)[] = [];
  let pending: Mark | null = null;
  let text = '';
  let anyCase = false;
  let from = 0;
  const close = () => {
    text = text.trim();
    if (text !== '') {
      parts.push({ text, anyCase });
      before.push(pending);
      pending = null;
    }
    text = '';
    anyCase = false;
  };

  for (const match of quote.matchAll(marking)) {
    const end = match.index + match[0].length;
    text += quote.slice(from, match.index);
    from = end;
    const mark = readMark(match[1], quote[match.index - 1] ?? ' ', quote[end] ?? ' ');
    if (mark === null || (whose === 'ellipses' && mark.kind !== 'ellipsis')) {
      text += match[0];
      continue;
    }
    close();
    pending = merge(pending, mark);
    if (mark.kind === 'capital') {
      text = mark.words;
      anyCase = true;
    }
  }
  text += quote.slice(from);
  close();
  const [leading = null, ...marks] = before;
  if (marks.filter((mark) => mark?.kind === 'bracket').length > maxBrackets) return null;
  if (parts.length === 0 || (parts.length === 1 && !leading && !pending)) return null;
  return { parts, marks: marks.filter((mark) => mark !== null), leading, trailing: pending };
}

/** The quote between its ellipses, as it is written. */
export function splitAtEllipses(quote: string): string[] {
  const stretches: string[] = [];
  let from = 0;
  for (const match of quote.matchAll(marking)) {
    if (match[1] !== undefined) continue;
    stretches.push(quote.slice(from, match.index).trim());
    from = match.index + match[0].length;
  }
  stretches.push(quote.slice(from).trim());
  return stretches.filter((stretch) => stretch !== '');
}

/** Null when the brackets stand inside a word in another way than the customary two: then they are the quote's own letters. */
function readMark(words: string | undefined, before: string, after: string): Mark | null {
  if (words === undefined) return { kind: 'ellipsis', words: '' };
  const [ends, starts] = [wordChar.test(before), wordChar.test(after)];
  if (!ends && !starts) return { kind: 'bracket', words };
  // `[un]acceptable` and `can[not]` would be verified against their opposites.
  if (starts) return !ends && /^\p{L}$/u.test(words) ? { kind: 'capital', words } : null;
  return endings.has(words) ? { kind: 'ending', words } : null;
}

const reach = { ellipsis: 2, bracket: 1, ending: 0, capital: 0 };

/** Two marks with nothing between them are one, as far-reaching as the farther. */
function merge(first: Mark | null, second: Mark): Mark {
  if (first === null) return second;
  const kind = reach[first.kind] >= reach[second.kind] ? first.kind : second.kind;
  const words = [first, second].filter((mark) => mark.kind !== 'capital').map((mark) => mark.words);
  return { kind, words: words.join(' ').trim() };
}
