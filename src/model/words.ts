/** A word of a text: folded for comparison, with the [start, end) that it had there. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** True where it is joined to the word before it, as in `peace-keeping` or `20,000`. */
  readonly joined: boolean;
}

/** Letters that Unicode does not decompose, as people type them without their keys. */
const plainLetters: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

/** Scripts written without spaces: each character is a word of its own, and a query for several is a phrase. */
const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const anyWord = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');

// The pattern for every script takes two milliseconds to compile, which a question in ASCII need not wait for.
const asciiWord = /[A-Za-z0-9]+/g;

/** Most text is ASCII, which is words and case without a table. */
function isAscii(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text);
}

/** A text without case, accents and compatibility forms, whatever the locale. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f\u064b-\u065f\u0670]/g, '')
    .replaceAll(/[ıøłđðþßæœ]/g, (letter) => plainLetters[letter] ?? letter);
}

/** The words of a text in order: runs of letters and digits, folded. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(isAscii(text) ? asciiWord : anyWord)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = words.at(-1);
    words.push({
      word: fold(match[0]),
      start,
      end,
      joined: before?.end === start - 1 && (joins.test(text[start - 1] ?? '') || isThousands(before, match[0], text)),
    });
  }
  return words;
}

const joins = /[-\u2010-\u2012/'’]/;

/** Whether three digits follow a number and its separator, in any country's way of writing it. */
function isThousands(before: Word, word: string, text: string): boolean {
  return /^\d{3}$/.test(word) && /^\d+$/.test(before.word) && /[,.\u00a0\u2009\u202f]/.test(text[before.end] ?? '');
}

/** What hyphens or the separators of a number part, in one word: `peacekeeping` for `peace-keeping`. */
export function compoundsOf(words: readonly Word[]): string[] {
  const compounds: string[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!words[at + 1]?.joined) continue;
    let whole = words[at]?.word ?? '';
    while (words[at + 1]?.joined) whole += words[++at]?.word ?? '';
    compounds.push(whole);
  }
  return compounds;
}

/** The form in which names are compared: folded words with single spaces between. */
export function nameKey(name: string): string {
  return wordsOf(name)
    .map(({ word }) => word)
    .join(' ');
}
