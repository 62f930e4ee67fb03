import type { Rule } from './rule.ts';

export const unusedRecord: Rule = {
  id: 'unused-record',
  description: 'sources, quotes, conditions and actors are mentioned by some other record',
  severity: 'warning',
  *check(corpus) {
    for (const { row, id } of corpus.unmentioned('sources'))
      yield { row, path: ['id'], message: `no record cites the source "${id}"`, hint: 'quote from it, or remove it' };
    for (const { row, id, record } of corpus.unmentioned('quotes'))
      if (!record.about)
        yield {
          row,
          path: ['id'],
          message: `no record rests on the quote "${id}"`,
          hint: 'cite it as evidence, or say in about which conditions it speaks of',
        };
    for (const { row, id } of corpus.unmentioned('conditions'))
      yield {
        row,
        path: ['id'],
        message: `nobody has a position on the condition "${id}"`,
        hint: 'record who asks for it, or remove it',
      };
    for (const { row, id } of corpus.unmentioned('actors'))
      yield {
        row,
        path: ['id'],
        message: `no record is about the actor "${id}"`,
        hint: 'record what it said or did, or remove it',
      };
  },
};
