import type { Broken } from '../model/validate.ts';

/** What a file that cannot be parsed seems to hold: other files are not to be blamed for what is only unreadable. */
export interface Glimpse {
  readonly broken: readonly Broken[];
  /** Every word in it that may be the id of something. */
  readonly words: readonly string[];
}

/** Reads ids off a text that is no YAML, as far as they stand in the usual form. */
export function glimpse(text: string): Glimpse {
  const ids = text.matchAll(/(?:^|[\s{,-])id:[ \t]*["']?([a-z0-9-]+)/gm);
  return {
    broken: [...new Set(Array.from(ids, ([, id = '']) => id))].map((id) => ({
      id,
      formerly: [],
      path: [],
      shared: [],
      references: [],
    })),
    words: [...new Set(text.match(/[a-z0-9]+(?:-[a-z0-9]+)*/g))],
  };
}
