import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { exitCodes, Failure } from '../model/failure.ts';
import { codeOf } from './folder.ts';
import { decode } from './text.ts';
import { refusedWrite, writeWhole } from './write.ts';

/** A Markdown document in a file, as it was read. */
export interface MarkdownFile {
  /** As the user calls it. */
  readonly name: string;
  /** Where it lies, links followed. */
  readonly path: string;
  /** Without a byte order mark; its line ends are as they were. */
  readonly text: string;
  readonly bytes: Buffer;
}

const mebibyte = 1048576;
/** Longer documents take a Markdown parser longer than anybody waits. */
const mostBytes = 8 * mebibyte;

/** Reads a document; throws a Failure where there is none, or where it is no text. */
export function readMarkdown(name: string, path: string): MarkdownFile {
  const bytes = bytesOf(name, path);
  const decoded = decode(bytes);
  if (!decoded.ok)
    throw new Failure(
      exitCodes.data,
      `${name} is binary, or not in UTF-8: ${decoded.message}`,
      'a report is a Markdown file in UTF-8',
    );
  return { name, path: realpathSync(path), text: decoded.text, bytes };
}

/** Where a path leads by its links; the path itself where nothing is there. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function bytesOf(name: string, path: string): Buffer {
  try {
    const stats = statSync(path);
    // A pipe would keep the program waiting, and a device has no old content to keep.
    if (!stats.isFile())
      throw new Failure(
        exitCodes.surroundings,
        stats.isDirectory() ? `${name} is a folder` : `${name} is no regular file`,
        'name a Markdown file',
      );
    if (stats.size > mostBytes)
      throw new Failure(
        exitCodes.data,
        `${name} is ${(stats.size / mebibyte).toFixed(1)} MiB, and the limit is ${mostBytes / mebibyte} MiB`,
        'split it',
      );
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Failure(exitCodes.surroundings, `there is no file ${name}`, 'make it first, with the markers in it');
    throw new Failure(exitCodes.surroundings, `${name} cannot be read (${code})`, 'check its permissions');
  }
}

/** Throws a Failure where the file may not be written: a rename would replace it all the same. */
export function refuseReadOnly({ name, path }: MarkdownFile): void {
  const refuse = () =>
    new Failure(
      exitCodes.surroundings,
      `${name} is read-only`,
      'give yourself permission to write it (chmod u+w), or look with --check what would change',
    );
  // Every file is writable to root, also one that its owner has protected.
  if ((statSync(path).mode & 0o222) === 0) throw refuse();
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw refuse();
  }
}

/** Puts a text in the place of a document, in one step; throws a Failure where that fails, or where the file is not what was read. */
export function replaceMarkdown({ name, path, bytes }: MarkdownFile, text: string): void {
  try {
    if (!readFileSync(path).equals(bytes))
      throw new Failure(exitCodes.surroundings, `${name} was changed by somebody else meanwhile`, 'try again');
    writeWhole(path, isMarked(bytes) ? `\uFEFF${text}` : text);
  } catch (error) {
    throw refusedWrite(name, error);
  }
}

function isMarked(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
