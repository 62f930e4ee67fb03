import type { Path } from '../model/diagnostic.ts';
import { firstDay, lastDay } from '../model/edtf.ts';
import type { Corpus, Rule } from './rule.ts';

export const beforeEvidence: Rule = {
  id: 'before-evidence',
  description:
    'a position, commitment or status is not older than all of its evidence, nor a clause younger than all of its sources',
  severity: 'error',
  *check(corpus) {
    for (const { row, record } of corpus.each('positions'))
      yield* early(corpus, row, ['since'], record.since, record.evidence);
    for (const { row, record } of corpus.each('commitments'))
      yield* early(corpus, row, ['date'], record.date, record.evidence);
    for (const { row, record } of corpus.each('conditions'))
      for (const [index, status] of (record.status ?? []).entries())
        yield* early(corpus, row, ['status', index, 'since'], status.since, status.evidence);
    for (const { row, record } of corpus.each('clauses')) {
      const published = record.sources.flatMap((id) => corpus.find('sources', id)?.record.published ?? []);
      const last = published.map(lastDay).sort().at(-1);
      if (last !== undefined && last < firstDay(record.since))
        yield {
          row,
          path: ['since'],
          message: `this clause begins on ${firstDay(record.since)}, after the last of its sources was published (${last})`,
          hint: 'cite a source that knows the clause, or mend the date',
        };
    }
  },
};

function* early(corpus: Corpus, row: number, path: Path, date: string, evidence: readonly string[]) {
  const said = evidence.flatMap((id) => {
    const found = corpus.evidence(id);
    if (!found) return [];
    return [firstDay(found.kind === 'quotes' ? found.record.said : found.record.date)];
  });
  const earliest = said.sort()[0];
  if (earliest === undefined || earliest <= firstDay(date)) return;
  yield {
    row,
    path,
    message: `this dates from ${firstDay(date)}, before its earliest evidence (${earliest})`,
    hint: 'date it from the day on which it is shown to hold, or cite earlier evidence',
  };
}
