import { firstDay } from '../model/edtf.ts';
import { commitmentKey, positionKey } from '../model/record.ts';
import type { Clash, Rule, Subject } from './rule.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  description: 'an id, current or former, belongs to one record of its kind (quotes and events count as one kind)',
  severity: 'error',
  *check(corpus) {
    for (const clash of corpus.clashes()) {
      if (isSameChange(clash)) continue;
      const { owner, ownerFile, other, id, former } = clash;
      const at = { row: other.row, path: former === undefined ? ['id'] : ['formerly', former] };
      if (owner.row === other.row)
        yield { ...at, message: `this record has the id "${id}" already`, hint: 'remove it here' };
      else
        yield {
          ...at,
          message: `the id "${id}" is taken: ${ownerFile} has it among its ${owner.kind}`,
          hint: former === undefined ? 'give this record another id' : 'remove it here, or rename the other record',
        };
    }
  },
};

function changeOf({ kind, record }: Subject): string | undefined {
  if (kind === 'positions') return `${positionKey(record)} ${firstDay(record.since)}`;
  return kind === 'commitments' ? `${commitmentKey(record)} ${firstDay(record.date)}` : undefined;
}

/** Two records of one change have one made-up id; `duplicate-change` says so better. */
function isSameChange({ owner, other }: Clash): boolean {
  return changeOf(owner) !== undefined && changeOf(owner) === changeOf(other);
}
