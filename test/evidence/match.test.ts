import { describe, expect, test } from 'vitest';
import { matchQuote, maxStarts, type TextQuote } from '../../src/evidence/match.ts';
import { prepareSnapshot } from '../../src/evidence/snapshot.ts';

function match(quote: string | TextQuote, source: string) {
  return matchQuote(typeof quote === 'string' ? { text: quote } : quote, prepareSnapshot(source));
}
const state = (quote: string, source: string) => match(quote, source).state;

describe('what stands word for word', () => {
  test('is verified at its place', () => {
    expect(match('will not join', 'He said: “We will not join.”')).toEqual({
      state: 'verified',
      start: 13,
      end: 26,
      segments: [[13, 26]],
      cuts: [],
      inContext: true,
    });
  });

  test.each([
    ['line breaks and runs of space', 'we will join', 'we\r\n\twill \u00a0join'],
    ['white space at the ends', '  we will join\n', 'we will join'],
    ['curly quotes', 'we can\'t "join"', 'we can’t “join”'],
    ['dashes', 'a force - any force -- is late', 'a force – any force — is late'],
    ['an ellipsis character', 'we … will', 'we ... will'],
    ['ligatures', 'final offices', 'ﬁnal oﬃces'],
    ['composition', 'Erdog\u0306an', 'Erdoğan'],
    ['zero-width spaces and soft hyphens', 'peacekeeping', 'peace\u00adkeep\u200bing'],
    ['Hebrew quotation marks', 'צה"ל', 'צה״ל'],
    ['Arabic letters from a PDF', 'سلام', 'ﺳﻼﻡ'],
  ])('whatever the typesetting: %s', (_, quote, source) => expect(state(quote, source)).toBe('verified'));

  test.each([
    ['case', 'We will join', 'we will join'],
    ['an accent', 'Erdogan', 'Erdoğan'],
    ['a comma', 'peace-keeping.', 'peace-keeping, he said'],
    ['a space', 'peace - keeping', 'peace-keeping'],
    ['double for single quotation marks', '"two-state"', "'two-state'"],
    ['a zero-width non-joiner, which is spelling', 'میخواهم', 'می\u200cخواهم'],
  ])('and never with a difference: %s', (_, quote, source) => expect(state(quote, source)).toBe('absent'));

  test.each([
    ['a word', 'force', 'enforcement'],
    ['a contraction', 'we can', "we can't"],
    ['a possessive', 'for Azerbaijan', 'for Azerbaijan’s public'],
    ['a number', 'send 20', 'send 20,000 troops'],
    ['a decimal', 'about 3', 'about 3.5'],
    ['a time', 'at 10', 'at 10:30'],
    ['a hyphenated word', 'aligned states', 'non-aligned states'],
    ['an ellipsis', 'We will.', 'We will... not'],
    ['a letter and its mark', 'x', 'x\u0301'],
    ['a surrogate pair', '\ud83d', '😀'],
  ])('and never with a part of %s', (_, quote, source) => expect(state(quote, source)).toBe('absent'));

  test('a dash joins no words', () => expect(state('which is late', 'the force—which is late—')).toBe('verified'));
  test('Chinese has no spaces', () => expect(state('支持两国方案', '他表示中国支持两国方案。')).toBe('verified'));
  test('an empty quote or source holds nothing', () => {
    expect(match(' \n', 'text')).toEqual({ state: 'absent', closest: null });
    expect(match('text', '')).toEqual({ state: 'absent', closest: null });
  });
});

describe('marks', () => {
  test("are the publication's own when they stand there", () => {
    const source = 'comfortably with [that] war now over… There is';
    expect(match('with [that] war now over… There', source)).toMatchObject({
      state: 'verified',
      segments: [[12, 46 - 3]],
    });
  });

  test('an ellipsis leaves words out', () => {
    for (const mark of ['[...]', '[…]', '…', '...', '[ ... ]']) {
      const found = match(`We will ${mark} join the force`, 'We will of course join the force.');
      expect(found, mark).toMatchObject({
        state: 'verified',
        segments: [
          [0, 7],
          [18, 32],
        ],
        cuts: [{ kind: 'ellipsis', start: 8, end: 17 }],
      });
    }
  });

  test.each([
    ['nothing is left out', 'we [...] join', 'we join'],
    ['the parts are out of order', 'join [...] the force', 'the force we join'],
    ['the parts overlap', 'the only force [...] force is late', 'the only force is late'],
    ['it would cut a word', 'can [...] join', "can't join"],
    ['a full stop is added before it', 'join.... We', 'join the force. We'],
  ])('an ellipsis does not help when %s', (_, quote, source) => expect(state(quote, source)).toBe('absent'));

  test.each([
    ['nothing', 'with [the] war over', 'with war over'],
    ['a word', '[Baku] said [Azerbaijan] will join', 'He said it will join'],
    ['five words', 'that [it] will join', 'that the Republic of Azerbaijan itself will join'],
    ['the capital', '[T]he force', 'but the force'],
    ['the capital, after an ellipsis', 'It is late. [...] [T]he force', 'It is late. I say the force'],
    ['an ending', 'he talk[s] to us', 'he talk to us'],
    ["the publication's own, beside an ellipsis", 'with [that] war [...] over', 'with [that] war now over'],
    ["the publication's own, beside the editor's", '[Baku] lives with [that] war', 'He lives with [that] war'],
  ])("an editor's bracket may stand for %s", (_, quote, source) => expect(state(quote, source)).toBe('verified'));

  test.each([
    ['six words', 'that [it] will join', 'that the old Republic of Azerbaijan itself will join'],
    ['the end of a sentence', 'we left [and they] stayed', 'we left. They all stayed'],
    ['a comma', 'with [the] war', 'with, war'],
    ["a bracket of the publication's own", 'with [this] war', 'with [that] war'],
    ['a prefix', 'is [un]acceptable', 'is acceptable'],
    ['a negation', 'we can[not] join', 'we can join'],
    ['another letter', '[M]any', 'any'],
  ])("an editor's bracket never stands for %s", (_, quote, source) => expect(state(quote, source)).toBe('absent'));
});

