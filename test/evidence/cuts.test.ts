import { describe, expect, test } from 'vitest';
import { turningCuts, turningWordsIn } from '../../src/evidence/cuts.ts';
import { matchQuote } from '../../src/evidence/match.ts';
import { prepareSnapshot } from '../../src/evidence/snapshot.ts';

function cuts(quote: string, source: string) {
  const match = matchQuote({ text: quote }, prepareSnapshot(source));
  if (match.state !== 'verified') throw new Error(match.state);
  return match.cuts;
}
const drops = (quote: string, source: string) => turningCuts(cuts(quote, source)).flatMap((cut) => cut.drops);

describe('a cut that can turn the meaning round', () => {
  test.each([
    ['not', 'We will [...] join', 'We will not, for now, join', ['not']],
    ['a contraction', 'We [...] join', 'We won’t ever join', ["won't"]],
    ['cannot', 'We … join', 'We cannot join', ['cannot']],
    ['never', 'We have [...] refused', 'We have never once refused', ['never']],
    ['if, at the end', 'We will join [...] the force', 'We will join, if asked, the force', ['if']],
    ['unless, in capitals', 'It is late … to join', 'It is late, UNLESS asked, to join', ['UNLESS']],
    ['only', 'We will join [...] in May', 'We will join only in May', ['only']],
    ['until', 'We wait [...] in Baku', 'We wait until May in Baku', ['until']],
    ['several', 'We will [...] join', 'We will not, unless asked, join', ['not', 'unless']],
    ['a phrase', 'We join [...] in May', 'We join as long as they pay in May', ['as long as']],
    [
      'the end of the first sentence',
      'We will join [...]. It is late.',
      'We will join if asked. Now it is late. It is late.',
      ['if'],
    ],
    [
      'the start of the last sentence',
      'We came. [...] they stay.',
      'We came. It rained. Unless paid they stay.',
      ['Unless'],
    ],
    ['after an abbreviation', 'We told Gen. [...] to join', 'We told Gen. Haftar not to join', ['not']],
    ['an ellipsis at the end', 'We will join…', 'We will join only if asked. It is late.', ['only', 'if']],
    ['an ellipsis at the start', '[...] they stay', 'It rained. Unless paid, they stay.', ['Unless']],
    ['a bracket over it', 'We will [gladly] join', 'We will not join', ['not']],
    ['a bracket after it', 'whether we will join or [gladly]', 'whether we will join or not', ['not']],
  ])('is flagged: %s', (_, quote, source, expected) => expect(drops(quote, source)).toEqual(expected));

  test("is flagged when the editor's bracket adds it", () => {
    expect(turningCuts(cuts('We will [not] join the force', 'We will join the force'))).toMatchObject([
      { kind: 'bracket', drops: [], adds: ['not'] },
    ]);
  });
});

describe('a cut that cannot', () => {
  test.each([
    ['leaves out harmless words', 'We will [...] join', 'We will of course join'],
    ['leaves out whole sentences', 'We came. [...] We left.', 'We came. We did not stay. We left.'],
    [
      'leaves out a negation of the sentences between',
      'We came [...] to May. We left.',
      'We came in April. It was not warm. Some stayed to May. We left.',
    ],
    ["is the source's own ellipsis, beside another cut", 'We … will join [...] May', 'We … will join the force in May'],
    ['is no cut: the quote ends before the negation', 'We will', 'We will not join'],
    ['holds "not" only inside a word', 'We took [...] of it', 'We took another notice of it'],
    ['leaves out a number', 'Resolution [...] stands', 'Resolution No. 2803 stands'],
    ['replaces the negation by the same word', 'We will [not ever] join', 'We will not join'],
  ])('is not flagged: it %s', (_, quote, source) => expect(drops(quote, source)).toEqual([]));
});

test('a cut tells when the quote goes on in another paragraph', () => {
  expect(cuts('We will [...] it is late', 'We will join.\n\nRabat: it is late')).toMatchObject([
    { leavesParagraph: true },
  ]);
  expect(cuts('We will [...] it is late', 'We will join.\nRabat: it is late')).toMatchObject([
    { leavesParagraph: false },
  ]);
});

test('cuts are placed in the source', () => {
  const source = '😀 We will not,\r\nfor now, join';
  const [cut] = cuts('We will [...] join', source);
  expect([...source].slice(cut?.start, cut?.end).join('')).toBe('not,\r\nfor now,');
});

test('the words that turn a sentence round', () => {
  expect(turningWordsIn("No. 5 says: no, don't; nor can it, lest CANNOT be another knot. On condition")).toEqual([
    'no',
    "don't",
    'nor',
    'lest',
    'CANNOT',
    'On condition',
  ]);
});
