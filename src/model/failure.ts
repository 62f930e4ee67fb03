import type { Diagnostic } from './diagnostic.ts';

/** The exit codes that mean something to a script; 1, the answer no, comes from the answer itself. */
export const exitCodes = { done: 0, no: 1, usage: 2, data: 3, surroundings: 4, fault: 70 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Why a command cannot answer, in one sentence, with the way out where there is one; not a fault of the program. */
export class Failure extends Error {
  readonly exit: ExitCode;
  readonly hint: string | undefined;
  /** The places at fault, where there are such, to be told first. */
  readonly diagnostics: readonly Diagnostic[];
  constructor(exit: ExitCode, message: string, hint?: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.name = 'Failure';
    this.exit = exit;
    this.hint = hint;
    this.diagnostics = diagnostics;
  }
}
