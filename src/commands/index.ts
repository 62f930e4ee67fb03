import type { Command } from 'commander';
import * as check from './check.ts';
import type { Execute } from './command.ts';
import * as list from './list.ts';
import * as search from './search.ts';
import * as show from './show.ts';
import * as unlock from './unlock.ts';
import * as whatIf from './what-if.ts';
import * as whoConditions from './who-conditions.ts';

/** Every command, in the order of the help screen. */
export const commands: readonly { register(program: Command, execute: Execute): void }[] = [
  whoConditions,
  search,
  show,
  list,
  whatIf,
  unlock,
  check,
];
