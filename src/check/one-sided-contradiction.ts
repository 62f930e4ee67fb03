import type { Rule } from './rule.ts';

export const oneSidedContradiction: Rule = {
  id: 'one-sided-contradiction',
  description: 'two quotes that contradict each other both say so',
  severity: 'warning',
  *check(corpus) {
    for (const { row, id, record } of corpus.each('quotes'))
      for (const [index, other] of (record.contradicts ?? []).entries()) {
        const against = corpus.evidence(other);
        if (against?.kind === 'quotes' && !against.record.contradicts?.includes(id))
          yield {
            row,
            path: ['contradicts', index],
            message: `"${other}" does not name "${id}" in turn`,
            hint: `add contradicts: [${id}] to it`,
          };
      }
  },
};
