import type { Path } from '../model/diagnostic.ts';
import { firstDay, lastDay } from '../model/edtf.ts';
import type { Rule } from './rule.ts';

/** A date that is about right, or in doubt, may also mean what lies outside of it. */
function isCertain(date: string): boolean {
  return !/[?~%]/.test(date);
}

export const earlySource: Rule = {
  id: 'early-source',
  description: 'no source is certainly older than what it quotes',
  severity: 'warning',
  *check(corpus) {
    for (const { row, record } of corpus.each('quotes')) {
      if (!isCertain(record.said)) continue;
      const places: readonly (readonly [string, Path])[] = [
        [record.source, ['said']],
        ...(record.also_in ?? []).map((source, index) => [source, ['also_in', index]] as const),
      ];
      for (const [id, path] of places) {
        const source = corpus.find('sources', id)?.record;
        if (source && isCertain(source.published) && lastDay(source.published) < firstDay(record.said))
          yield {
            row,
            path,
            message: `this was said on ${firstDay(record.said)} at the earliest, and its source "${id}" was published by ${lastDay(source.published)}`,
            hint: 'mend the date of the quote or of the source',
          };
      }
    }
  },
};
