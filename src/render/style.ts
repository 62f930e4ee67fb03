import type { ChalkInstance } from 'chalk';
import type { Role } from '../view/view.ts';

/** How many colours a terminal shows: none, 16, 256 or 16 million. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** The surroundings that a renderer draws for: how wide they are, and what each role looks like there. */
export interface Style {
  readonly level: ColourLevel;
  /** In columns, at least 20. */
  readonly width: number;
  /** How deep the heading of a document is that the answer stands under; 0 where there is none. */
  readonly under: number;
  /** The text in the look of its role; unchanged at level 0. It must not contain line breaks. */
  readonly paint: (role: Role, text: string) => string;
}

const narrowest = 20;

interface Surroundings {
  readonly level: ColourLevel;
  readonly width: number;
  readonly under?: number;
}

/** The style for a stream of that many colours and columns; a width that is no number above 0 counts as 80, Infinity never wraps a table. */
export async function createStyle({ level, width, under = 0 }: Surroundings): Promise<Style> {
  const columns = width > 0 ? Math.max(narrowest, Math.floor(width)) : 80;
  if (level === 0) return { level, width: columns, under, paint: (_role, text) => text };
  // Loading chalk takes 8 ms, a sixth of an empty Node process: a pipe does without.
  const { Chalk } = await import('chalk');
  const looks = palette(new Chalk({ level }), level);
  return { level, width: columns, under, paint: (role, text) => (text === '' ? text : (looks[role]?.(text) ?? text)) };
}

/**
 * Each of the 256 colours used here has a contrast of at least 4 to 1 on black and on white alike. Of the 16 named ones, yellow,
 * blue and cyan are unreadable on one of the two in common themes, so that roles which would want them go without.
 */
function palette(chalk: ChalkInstance, level: ColourLevel): Partial<Record<Role, ChalkInstance>> {
  const named = level === 1;
  const red = named ? chalk.red : chalk.ansi256(196);
  const amber = named ? chalk.magenta : chalk.ansi256(130);
  return {
    term: chalk.bold,
    strong: chalk.bold,
    path: chalk.bold,
    mark: chalk.bold.underline,
    muted: named ? chalk.dim : chalk.ansi256(243),
    footnote: named ? chalk.dim : chalk.ansi256(243),
    ...(named ? {} : { id: chalk.ansi256(30), option: chalk.ansi256(30), hint: chalk.ansi256(30) }),
    good: named ? chalk.green : chalk.ansi256(28),
    bad: red,
    error: red.bold,
    caution: amber,
    warning: amber.bold,
  };
}

/** What decides about colour: `flag` is `--color` (true) or `--no-color` (false), `env` the environment, `isTTY` of the stream. */
export interface ColourWish {
  readonly flag?: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY?: boolean | undefined;
}

/** The colour level: the flag, then NO_COLOR (https://no-color.org), then FORCE_COLOR or CLICOLOR_FORCE, then TERM=dumb, then the terminal. */
export function colourLevel({ flag, env, isTTY }: ColourWish): ColourLevel {
  if (flag !== undefined) return flag ? depth(env) : 0;
  if (env.NO_COLOR) return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forcedLevel(forced, env);
  const clicolor = env.CLICOLOR_FORCE;
  if (clicolor && clicolor !== '0') return depth(env);
  return env.TERM === 'dumb' || !isTTY ? 0 : depth(env);
}

function forcedLevel(forced: string, env: ColourWish['env']): ColourLevel {
  switch (forced) {
    case '0':
    case 'false':
      return 0;
    case '1':
      return 1;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      return depth(env);
  }
}

function depth(env: ColourWish['env']): 1 | 2 | 3 {
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 3;
  return /-256(color)?$/i.test(env.TERM ?? '') ? 2 : 1;
}
