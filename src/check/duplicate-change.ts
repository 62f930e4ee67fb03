import { firstDay } from '../model/edtf.ts';
import { commitmentKey, positionKey } from '../model/record.ts';
import type { Rule } from './rule.ts';

export const duplicateChange: Rule = {
  id: 'duplicate-change',
  description:
    'no two positions share actor, undertaking, condition and first day, nor two commitments actor, undertaking, act and first day',
  severity: 'error',
  *check(corpus) {
    const positions = new Set<string>();
    for (const { row, record } of corpus.each('positions')) {
      const key = `${positionKey(record)} ${firstDay(record.since)}`;
      if (positions.has(key))
        yield {
          row,
          path: ['since'],
          message: `${record.actor} has another position on this condition from ${firstDay(record.since)} on`,
          hint: 'a repeat joins the evidence of the first record; a change has its own date',
        };
      positions.add(key);
    }
    const commitments = new Set<string>();
    for (const { row, record } of corpus.each('commitments')) {
      const key = `${commitmentKey(record)} ${firstDay(record.date)}`;
      if (commitments.has(key))
        yield {
          row,
          path: ['date'],
          message: `${record.actor} has another record of "${record.act}" on ${firstDay(record.date)}`,
          hint: 'one record holds all that was put on the table at once, as a list under contribution',
        };
      commitments.add(key);
    }
  },
};
