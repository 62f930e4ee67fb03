import { commitmentKey, positionKey } from '../model/record.ts';
import type { Clash, Rule } from './rule.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  description: 'an id, current or former, belongs to one record of its kind (quotes and events count as one kind)',
  severity: 'error',
  *check(corpus) {
    for (const clash of corpus.clashes()) {
      if (isSameChange(clash)) continue;
      const { owner, ownerFile, other, id, former } = clash;
      yield {
        row: other.row,
        path: former === undefined ? ['id'] : ['formerly', former],
        message: `the id "${id}" is taken: ${ownerFile} has it among its ${owner.kind}`,
        hint: former === undefined ? 'give this record another id' : 'remove it here, or rename the other record',
      };
    }
  },
};

/** Two records of one change have one made-up id; `duplicate-change` says so better. */
function isSameChange({ owner, other }: Clash): boolean {
  if (owner.kind === 'positions' && other.kind === 'positions')
    return positionKey(owner.record) === positionKey(other.record);
  return (
    owner.kind === 'commitments' &&
    other.kind === 'commitments' &&
    commitmentKey(owner.record) === commitmentKey(other.record)
  );
}
