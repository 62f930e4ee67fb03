import { isRisky, type LockedQuote } from '../model/proof.ts';
import type { Rule } from './rule.ts';

export const riskyCut: Rule = {
  id: 'risky-cut',
  description:
    'the cuts of a verified quote leave out no negation or condition of its sentences, and keep to one paragraph',
  severity: 'warning',
  *check(corpus) {
    for (const { state, row, entry } of corpus.locked())
      if (state === 'verified' && row !== null && isRisky(entry))
        yield {
          row,
          path: ['text'],
          message: `${faults(entry).join(', and ')}: this can turn the meaning round`,
          hint: 'quote the whole sentence, or paraphrase it (mode: reported)',
        };
  },
};

function faults({ drops, adds, leavesParagraph }: LockedQuote): string[] {
  const listed = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');
  return [
    ...(drops.length === 0 ? [] : [`a cut leaves out ${listed(drops)}`]),
    ...(adds.length === 0 ? [] : [`brackets add ${listed(adds)}`]),
    ...(leavesParagraph ? ['a cut runs on into another paragraph, maybe another statement'] : []),
  ];
}
