import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInside } from '../../src/evidence/boundaries.ts';
import { matchQuote } from '../../src/evidence/match.ts';
import { locate, normalise, prepareSnapshot } from '../../src/evidence/snapshot.ts';
import { runs } from '../runs.ts';

/** The rules of matching over a small alphabet, as plain as they can be said and as slow. */
function bruteForce(quote: string, text: string): { start: number; end: number }[] {
  const cutsWord = (i: number) =>
    (/\w/.test(text[i - 1] ?? '') && /\w/.test(text[i] ?? '')) || (text[i - 1] === '.' && text[i] === '.');
  const sentenceEnds = [...text.matchAll(/(?<=[a-z]{2}\.["')\]]*) (?!["'([]*[a-z])/g)].map((match) => match.index);
  const gapFits = (mark: string, from: number, to: number) => {
    const gap = text.slice(from, to);
    const words = gap.match(/\w+/g) ?? [];
    if (mark === '[...]') return words.length > 0 || gap.includes('...');
    if (gap.trim() === '' || new RegExp(`^ ?\\[${mark.slice(1, -1)}\\] ?$`).test(gap)) return true;
    const crosses = sentenceEnds.some((end) => end > from && end <= to);
    return words.length > 0 && words.length <= 5 && !/[[\]]/.test(gap) && !crosses;
  };
  const read = (pattern: RegExp) => {
    const tokens = quote.split(' ').filter((token) => token !== '');
    const parts: string[][] = [[]];
    const marks: string[] = [''];
    for (const token of tokens) {
      if (!pattern.test(token)) parts.at(-1)?.push(token);
      else if (parts.at(-1)?.length === 0) {
        const both = [marks.at(-1) ?? '', token];
        marks[marks.length - 1] = both.includes('[...]')
          ? '[...]'
          : `[${both
              .map((mark) => mark.replace(/[[\]]/g, ''))
              .join(' ')
              .trim()}]`;
      } else {
        parts.push([]);
        marks.push(token);
      }
    }
    if (parts.at(-1)?.length === 0) parts.pop();
    const texts = parts.map((part) => part.join(' '));
    const found = new Map<string, { start: number; end: number }>();
    const place = (k: number, start: number, from: number) => {
      const part = texts[k];
      if (part === undefined) {
        if (k > 0) found.set(`${start} ${from}`, { start, end: from });
        return;
      }
      for (let at = k === 0 ? 0 : from; at + part.length <= text.length; at++) {
        if (!text.startsWith(part, at) || cutsWord(at) || cutsWord(at + part.length)) continue;
        if (k === 0 || gapFits(marks[k] ?? '', from, at)) place(k + 1, k === 0 ? at : start, at + part.length);
      }
    };
    place(0, 0, 0);
    const all = [...found.values()];
    const holds = (a: { start: number; end: number }, b: { start: number; end: number }) =>
      a !== b && a.start <= b.start && b.end <= a.end;
    return all.filter((one) => !all.some((other) => holds(one, other))).sort((a, b) => a.start - b.start);
  };
  const readings = [/(?!)/, /^\[\.\.\.\]$/, /^\[[^\]]*\]$/].map(read);
  return readings.find((found) => found.length > 0) ?? [];
}

const word = fc.constantFrom('aa', 'bb', 'aa', 'bb', 'not', 'aa.', 'Bb', '"aa"', '[bb]', '...', 'bb,');
const mark = fc.constantFrom('[...]', '[...]', '[bb]', '[xx]');
const textOf = (tokens: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(tokens, { minLength: 1, maxLength }).map((list) => list.join(' '));
const plain = (found: ReturnType<typeof matchQuote>) =>
  found.state === 'verified'
    ? { starts: [found.start], end: found.end }
    : { starts: found.state === 'ambiguous' ? found.starts : [], end: null };

test('finds what a brute-force matcher finds', () => {
  const quote = textOf(fc.oneof(fc.constantFrom('aa', 'bb', 'not', 'Bb', 'aa.'), mark), 6);
  fc.assert(
    fc.property(textOf(word, 16), quote, (text, asked) => {
      const expected = bruteForce(asked, text);
      const starts = expected.map(({ start }) => start);
      const end = expected.length === 1 ? (expected[0]?.end ?? null) : null;
      expect(plain(matchQuote({ text: asked }, prepareSnapshot(text)))).toEqual({ starts, end });
    }),
    { seed: 4, numRuns: runs(3000) },
  );
});

test('what is verified is what the source says at that place', () => {
  const piece = fc.constantFrom(
    'a',
    'É',
    'e\u0301',
    'ﬁ',
    '\u00a0',
    '\r\n',
    '“',
    '—',
    '…',
    '\u00ad',
    '😀',
    '中',
    'n',
    '20,000',
    "can't",
    ' ',
    'ﷺ',
    '한',
    '\u1112\u1161\u11ab',
  );
  const source = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(source, fc.nat(), fc.nat(), (text, a, b) => {
      const snapshot = prepareSnapshot(text);
      const [from, to] = [a % (snapshot.text.length + 1), b % (snapshot.text.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const quote = snapshot.text.slice(from, to).trim();
      const start = snapshot.text.indexOf(quote, from);
      fc.pre(quote !== '' && !isInside(snapshot, start) && !isInside(snapshot, start + quote.length));
      const match = matchQuote({ text: quote }, snapshot);
      expect(match.state).not.toBe('absent');
      if (match.state !== 'verified') return;
      expect(normalise([...text].slice(match.start, match.end).join(''))).toContain(quote);
    }),
    { seed: 4, numRuns: runs(1200) },
  );
});

test('normalising is composing and folding, and doing it twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
      expect(normalise(text.normalize('NFD'))).toBe(normalise(text));
    }),
    { seed: 4, numRuns: runs(1200) },
  );
});

test('the closest passage and its differences read as the quote and as the source', () => {
  const quote = textOf(fc.constantFrom('aa', 'bb', 'cc', 'dd', 'ee,', 'ff.'), 8);
  fc.assert(
    fc.property(textOf(fc.constantFrom('aa', 'bb', 'cc', 'dd', 'ee,', 'ff.', '"gg"'), 30), quote, (text, asked) => {
      const match = matchQuote({ text: asked }, prepareSnapshot(text));
      if (match.state !== 'absent' || match.closest === null) return;
      const { start, end, text: passage, diff } = match.closest;
      const side = (kind: string) =>
        diff
          .filter((part) => part.kind === 'same' || part.kind === kind)
          .map((part) => part.text)
          .join('')
          .trim();
      expect(passage).toBe(text.slice(start, end));
      expect(side('added')).toBe(asked);
      expect(side('missing')).toBe(passage);
    }),
    { seed: 4, numRuns: runs(1200) },
  );
});

test('offsets count code points of the text as it was read', () => {
  const snapshot = prepareSnapshot('😀 😀\r\n\r\nwe can’t e\u0301tat\u00a0🙂 now');
  const at = snapshot.text.indexOf('now');
  expect(locate(snapshot, at, at + 3)).toEqual({ start: 24, end: 27, text: 'now' });
});
