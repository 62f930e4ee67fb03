import type { Diagnostic } from '../model/diagnostic.ts';

/** Problems of one file beyond this many are not listed. */
const mostPerFile = 500;

/** Longer messages and hints lose their middle; what makes them long is a value of the data. */
const longest = 400;

/**
 * The problems of one file as diagnostics, each once, although a fault under `defaults` is found with every record that shares it:
 * the first 500, and one more that says that there are others, and where they begin.
 */
export function listed<P>(problems: readonly P[], placed: (problem: P) => Diagnostic): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const problem of problems) {
    const diagnostic = bounded(placed(problem));
    const { rule, line, column, message } = diagnostic;
    const key = `${rule} ${line} ${column} ${message}`;
    if (found.has(key)) continue;
    if (found.size === mostPerFile) return [...found.values(), andOthers(diagnostic)];
    found.set(key, diagnostic);
  }
  return [...found.values()];
}

function andOthers(first: Diagnostic): Diagnostic {
  const message = 'from here on, the problems of this file are not listed';
  return { ...first, rule: 'more-problems', message, hint: 'mend those above first' };
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
