import type { Rule } from './rule.ts';

export const missingStrength: Rule = {
  id: 'missing-strength',
  description: 'a position that requires something says how strongly; without that it holds nobody back',
  severity: 'warning',
  *check(corpus) {
    for (const { row, record } of corpus.each('positions'))
      if (record.stance === 'requires' && record.strength === undefined)
        yield {
          row,
          path: ['stance'],
          message: 'this demand has no strength',
          hint: 'add strength: red_line, precondition, request or concern',
        };
  },
};
