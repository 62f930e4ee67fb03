import { turningCuts } from '../../src/evidence/cuts.ts';
import { matchQuote } from '../../src/evidence/match.ts';
import { prepareSnapshot } from '../../src/evidence/snapshot.ts';
import { alterations, harmless, printed, seeded, sourceText, withEllipses } from './alterations.ts';

export interface Figures {
  tried: number;
  absent: number;
  ambiguous: number;
  flagged: number;
  missed: string[];
}

const seed = 2803;

/** The true quotes that alterations start from, and their source. */
export function material(): { source: string; quotes: string[] } {
  const random = seeded(seed);
  const { source, statements } = sourceText(random);
  return { source, quotes: [...printed, ...statements.slice(0, 40), ...withEllipses(random, statements.slice(40))] };
}

/** What becomes of `rounds` alterations of each class of each quote that it applies to. */
export function alteredFigures(rounds: number): Record<string, Figures> {
  const { source, quotes } = material();
  const snapshot = prepareSnapshot(source);
  const random = seeded(seed + 1);
  const figures: Record<string, Figures> = {};
  for (const [name, alter] of Object.entries(alterations)) {
    const of: Figures = { tried: 0, absent: 0, ambiguous: 0, flagged: 0, missed: [] };
    figures[name] = of;
    for (const quote of quotes) {
      const seen = new Set([quote]);
      for (let round = 0; round < rounds; round++) {
        const altered = alter(quote, random);
        if (altered === null || seen.has(altered)) continue;
        seen.add(altered);
        of.tried++;
        const match = matchQuote({ text: altered }, snapshot);
        if (match.state !== 'verified') of[match.state]++;
        else if (turningCuts(match.cuts).length > 0 || match.cuts.some((cut) => cut.leavesParagraph)) of.flagged++;
        else of.missed.push(`${quote}\n→ ${altered}`);
      }
    }
  }
  return figures;
}

/** What becomes of harmless differences, in the quote and in the source. */
export function harmlessFigures(): Record<string, { tried: number; refused: string[] }> {
  const { source, quotes } = material();
  const snapshot = prepareSnapshot(source);
  return Object.fromEntries(
    Object.entries(harmless).map(([name, change]) => {
      const changed = prepareSnapshot(change(source));
      const refused: string[] = [];
      let tried = 0;
      for (const quote of quotes) {
        for (const [text, against] of [
          [change(quote), snapshot],
          [quote, changed],
        ] as const) {
          tried++;
          const match = matchQuote({ text }, against);
          if (match.state !== 'verified' || turningCuts(match.cuts).length > 0) refused.push(text);
        }
      }
      return [name, { tried, refused }];
    }),
  );
}
