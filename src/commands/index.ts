import type { Command } from 'commander';
import * as check from './check.ts';
import * as cite from './cite.ts';
import type { Execute } from './command.ts';
import * as compare from './compare.ts';
import * as complete from './complete.ts';
import * as completion from './completion.ts';
import * as conflicts from './conflicts.ts';
import * as deadlocks from './deadlocks.ts';
import * as drift from './drift.ts';
import * as exporting from './export.ts';
import * as list from './list.ts';
import * as matrix from './matrix.ts';
import * as search from './search.ts';
import * as show from './show.ts';
import * as stale from './stale.ts';
import * as timeline from './timeline.ts';
import * as unlock from './unlock.ts';
import * as verify from './verify.ts';
import * as whatIf from './what-if.ts';
import * as whoConditions from './who-conditions.ts';

/** Every command, in the order of the help screen. */
export const commands: readonly { register(program: Command, execute: Execute): void }[] = [
  whoConditions,
  search,
  show,
  list,
  matrix,
  compare,
  timeline,
  drift,
  cite,
  conflicts,
  deadlocks,
  whatIf,
  unlock,
  stale,
  check,
  verify,
  exporting,
  completion,
  complete,
];
