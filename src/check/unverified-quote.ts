import type { Rule } from './rule.ts';

export const unverifiedQuote: Rule = {
  id: 'unverified-quote',
  description: 'a direct quote has been compared with its source (an error with --require-verified)',
  severity: 'warning',
  *check(corpus) {
    const locked = new Set([...corpus.locked()].map(({ quote }) => quote));
    for (const { row, id, record } of corpus.each('quotes'))
      if (record.mode === 'direct' && !locked.has(id))
        yield {
          row,
          path: ['text'],
          message: 'this quote has never been found word for word in its source',
          hint: 'isf verify --snapshots compares it, and notes it in isf.lock; a paraphrase has mode: reported',
        };
  },
};
