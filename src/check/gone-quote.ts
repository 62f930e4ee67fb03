import type { Rule } from './rule.ts';

export const goneQuote: Rule = {
  id: 'gone-quote',
  description: 'isf.lock names no quote that is gone, or no longer direct',
  severity: 'warning',
  *check(corpus) {
    for (const { state, given, line } of corpus.locked())
      if (state === 'gone')
        yield {
          row: 'lockfile',
          path: [line],
          message: `there is no direct quote "${given}"`,
          hint: 'isf verify --snapshots removes this line; a quote that was renamed keeps its old id in formerly',
        };
  },
};
