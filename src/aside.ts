import type { Io } from './io.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { type ExitCode, exitCodes, Failure } from './model/failure.ts';
import { type ColourLevel, colourLevel, createStyle } from './render/style.ts';
import { renderBlocks } from './render/text.ts';
import { visible } from './render/visible.ts';
import { diagnosticBlocks } from './view/diagnostic.ts';

/** What has been done of something long, on one line that the answer wipes off. */
export interface ProgressLine {
  tell(text: string): void;
  wipe(): void;
}

/** A line on stderr that comes and goes, where that is a terminal which can wipe it off. */
export function progressOn({ stderr, env }: Io): ProgressLine {
  const can = stderr.isTTY && env.TERM !== 'dumb';
  let shown = false;
  const put = (text: string) => stderr.write(`\r${text}\u001b[K`);
  return {
    tell: (text) => {
      if (!can) return;
      put(visible(text).slice(0, stderr.columns - 1));
      shown = true;
    },
    wipe: () => {
      if (shown) put('');
      shown = false;
    },
  };
}

/** Draws problems in the data on stderr, as `isf check` draws them. */
export async function tellDiagnostics(diagnostics: readonly Diagnostic[], colour: ColourFlag, io: Io): Promise<void> {
  const style = await createStyle({ level: levelOf(io.stderr.isTTY, colour, io), width: io.stderr.columns });
  io.stderr.write(await renderBlocks(diagnostics.flatMap(diagnosticBlocks), style));
}

/** Says on stderr what an answer says beside itself, where its format has no room for it. */
export function tellNotes(notes: readonly string[], io: Io): void {
  for (const note of notes) io.stderr.write(`isf: ${visible(note)}\n`);
}

/** Whether the command line asks for colour, or for none. */
interface ColourFlag {
  readonly color?: boolean;
}

/** How many colours a stream takes, by the command line, the environment and what it is. */
export function levelOf(isTTY: boolean, { color }: ColourFlag, { env }: Io): ColourLevel {
  return colourLevel({ flag: color, env, isTTY });
}

/** A name typed may be a whole document: enough of it to know it by. */
export function bounded(message: string): string {
  const most = 500;
  return message.length <= most ? message : `${message.slice(0, most)}… (${message.length} characters in all)`;
}

/** Says on stderr why there is no answer, and gives the exit code for it. */
export function tellError(error: unknown, io: Io): ExitCode {
  if (error instanceof Failure) {
    io.stderr.write(`isf: error: ${visible(bounded(error.message))}\n`);
    if (error.hint !== undefined) io.stderr.write(` hint: ${visible(error.hint)}\n`);
    return error.exit;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  io.stderr.write(`isf: fault of the program: ${visible(fault.message)}; ISF_DEBUG=1 shows where\n`);
  if (io.env.ISF_DEBUG === '1') io.stderr.write(`${fault.stack}\n`);
  return exitCodes.fault;
}
