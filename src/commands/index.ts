import type { Command } from 'commander';
import type { Execute } from './command.ts';

/** A command's file. */
interface CommandFile {
  register(program: Command, execute: Execute): void;
}

/** Every command and its file, in the order of the help screen; the last is for the shell alone. */
const files = {
  'who-conditions': () => import('./who-conditions.ts'),
  search: () => import('./search.ts'),
  show: () => import('./show.ts'),
  list: () => import('./list.ts'),
  matrix: () => import('./matrix.ts'),
  compare: () => import('./compare.ts'),
  timeline: () => import('./timeline.ts'),
  drift: () => import('./drift.ts'),
  brief: () => import('./brief.ts'),
  cite: () => import('./cite.ts'),
  conflicts: () => import('./conflicts.ts'),
  deadlocks: () => import('./deadlocks.ts'),
  'what-if': () => import('./what-if.ts'),
  unlock: () => import('./unlock.ts'),
  stale: () => import('./stale.ts'),
  check: () => import('./check.ts'),
  report: () => import('./report.ts'),
  verify: () => import('./verify.ts'),
  export: () => import('./export.ts'),
  completion: () => import('./completion.ts'),
  __complete: () => import('./complete.ts'),
} satisfies Record<string, () => Promise<CommandFile>>;

/** The commands that a document may ask: each prints an answer and changes nothing. */
export const questions = [
  'who-conditions',
  'search',
  'show',
  'list',
  'matrix',
  'compare',
  'timeline',
  'drift',
  'brief',
  'cite',
  'conflicts',
  'deadlocks',
  'what-if',
  'unlock',
  'stale',
  'check',
] as const satisfies readonly (keyof typeof files)[];

/** Every command's name, but for what the shell alone calls. */
export const commandNames: readonly string[] = Object.keys(files).filter((name) => !name.startsWith('__'));

/** The file of the command that is named, so that a question loads no other; every file where none is, or where the shell asks what there is. */
export async function commandFiles(named: string | undefined): Promise<readonly CommandFile[]> {
  const one = Object.entries(files).find(([name]) => name === named && name !== '__complete');
  return one ? [await one[1]()] : Promise.all(Object.values(files).map((load) => load()));
}
