import { type Outcome, runIsf, type World } from './io.ts';

/** A command as a user types it, and all that comes back. */
export interface Exchange {
  readonly command: string;
  readonly answer: string;
}

/**
 * Reads a transcript: `$ ` starts a command, the lines up to the next one are the answer. In an answer, `! ` starts a line of
 * stderr, and `[1]` alone on the last line is an exit code other than 0.
 */
export function readTranscript(text: string): Exchange[] {
  return text
    .split(/^(?=\$ )/m)
    .filter((part) => part.startsWith('$ '))
    .map((part) => {
      const [first = '', ...rest] = part.split('\n');
      return { command: first.slice(2), answer: rest.join('\n').trimEnd() };
    });
}

/** Runs an isf command line and writes its outcome as a transcript has it. */
export async function replay(command: string, world: World): Promise<string> {
  const [program, ...argv] = splitWords(command);
  if (program !== 'isf') throw new Error(`a transcript runs isf alone, not ${program}`);
  return written(await runIsf(argv, world));
}

function written({ code, stdout, stderr }: Outcome): string {
  // CSV ends its lines with CRLF, which git would not keep in a transcript.
  const product = stdout.replaceAll('\r\n', '\n');
  const complaint = stderr.replaceAll(/^/gm, '! ').replace(/! $/, '');
  return [complaint.trimEnd(), product.trimEnd(), code === 0 ? '' : `[${code}]`]
    .filter((part) => part !== '')
    .join('\n');
}

/** The words of a command line, with single and double quotes as a shell reads them. */
function splitWords(line: string): string[] {
  const words = line.matchAll(/(?:[^\s'"]|'[^']*'|"(?:[^"\\]|\\.)*")+/g);
  return [...words].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|"((?:[^"\\]|\\.)*)"/g,
      (_, single?: string, double?: string) => single ?? (double ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
