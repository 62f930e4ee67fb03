import { isUtf8 } from 'node:buffer';

/** The text of a data file, or why its bytes are not one: `offset` is where in `text`, which has U+FFFD for what could not be read. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly text: string;
      readonly offset: number;
      readonly message: string;
      readonly hint: string;
    };

/** UTF-8 without NUL, with or without a byte order mark. */
export function decode(bytes: Buffer): Decoded {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { ok: false, text: '', offset: 0, message: 'this file is UTF-16, not UTF-8', hint: 'save it as UTF-8' };
  if (!isUtf8(bytes)) {
    const good = validLength(bytes);
    const byte = bytes[good]?.toString(16).padStart(2, '0') ?? '';
    return refuse(
      bytes,
      good,
      `byte 0x${byte} is not UTF-8`,
      'save the file as UTF-8; it may be in a Windows or ISO 8859 encoding',
    );
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) return refuse(bytes, nul, 'this file has a NUL byte', 'remove it; a data file is plain text');
  return { ok: true, text: withoutMark(bytes.toString('utf8')) };
}

function refuse(bytes: Buffer, good: number, message: string, hint: string): Decoded {
  const before = withoutMark(bytes.toString('utf8', 0, good));
  return { ok: false, text: before + bytes.toString('utf8', good), offset: before.length, message, hint };
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** How many leading bytes are whole UTF-8 characters, by halving: a prefix of valid text is valid once it ends on a character. */
function validLength(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, characterStart(bytes, middle)))) good = middle;
    else bad = middle;
  }
  return characterStart(bytes, good);
}

/** The start of the character that a cut at `cut` would split. */
function characterStart(bytes: Buffer, cut: number): number {
  for (let back = 1; back <= 3 && back <= cut; back++) {
    const byte = bytes[cut - back] ?? 0;
    if (byte >= 0xc0) {
      const width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return width > back ? cut - back : cut;
    }
    if (byte < 0x80) return cut;
  }
  return cut;
}
