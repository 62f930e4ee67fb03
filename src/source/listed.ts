import type { Diagnostic } from '../model/diagnostic.ts';

/** Problems of one file beyond this many are not listed. */
const mostPerFile = 500;

/** Longer messages and hints lose their middle; what makes them long is a value of the data. */
const longest = 400;

/** The problems of one file as diagnostics: the first 500 are placed, and one more says that there are others, and where they begin. */
export function listed<P>(problems: readonly P[], placed: (problem: P) => Diagnostic): Diagnostic[] {
  const diagnostics = problems.slice(0, mostPerFile).map((problem) => bounded(placed(problem)));
  const next = problems[mostPerFile];
  if (!next) return diagnostics;
  return [
    ...diagnostics,
    {
      ...placed(next),
      rule: 'more-problems',
      message: 'from here on, the problems of this file are not listed',
      hint: 'mend those above first',
    },
  ];
}

function bounded(diagnostic: Diagnostic): Diagnostic {
  const { message, hint } = diagnostic;
  return { ...diagnostic, message: shortened(message), ...(hint === undefined ? {} : { hint: shortened(hint) }) };
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const characters = Array.from(text);
  return [...characters.slice(0, longest / 2), '…', ...characters.slice(-longest / 2)].join('');
}
