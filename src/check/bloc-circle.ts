import type { Corpus, Rule } from './rule.ts';

export const blocCircle: Rule = {
  id: 'bloc-circle',
  description: 'no bloc is a member of itself, directly or through other blocs',
  severity: 'error',
  *check(corpus) {
    for (const { row, id, record } of corpus.each('actors'))
      for (const [index, member] of (record.members ?? []).entries())
        if (reaches(corpus, member, id, new Set()))
          yield {
            row,
            path: ['members', index],
            message: `"${member}" has ${id} among its own members`,
            hint: 'remove one of the two memberships',
          };
  },
};

function reaches(corpus: Corpus, from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (corpus.find('actors', from)?.record.members ?? []).some((member) => reaches(corpus, member, to, seen));
}
