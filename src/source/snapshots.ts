import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './folder.ts';
import { decode } from './text.ts';

/** A local copy of a source's text, read; or why there is none to be had. */
export type SnapshotReading =
  | { readonly state: 'read'; readonly file: string; readonly hash: string; readonly text: string }
  | { readonly state: 'missing' }
  | { readonly state: 'refused'; readonly file: string; readonly message: string; readonly hint: string };

type Refusal = Omit<Extract<SnapshotReading, { state: 'refused' }>, 'state' | 'file'>;

const mebibyte = 1048576;

/** The endings that are looked for, in this order, and how large such a file may be: parsing takes more than searching. */
const kinds = [
  { ending: 'txt', markup: 'none', most: 128 * mebibyte },
  { ending: 'html', markup: 'html', most: 64 * mebibyte },
  { ending: 'htm', markup: 'html', most: 64 * mebibyte },
  { ending: 'md', markup: 'markdown', most: 8 * mebibyte },
] as const;
type SnapshotKind = (typeof kinds)[number];

export const snapshotEndings: readonly string[] = kinds.map(({ ending }) => ending);

/** True where a path is a folder that can be reached. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** The size in bytes of a source's snapshot, 0 where there is none that can be reached. */
export function snapshotSize(folder: string, source: string): number {
  for (const { ending } of kinds) {
    const stats = statsOf(join(folder, `${source}.${ending}`));
    if (stats) return stats.size;
  }
  return 0;
}

/** Undefined where nothing is there, or it cannot be reached, as behind links that lead to each other. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Reads `folder/<source id>.txt`, `.html`, `.htm` or `.md`, the first that is there, without following a link; never throws. */
export async function readSnapshot(folder: string, source: string): Promise<SnapshotReading> {
  for (const kind of kinds) {
    const file = `${source}.${kind.ending}`;
    const bytes = readBytes(join(folder, file), kind);
    if (bytes === undefined) continue;
    if (!Buffer.isBuffer(bytes)) return { state: 'refused', file, ...bytes };
    const decoded = decode(bytes);
    if (!decoded.ok) return { state: 'refused', file, message: decoded.message, hint: decoded.hint };
    const text = await textOf(decoded.text, kind);
    if (typeof text !== 'string') return { state: 'refused', file, ...text };
    if (text.trim() === '')
      return {
        state: 'refused',
        file,
        message: bytes.length === 0 ? 'this file is empty' : 'this file has no text',
        hint: 'save the source again',
      };
    return { state: 'read', file, hash: createHash('sha256').update(bytes).digest('hex'), text };
  }
  return { state: 'missing' };
}

function readBytes(path: string, { ending, most }: SnapshotKind): Buffer | Refusal | undefined {
  let file: number | undefined;
  try {
    // A pipe would keep the program waiting.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    if (!stats.isFile()) return { message: 'this is not a file', hint: 'put the text of the source there' };
    if (stats.size > most)
      return {
        message: `this file is ${(stats.size / mebibyte).toFixed(1)} MiB, and the limit is ${most / mebibyte} MiB`,
        hint: ending === 'txt' ? 'keep only the part that is quoted' : 'save its text alone, as .txt',
      };
    return readFileSync(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') return { message: 'this symbolic link is not followed', hint: 'put the file itself there' };
    return { message: `this file cannot be read (${code})`, hint: 'check its permissions' };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function textOf(text: string, { markup }: SnapshotKind): Promise<string | Refusal> {
  if (markup === 'none') return text;
  const { textOfHtml, textOfMarkdown } = await import('./marked-up.ts');
  try {
    return markup === 'html' ? textOfHtml(text) : textOfMarkdown(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { message: 'the markup of this file is nested too deep', hint: 'save its text alone, as .txt' };
  }
}
