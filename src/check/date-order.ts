import { firstDay, lastDay } from '../model/edtf.ts';
import type { Rule } from './rule.ts';

const mendOne = 'mend one of the two dates';

export const dateOrder: Rule = {
  id: 'date-order',
  description: 'what ends does not end before it begins, and the least of a figure is not more than the most',
  severity: 'error',
  *check(corpus) {
    for (const { row, record } of corpus.each('actors'))
      for (const [index, post] of (record.posts ?? []).entries())
        if (endsFirst(post))
          yield {
            row,
            path: ['posts', index, 'until'],
            message: `this post ends before it begins, on ${firstDay(post.since ?? '')}`,
            hint: mendOne,
          };
    for (const { row, record } of corpus.each('clauses'))
      if (endsFirst(record))
        yield {
          row,
          path: ['until'],
          message: `this clause ends before it begins, on ${firstDay(record.since)}`,
          hint: mendOne,
        };
    for (const { row, record } of corpus.each('commitments'))
      for (const [index, { count }] of (record.contribution ?? []).entries())
        if (typeof count === 'object' && count.min !== undefined && count.max !== undefined && count.min > count.max)
          yield {
            row,
            path: ['contribution', index, 'count'],
            message: `min is ${count.min}, which is more than max, ${count.max}`,
            hint: 'mend one of the two figures',
          };
  },
};

function endsFirst(period: { readonly since?: string | undefined; readonly until?: string | undefined }): boolean {
  return period.since !== undefined && period.until !== undefined && lastDay(period.until) < firstDay(period.since);
}
