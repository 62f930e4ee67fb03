import type { Recorded } from '../query/recorded.ts';

/** A text in pieces, and what there is to say of it once they have been taken. */
export interface Exported {
  readonly pieces: Iterable<string>;
  notes(): readonly string[];
}

const whole = (pieces: Iterable<string>): Exported => ({ pieces, notes: () => [] });

/** Formats that are one text. */
const texts = {
  json: async (recorded) => whole((await import('./json.ts')).jsonOf(recorded)),
  jsonld: async (recorded) => whole((await import('./jsonld.ts')).jsonldOf(recorded)),
  graphml: async (recorded) => (await import('./graphml.ts')).graphmlOf(recorded),
  dot: async (recorded) => (await import('./dot.ts')).dotOf(recorded),
} satisfies Record<string, (recorded: Recorded) => Promise<Exported>>;

/** Formats that are a text, which may go to a pipe. */
export type TextFormat = keyof typeof texts;

/** The formats that a knowledge base can be handed over in; a SQLite file and a folder of CSV are no texts. */
export const exportFormats = ['sqlite', 'csv', ...(Object.keys(texts) as TextFormat[])] as const;
export type ExportFormat = (typeof exportFormats)[number];

export function isText(format: ExportFormat): format is TextFormat {
  return format in texts;
}

/** The knowledge base as one text, in pieces that are worth a write each. */
export async function exportText(format: TextFormat, recorded: Recorded): Promise<Exported> {
  const { pieces, notes } = await texts[format](recorded);
  return { pieces: gathered(pieces), notes };
}

const worthWriting = 1 << 16;

function* gathered(pieces: Iterable<string>): Iterable<string> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < worthWriting) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
