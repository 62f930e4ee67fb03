import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/source/text.ts';
import { runs } from '../runs.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The longest beginning that is UTF-8 and whole characters, found the slow way. */
function goodPart(bytes: Uint8Array): string {
  for (let length = bytes.length; ; length--) {
    try {
      return strict.decode(bytes.subarray(0, length));
    } catch {
      // Not yet.
    }
  }
}

describe('bytes that are no text', () => {
  const piece = fc.oneof(
    fc.constantFrom('a', 'é', '中', '😀', '\n', '\r\n').map((text) => [...Buffer.from(text)]),
    fc.constantFrom([0xff], [0xc3], [0xe4, 0xb8], [0xf0, 0x9f, 0x98], [0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80]),
  );

  test('are refused where the first of them stands', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const bytes = Buffer.from(pieces.flat());
        if (bytes[0] === 0xff) return;
        const good = goodPart(bytes);
        const decoded = decode(bytes);
        expect(decoded.ok).toBe(Buffer.byteLength(good) === bytes.length);
        if (decoded.ok) expect(decoded.text).toBe(good);
        else {
          expect(decoded.text.slice(0, decoded.offset)).toBe(good);
          expect(decoded.message).toBe(`byte 0x${bytes[Buffer.byteLength(good)]?.toString(16)} is not UTF-8`);
        }
      }),
      { numRuns: runs(2000), seed: 20251206 },
    );
  });

  test.each([
    ['a\0b', 1],
    ['\0', 0],
    ['\ufeffé😀\0', 3],
    ['UTF-16 without a mark: \0', 23],
  ])('NUL in %j is at %d', (text, offset) => {
    expect(decode(Buffer.from(text))).toMatchObject({ ok: false, offset, message: 'this file has a NUL byte' });
  });

  test('UTF-16 is called by its name', () => {
    const little = Buffer.from('\ufeffactors: []', 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()])
      expect(decode(bytes)).toMatchObject({ ok: false, message: 'this file is UTF-16, not UTF-8' });
  });
});

test('one byte order mark is passed over, and only at the start', () => {
  expect(decode(Buffer.from('\ufeffa'))).toEqual({ ok: true, text: 'a' });
  expect(decode(Buffer.from('a\ufeff'))).toEqual({ ok: true, text: 'a\ufeff' });
  expect(decode(Buffer.from(''))).toEqual({ ok: true, text: '' });
});
