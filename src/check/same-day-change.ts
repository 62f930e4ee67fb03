import { firstDay } from '../model/edtf.ts';
import { decisionOf } from '../model/holding.ts';
import { type Commitment, undertakingOfCommitment } from '../model/record.ts';
import type { Status } from '../model/standing.ts';
import type { State } from '../model/vocabulary.ts';
import type { Corpus, Rule, Subject } from './rule.ts';

const hint = 'keep the one that held at the end of the day, and tell of the other in its note; or mend a date';

export const sameDayChange: Rule = {
  id: 'same-day-change',
  description:
    'no actor takes two different decisions on an undertaking from one day on, and no condition is in two states for it',
  severity: 'error',
  *check(corpus) {
    yield* decisions(corpus);
    for (const { row, record } of corpus.each('conditions')) yield* states(row, record.status ?? []);
  },
};

/** Two statuses of one day must not give anybody two states: neither an actor that both name, nor whoever neither does. */
function* states(row: number, statuses: readonly Status[]) {
  const told = new Map<string, Set<State>>();
  for (const [index, { state, since, for: audience = [null] }] of statuses.entries()) {
    const day = firstDay(since);
    let other: State | undefined;
    for (const actor of audience) {
      const key = JSON.stringify([day, actor]);
      const ofThatDay = told.get(key) ?? new Set();
      other ??= [...ofThatDay].find((each) => each !== state);
      told.set(key, ofThatDay.add(state));
    }
    if (other !== undefined)
      yield {
        row,
        path: ['status', index, 'state'],
        message: `another status has this condition as ${other} from the same day on (${day})`,
        hint,
      };
  }
}

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
