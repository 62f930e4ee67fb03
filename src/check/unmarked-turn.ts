import { firstDay } from '../model/edtf.ts';
import { conditionsOf, type Position, positionKey, undertakingOf } from '../model/record.ts';
import { byChange } from '../model/standing.ts';
import type { Rule, Subject } from './rule.ts';

export const unmarkedTurn: Rule = {
  id: 'unmarked-turn',
  description:
    'an actor that comes to oppose what it demanded says which undertaking it means, so that the demand ends',
  severity: 'warning',
  *check(corpus) {
    const onSame = new Map<string, Subject<'positions'>[]>();
    for (const subject of corpus.each('positions')) {
      const { record } = subject;
      const key = [record.actor, ...conditionsOf(record)].join(' ');
      onSame.set(key, [...(onSame.get(key) ?? []), subject]);
    }
    for (const subjects of onSame.values())
      for (const { row, record } of subjects) {
        if (record.stance !== 'opposes' || undertakingOf(record) !== undefined) continue;
        const others = subjects.map((subject) => subject.record);
        const [demand] = demandsAt(firstDay(record.since), others);
        if (demand)
          yield {
            row,
            path: ['stance'],
            message: `${record.actor} opposes this from ${firstDay(record.since)} on, and its demand for it from ${firstDay(demand.since)} on still stands`,
            hint: `if it has turned round, write undertaking: ${undertakingOf(demand)}, so that it supersedes the demand; if it holds both, record the demand anew with this date`,
          };
      }
  },
};

/** The demands that stand on a day and were made before it. */
function demandsAt(day: string, positions: readonly Position[]): Position[] {
  const latest = new Map<string, Position>();
  for (const position of [...positions].sort(byChange))
    if (firstDay(position.since) <= day) latest.set(positionKey(position), position);
  return [...latest.values()].filter(({ stance, since }) => stance === 'requires' && firstDay(since) < day);
}
