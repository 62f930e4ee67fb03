import type { Rule } from './rule.ts';

export const editedQuote: Rule = {
  id: 'edited-quote',
  description: 'a direct quote says what it said, and names the source that it named, when it was verified',
  severity: 'error',
  leavesIn: true,
  *check(corpus) {
    for (const { state, row, quote, entry } of corpus.locked()) {
      if (state !== 'changed' || row === null) continue;
      const record = corpus.find('quotes', quote)?.record;
      if (!record) continue;
      const moved = record.source !== entry.source;
      yield {
        row,
        path: [moved ? 'source' : 'text'],
        message: moved
          ? `this quote was verified on ${entry.verified} in the source "${entry.source}", not in this one`
          : `this is not the text that was verified on ${entry.verified}`,
        hint: 'put back what was there, or compare it with the source: isf verify --snapshots',
      };
    }
  },
};
