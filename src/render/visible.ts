import { isNarrow } from './width.ts';

/** Joiners between letters, digits or emoji: Persian, Hindi and families need them. */
const joined = String.raw`(?<=[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])[\u200c\u200d](?=[\p{L}\p{M}\p{Extended_Pictographic}])`;
/** Variation selectors after what they vary. */
const varied = String.raw`(?<=[\p{Emoji}\p{So}\p{Sm}\p{Script=Han}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`;
/**
 * What a reader cannot see, or what reorders what he sees: controls, lone surrogates, line and paragraph separators, and all that
 * Unicode calls default-ignorable (bidi controls, zero-width characters, soft hyphen, tags), but for the two above. They are looked
 * at last, behind a character already found; looked for first, they would be at every character.
 */
const hidden = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb](?<!${joined}|${varied})`;

/** The text with every hidden character written as \u{...}: safe to print, and nothing in it can deceive. Line breaks count as hidden. */
export function visible(text: string): string {
  return escapeHidden(text, escaped);
}

/** The text with every hidden character replaced by what `replacement` makes of it and of its offset. */
export function escapeHidden(text: string, replacement: (character: string, at: number) => string): string {
  // Compiling the expression takes 3 ms, which most texts need not spend.
  return isNarrow(text) ? text : text.replace(new RegExp(hidden, 'gu'), replacement);
}

/** `visible`, with offsets into the text (ascending) moved to where they point afterwards. */
export function visibleAt(text: string, offsets: readonly number[]): { text: string; offsets: readonly number[] } {
  if (isNarrow(text)) return { text, offsets };
  const moved: number[] = [];
  let growth = 0;
  const whole = escapeHidden(text, (character, at) => {
    for (let offset = offsets[moved.length]; offset !== undefined && offset <= at; offset = offsets[moved.length]) {
      moved.push(offset + growth);
    }
    const shown = escaped(character);
    growth += shown.length - character.length;
    return shown;
  });
  return { text: whole, offsets: [...moved, ...offsets.slice(moved.length).map((offset) => offset + growth)] };
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
