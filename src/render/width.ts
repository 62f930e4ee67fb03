/** The columns that a text takes on a terminal. */
export type Measure = (text: string) => number;

/** Anything but printable characters that are one column wide, whatever stands beside them: Latin, Greek, Cyrillic, Hebrew and Arabic letters, typographic punctuation, currencies, rules. */
const beyondNarrow =
  /[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u1e00-\u1fff\u2010-\u2027\u2030-\u203b\u20a0-\u20c0\u2190-\u2193\u2500-\u257f]/;

/** Whether every character is visible and one column wide, so that the length is the width. */
export function isNarrow(text: string): boolean {
  return !beyondNarrow.test(text);
}

/** A measure that is right for the given text and every part of it. */
export async function measureFor(text: string): Promise<Measure> {
  if (isNarrow(text)) return (part) => part.length;
  // string-width takes 50 ms to load and 30 ms for its first answer: only what needs it pays for it.
  const { default: stringWidth } = await import('string-width');
  return (part) => {
    if (isNarrow(part)) return part.length;
    return pieces(part).reduce((width, piece) => width + stringWidth(piece), 0);
  };
}

/**
 * The text in pieces that Intl.Segmenter can take, whose time grows with the square of the length: 23 s for 80,000 characters. What
 * a terminal shows as one character may fall apart at a cut, which is a column too many in a thousand.
 */
export function pieces(text: string): readonly string[] {
  return text.length <= 1000 ? [text] : (text.match(/.{1,1000}/gsu) ?? []);
}
