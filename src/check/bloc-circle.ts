import type { Rule } from './rule.ts';

export const blocCircle: Rule = {
  id: 'bloc-circle',
  description: 'no bloc is a member of itself, directly or through other blocs',
  severity: 'error',
  *check(corpus) {
    const members = new Map<string, readonly string[]>();
    for (const { id, record } of corpus.each('actors')) if (record.members) members.set(id, record.members);
    for (const { row, id, record } of corpus.each('actors'))
      for (const [index, member] of (record.members ?? []).entries())
        if (member === id)
          yield { row, path: ['members', index], message: `"${id}" is a member of itself`, hint: 'remove it' };
        else if (isBelow(id, member, members))
          yield {
            row,
            path: ['members', index],
            message: `"${member}" has "${id}" among its own members, directly or through others`,
            hint: 'remove one of the memberships',
          };
  },
};

function isBelow(wanted: string, bloc: string, members: ReadonlyMap<string, readonly string[]>): boolean {
  const reached = new Set([bloc]);
  for (const each of reached) for (const member of members.get(each) ?? []) reached.add(member);
  return reached.has(wanted);
}