describe('a quote that stands in several places', () => {
  const source = 'Baku: we will join. Rabat: we will join. Lima: we will join us.';
  test('is ambiguous', () =>
    expect(match('we will join', source)).toEqual({ state: 'ambiguous', starts: [6, 27, 47], count: 3 }));
  test('unless what stands around it decides', () => {
    expect(match({ text: 'we will join', prefix: 'Rabat:' }, source)).toMatchObject({
      state: 'verified',
      start: 27,
      inContext: true,
    });
    expect(match({ text: 'we will join', suffix: 'us' }, source)).toMatchObject({ state: 'verified', start: 47 });
    expect(match({ text: 'we will join', suffix: '. ' }, source)).toEqual({
      state: 'ambiguous',
      starts: [6, 27],
      count: 2,
    });
    expect(match({ text: 'we will join', prefix: 'Accra:' }, source)).toMatchObject({ state: 'ambiguous', count: 3 });
  });
  test('a context that does not fit the only place is told', () => {
    expect(match({ text: 'join us', prefix: 'they' }, source)).toMatchObject({ state: 'verified', inContext: false });
  });
  test('of passages within one another the shortest counts', () => {
    expect(match('we [...] join', 'we say we will join')).toMatchObject({ state: 'verified', start: 7 });
    expect(match('we [...] join', 'we will join, we must join')).toMatchObject({ state: 'ambiguous', starts: [0, 14] });
  });
  test('lists the first starts and counts all', () => {
    const found = match('a', 'a '.repeat(5_000));
    expect(found).toMatchObject({ state: 'ambiguous', count: 5_000 });
    if (found.state === 'ambiguous') expect(found.starts).toHaveLength(maxStarts);
  });
});

describe('the closest passage', () => {
  const source =
    'A first line.\n\nHe said “Baku cannot engage\nin a peace operation”, and left. Another line, on the war.';
  test('stands beside what differs', () => {
    expect(match('Baku can engage in a peace enforcement operation', source)).toEqual({
      state: 'absent',
      closest: {
        start: 24,
        end: 63,
        text: 'Baku cannot engage\nin a peace operation',
        diff: [
          { kind: 'same', text: 'Baku' },
          { kind: 'missing', text: ' cannot' },
          { kind: 'added', text: ' can' },
          { kind: 'same', text: ' engage in a peace' },
          { kind: 'added', text: ' enforcement' },
          { kind: 'same', text: ' operation' },
        ],
      },
    });
  });
  test('holds a changed first or last word', () => {
    expect(match('Rabat cannot engage in a peace treaty', source)).toMatchObject({
      closest: { text: 'Baku cannot engage\nin a peace operation' },
    });
  });
  test('of a quote with ellipses is that of the first part that is nowhere', () => {
    expect(match('He said [...] in the peace operation [...] on the war', source)).toMatchObject({
      closest: { text: 'in a peace operation' },
    });
  });
  test('is not made up', () =>
    expect(match('Nothing of the sort was ever uttered by a minister', source)).toEqual({
      state: 'absent',
      closest: null,
    }));
});

describe('hostile quotes and sources are answered in time linear in the source', () => {
  test.each([
    ['one letter', 'a', 'a ', 'ambiguous'],
    ['one long word', 'a'.repeat(3_000), 'a', 'absent'],
    ['an altered long word', `b${'a'.repeat(3_000)}`, 'a', 'absent'],
    ['a period', `${'a '.repeat(3_000)}b`, 'a ', 'absent'],
    ['ellipses', 'a [...] a [...] b', 'a ', 'absent'],
    ['brackets', 'a [x] a [x] b', 'a ', 'absent'],
    ['many brackets', `${'a [x] '.repeat(500)}b`, 'a ', 'absent'],
    ['many ellipses', `${'a [...] '.repeat(500)}b`, 'a ', 'absent'],
    ['dots', '. … b', '.', 'absent'],
    ['opening brackets', '[a [...] b', '[', 'absent'],
    ['marks', 'a\u0301', '\u0301\u0323', 'absent'],
  ])('%s', (_, quote, unit, answer) => {
    // Quadratic time would run into the limit that every test has.
    expect(state(quote, unit.repeat(300_000 / unit.length))).toBe(answer);
  });
});
