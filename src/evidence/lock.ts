import { createHash } from 'node:crypto';
import { compareText } from '../model/diagnostic.ts';
import type { LockedQuote } from '../model/proof.ts';

/** The lockfile for quotes: the SHA-256 of each source's snapshot, and each quote that was found in it, by id. */
export interface Lock {
  readonly sources: ReadonlyMap<string, string>;
  readonly quotes: ReadonlyMap<string, LockedQuote>;
}

export const emptyLock: Lock = { sources: new Map(), quotes: new Map() };

/** What is wrong with a line of a lockfile; lines count from 1. */
export interface LockFault {
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

export type ParsedLock =
  | { readonly ok: true; readonly lock: Lock; readonly lines: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly faults: readonly LockFault[] };

const opening =
  '# What isf verify found word for word in the sources: one line a source, one a quote. It is written by isf verify.';
const version = 1;

const id = '[a-z0-9]+(?:-[a-z0-9]+)*';
const sourceLine = new RegExp(`^source (${id}) sha256:([0-9a-f]{64})$`);
const quoteLine = new RegExp(
  `^quote (${id}) (${id}) sha256:([0-9a-f]{64}) start:(0|[1-9]\\d{0,14}) verified:(\\d{4}-\\d{2}-\\d{2})(?: drops:(${words()}))?(?: adds:(${words()}))?( leaves-paragraph)?$`,
);

function words(): string {
  return '"[^"]+"(?:,"[^"]+")*';
}

/** SHA-256 in hex of a quote's exact text, or of a snapshot's bytes. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Reads a lockfile whole or not at all: one with a fault vouches for nothing. `lines` tells where each quote stands. */
export function parseLock(text: string): ParsedLock {
  const sources = new Map<string, string>();
  const quotes = new Map<string, LockedQuote>();
  const lines = new Map<string, number>();
  const faults: LockFault[] = [];
  let isVersioned = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    const fault = (message: string, hint: string) => faults.push({ line: index + 1, message, hint });
    if (line === '' || line.startsWith('#')) continue;
    if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line)) {
      return {
        ok: false,
        faults: [{ line: index + 1, message: 'this lockfile has a merge conflict', hint: mendConflict }],
      };
    }
    if (!isVersioned) {
      const found = /^version (\d+)$/.exec(line)?.[1];
      if (found !== String(version)) {
        const message =
          found === undefined ? 'this lockfile does not open with its version' : `this lockfile is of version ${found}`;
        return { ok: false, faults: [{ line: index + 1, message, hint: `this isf reads version ${version}` }] };
      }
      isVersioned = true;
      continue;
    }
    const [, sourceId, snapshot] = sourceLine.exec(line) ?? [];
    const [, quoteId, source, hash, start, verified, drops, adds, leaves] = quoteLine.exec(line) ?? [];
    if (sourceId !== undefined && snapshot !== undefined) {
      if (sources.has(sourceId)) fault(`the source "${sourceId}" stands here twice`, mendTwice);
      sources.set(sourceId, snapshot);
    } else if (quoteId !== undefined && source !== undefined && hash !== undefined && verified !== undefined) {
      if (quotes.has(quoteId)) fault(`the quote "${quoteId}" stands here twice`, mendTwice);
      lines.set(quoteId, index + 1);
      quotes.set(quoteId, {
        source,
        hash,
        start: Number(start),
        verified,
        drops: readWords(drops),
        adds: readWords(adds),
        leavesParagraph: leaves !== undefined,
      });
    } else fault('this is not a line of a lockfile', 'isf.lock is not edited by hand: take it from git again');
  }
  for (const [quote, { source }] of quotes)
    if (!sources.has(source))
      faults.push({
        line: lines.get(quote) ?? 1,
        message: `the source "${source}" has no line of its own`,
        hint: 'isf.lock is not edited by hand: take it from git again',
      });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, lock: { sources, quotes }, lines };
}

const mendConflict = 'keep the lines of both sides, of a quote or source that both have either one, and run isf verify';
const mendTwice = 'remove one of the two lines, and run isf verify';

function readWords(list: string | undefined): string[] {
  return list === undefined ? [] : list.slice(1, -1).split('","');
}

/** A lockfile as it is written: sorted by id, sources first; those without a quote are left out. */
export function formatLock({ sources, quotes }: Lock): string {
  const cited = new Set([...quotes.values()].map(({ source }) => source));
  const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => compareText(a, b);
  return [
    opening,
    `version ${version}`,
    ...[...sources]
      .filter(([source]) => cited.has(source))
      .sort(byId)
      .map(([source, hash]) => `source ${source} sha256:${hash}`),
    ...[...quotes].sort(byId).map(([quote, entry]) => formatQuote(quote, entry)),
    '',
  ].join('\n');
}

/** True where two entries would be written alike. */
export function isSameEntry(a: LockedQuote | undefined, b: LockedQuote | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && formatQuote('', a) === formatQuote('', b));
}

function formatQuote(
  quote: string,
  { source, hash, start, verified, drops, adds, leavesParagraph }: LockedQuote,
): string {
  return [
    `quote ${quote} ${source} sha256:${hash} start:${start} verified:${verified}`,
    ...(drops.length === 0 ? [] : [`drops:${drops.map((word) => `"${word}"`).join(',')}`]),
    ...(adds.length === 0 ? [] : [`adds:${adds.map((word) => `"${word}"`).join(',')}`]),
    ...(leavesParagraph ? ['leaves-paragraph'] : []),
  ].join(' ');
}
