import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyLock, formatLock, type Lock, parseLock } from '../../src/evidence/lock.ts';
import { runs } from '../runs.ts';

const slug = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const words = fc.array(fc.constantFrom('not', "won't", 'as long as', 'Unless', 'никогда'), { maxLength: 3 });
const lock: fc.Arbitrary<Lock> = fc
  .record({
    sources: fc.uniqueArray(fc.tuple(slug, hash), { minLength: 1, maxLength: 4, selector: ([id]) => id }),
    quotes: fc.uniqueArray(
      fc.tuple(
        slug,
        fc.record({
          source: fc.nat(),
          hash,
          start: fc.nat(),
          verified: fc.constantFrom('2026-01-31', '2025-12-06'),
          drops: words,
          adds: words,
          leavesParagraph: fc.boolean(),
        }),
      ),
      { minLength: 1, maxLength: 6, selector: ([id]) => id },
    ),
  })
  .map(({ sources, quotes }) => ({
    sources: new Map(sources),
    quotes: new Map(
      quotes.map(([id, entry]) => [id, { ...entry, source: sources[entry.source % sources.length]?.[0] ?? '' }]),
    ),
  }));

test('what is written is read again, and written alike whatever the order', () => {
  fc.assert(
    fc.property(lock, (given) => {
      const text = formatLock(given);
      const parsed = parseLock(text);
      if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
      expect(parsed.lock.quotes).toEqual(given.quotes);
      expect(formatLock(parsed.lock)).toBe(text);
      const turned = { sources: new Map([...given.sources].reverse()), quotes: new Map([...given.quotes].reverse()) };
      expect(formatLock(turned)).toBe(text);
      expect(parseLock(text.replaceAll('\n', '\r\n'))).toEqual(parsed);
    }),
    { seed: 4, numRuns: runs(300) },
  );
});

test('an empty one is a lockfile too', () => {
  expect(parseLock(formatLock(emptyLock))).toMatchObject({ ok: true, lock: emptyLock });
  expect(parseLock('')).toMatchObject({ ok: true, lock: emptyLock });
});

const a = 'a'.repeat(64);
const source = `source gazette sha256:${a}`;
const quote = `quote arc gazette sha256:${a} start:1 verified:2026-01-31`;

describe('what a lockfile must not be', () => {
  test.each([
    ['in conflict', `version 1\n<<<<<<< HEAD\n${source}\n=======\n`, 2, 'this lockfile has a merge conflict'],
    ['in conflict from its first line', `<<<<<<< HEAD\nversion 1\n`, 1, 'this lockfile has a merge conflict'],
    ['of another version', `version 2\n${source}\n`, 1, 'this lockfile is of version 2'],
    ['of no version', `${source}\n`, 1, 'this lockfile does not open with its version'],
    ['cut short', `version 1\n${source}\n${quote.slice(0, -3)}`, 3, 'this is not a line of a lockfile'],
    ['edited', `version 1\n${source}\n${quote} checked\n`, 3, 'this is not a line of a lockfile'],
    ['twice about a quote', `version 1\n${source}\n${quote}\n${quote}\n`, 4, 'the quote "arc" stands here twice'],
    ['twice about a source', `version 1\n${source}\n${source}\n`, 3, 'the source "gazette" stands here twice'],
    ['without a source', `version 1\n${quote}\n`, 2, 'the source "gazette" has no line of its own'],
  ])('%s', (_, text, line, message) => {
    expect(parseLock(text)).toMatchObject({ ok: false, faults: [{ line, message }] });
  });
});
