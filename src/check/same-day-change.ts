import { firstDay } from '../model/edtf.ts';
import { decisionOf } from '../model/holding.ts';
import { type Commitment, undertakingOfCommitment } from '../model/record.ts';
import type { Status } from '../model/standing.ts';
import type { Corpus, Rule, Subject } from './rule.ts';

const hint = 'keep the one that held at the end of the day, and tell of the other in its note; or mend a date';

export const sameDayChange: Rule = {
  id: 'same-day-change',
  description:
    'no actor takes two different decisions on an undertaking from one day on, and no condition is in two states for it',
  severity: 'error',
  *check(corpus) {
    yield* decisions(corpus);
    for (const { row, record } of corpus.each('conditions'))
      for (const [index, status] of (record.status ?? []).entries()) {
        const other = record.status?.slice(0, index).find((earlier) => areAtOdds(earlier, status));
        if (other)
          yield {
            row,
            path: ['status', index, 'state'],
            message: `another status has this condition as ${other.state} from the same day on (${firstDay(status.since)})`,
            hint,
          };
      }
  },
};

/** Told of every record that takes part: with one of them left in, the order of the files would decide. */
function* decisions(corpus: Corpus) {
  const days = new Map<string, Subject<'commitments'>[]>();
  for (const subject of corpus.each('commitments')) {
    const key = dayOf(subject.record);
    days.set(key, [...(days.get(key) ?? []), subject]);
  }
  for (const ofOneDay of days.values())
    for (const { row, record } of ofOneDay) {
      const other = ofOneDay.find((each) => decisionOf(each.record) !== decisionOf(record))?.record;
      if (other)
        yield {
          row,
          path: ['act'],
          message: `${record.actor} has "${record.act}" here and "${other.act}" in another record from the same day on (${firstDay(record.date)})`,
          hint,
        };
    }
}

function dayOf(commitment: Commitment): string {
  return [commitment.actor, undertakingOfCommitment(commitment), firstDay(commitment.date)].join(' ');
}

/** True where two statuses of one day give somebody two states: an actor that both name, or whoever neither does. */
function areAtOdds(a: Status, b: Status): boolean {
  if (a.state === b.state || firstDay(a.since) !== firstDay(b.since)) return false;
  return a.for === undefined ? b.for === undefined : a.for.some((actor) => b.for?.includes(actor));
}
