import type { Broken } from '../model/validate.ts';

/** What could not be read as a record, and the line it starts on. */
export type PlacedBroken = Broken & { readonly line: number };

/** What a file that cannot be parsed seems to hold: other files are not to be blamed for what is only unreadable. */
export interface Glimpse {
  readonly broken: readonly PlacedBroken[];
  /** Every word in it that may be the id of something. */
  readonly words: readonly string[];
}

/** Reads ids off a text that is no YAML, as far as they stand in the usual form. */
export function glimpse(text: string): Glimpse {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries())
    for (const [, id = ''] of line.matchAll(/(?:^|[\s{,-])id:[ \t]*["']?([a-z0-9-]+)/g))
      if (!lines.has(id)) lines.set(id, index + 1);
  return {
    broken: [...lines].map(([id, line]) => ({
      ...{ id, line, formerly: [], called: [], path: [], shared: [], references: [] },
      faultElsewhere: false,
    })),
    words: [...new Set(text.match(/[a-z0-9]+(?:-[a-z0-9]+)*/g))],
  };
}
