import { type ParseEntry, parse } from 'shell-quote';

/** The words of a command line, or why they are not to be had. */
export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** No question is as long; what splits a line takes its time over longer ones. */
const mostCharacters = 2000;

const inQuotes = 'put a word with such characters in single quotation marks';

/** Splits a line as a shell splits it, quotation marks and backslashes included, and refuses what only a shell could do with it. */
export function wordsOf(line: string): Words {
  const refuse = (message: string, hint = inQuotes): Words => ({ ok: false, message, hint });
  if (line.length > mostCharacters)
    return refuse(`this command has ${line.length} characters`, `a marker takes ${mostCharacters}`);
  const words: string[] = [];
  const bare = line.replaceAll(/\\.|'[^']*'|"(?:[^"\\`]|\\.)*"/gs, '');
  if (bare.includes('`')) return refuse('` is for a shell, and a marker runs isf commands, never a shell');
  if (/["']/.test(bare)) return refuse('a quotation mark is not closed', 'close it, or put a backslash before it');
  if (bare.includes('\\')) return refuse('a backslash has nothing behind it', 'remove it');
  for (const entry of entriesOf(line)) {
    if (typeof entry === 'string') words.push(entry);
    else if ('variable' in entry) return refuse(`$${entry.variable} would be a variable, and a marker has none`);
    else if ('comment' in entry) return refuse('# would start a comment');
    else if ('pattern' in entry)
      return refuse(`${entry.pattern} would stand for names of files, and a marker has none`);
    else return refuse(`${entry.op} is for a shell, and a marker runs isf commands, never a shell`);
  }
  return { ok: true, words };
}

interface Variable {
  readonly variable: string;
}

function entriesOf(line: string): (ParseEntry | Variable)[] {
  try {
    return parse<Variable>(line, (variable) => ({ variable }));
  } catch {
    // What is wrong with a substitution is of no account: there is none.
    return [{ variable: '{' }];
  }
}
