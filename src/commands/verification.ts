import { setImmediate } from 'node:timers/promises';
import { turningCuts } from '../evidence/cuts.ts';
import type { Lock } from '../evidence/lock.ts';
import type { Match } from '../evidence/match.ts';
import { prepareSnapshot } from '../evidence/snapshot.ts';
import {
  type Comparison,
  changesOf,
  compare,
  type DirectQuote,
  type LockChange,
  updateLock,
  vouches,
} from '../evidence/verify.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Verification } from '../model/proof.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { readLock, writeLock } from '../source/lock.ts';
import { isFolder, readSnapshot, snapshotEndings, snapshotSize } from '../source/snapshots.ts';
import { counted } from '../view/labels.ts';
import { type Verified, verifyBlocks } from '../view/verify.ts';
import { noteBlocks, titled, type View } from '../view/view.ts';
import type { Session } from './command.ts';

/** What `isf verify` was asked to do. */
export interface VerifyOptions {
  readonly snapshots?: string;
  readonly check?: boolean;
}

/** What a run found out before the lockfile is written. */
interface Run {
  readonly comparisons: readonly Comparison[];
  /** SHA-256 of the snapshots that were read, by source. */
  readonly snapshots: ReadonlyMap<string, string>;
  readonly missing: readonly string[];
  readonly refused: readonly string[];
}

/** Compares direct quotes with their sources, as far as asked for, and brings the lockfile up to date. Loaded late: it takes the matcher and hashing. */
export async function verifyQuotes(session: Session, named: readonly string[], options: VerifyOptions): Promise<View> {
  const { knowledge, root } = session;
  const sources = new Set(named.map((name) => resolve(knowledge, name, ['sources']).id));
  const quotes = directQuotes(knowledge, sources);
  const run = options.snapshots === undefined ? undefined : await compareAll(session, quotes, options.snapshots);
  const { comparisons, snapshots } = run ?? nothing;
  const proofs = [...knowledge.proofs()];
  const update = (lock: Lock) => updateLock(lock, { proofs, comparisons, snapshots, today: session.today() });
  const before = readLock(root);
  const after = update(before);
  const change = changesOf(before, after);
  const differs = Object.values(change).some((ids) => ids.length > 0);
  const isWritten = differs && run !== undefined && !options.check;
  if (isWritten) await writeLock(root, update);
  const known = isWritten ? after : updateLock(before, { ...nothing, proofs, today: '' });
  const matches = new Map(comparisons.map(({ quote, match }) => [quote.id, match]));
  const rows = quotes.map((quote) => toRow(quote, known, matches.get(quote.id), run !== undefined));
  const notes = [
    ...(run?.refused ?? []),
    ...missingNotes(run, options),
    ...named
      .filter((name) => !quotes.some(({ source }) => source === resolve(knowledge, name, ['sources']).id))
      .map((name) => `"${name}" has no direct quotes.`),
    ...(rows.some(({ state }) => state === 'not_found')
      ? ['[-so-] stands in the source alone, {+so+} in the quote alone.']
      : []),
    summary(rows),
    ...lockNotes(change, differs, isWritten),
  ];
  const isProved = ({ state, verification }: Verified) =>
    state === 'verified' || (state === 'no_snapshot' && verification === 'verified');
  const isNo = !rows.every(isProved) || (run?.refused.length ?? 0) > 0 || (options.check === true && differs);
  return {
    data: {
      command: 'verify',
      query: { snapshots: options.snapshots ?? null, sources: [...sources], check: options.check ?? false },
      as_of: null,
      results: rows,
      notes,
      lock: { ...change, written: isWritten },
    },
    title: titled('Verification of quotes', [...sources].map(namesIn(knowledge).source), null),
    blocks: [...verifyBlocks(rows, new Map(quotes.map(({ id, text }) => [id, text]))), ...noteBlocks(notes)],
    exit: isNo ? 1 : 0,
  };
}

const nothing: Run = { comparisons: [], snapshots: new Map(), missing: [], refused: [] };

function directQuotes(knowledge: KnowledgeBase, sources: ReadonlySet<string>): DirectQuote[] {
  const quotes: DirectQuote[] = [];
  for (const { id, source, mode, text, prefix, suffix } of knowledge.list('quotes'))
    if (mode === 'direct' && (sources.size === 0 || sources.has(source)))
      quotes.push({ id, source, text, prefix, suffix });
  return quotes;
}

/** Enough text for the comparison to be felt, in bytes. */
const long = 4_000_000;

async function compareAll(session: Session, quotes: readonly DirectQuote[], given: string): Promise<Run> {
  const folder = session.path(given);
  if (!isFolder(folder))
    throw new Failure(
      exitCodes.surroundings,
      `there is no folder ${given}`,
      'it holds a text for each source: <source id>.txt',
    );
  const bySource = new Map<string, DirectQuote[]>();
  for (const quote of quotes) {
    const group = bySource.get(quote.source);
    if (group) group.push(quote);
    else bySource.set(quote.source, [quote]);
  }
  const size = [...bySource.keys()].reduce((sum, source) => sum + snapshotSize(folder, source), 0);
  const comparisons: Comparison[] = [];
  const snapshots = new Map<string, string>();
  const missing: string[] = [];
  const refused: string[] = [];
  for (const [index, [source, group]] of [...bySource].entries()) {
    if (size > long) session.progress(`comparing ${source} (${index + 1} of ${bySource.size})`);
    // So that Ctrl-C is heard.
    await setImmediate();
    const reading = await readSnapshot(folder, source);
    if (reading.state === 'missing') missing.push(source);
    else if (reading.state === 'refused')
      refused.push(`${given}/${reading.file}: ${reading.message}; ${reading.hint}.`);
    else {
      snapshots.set(source, reading.hash);
      const snapshot = prepareSnapshot(reading.text);
      for (const quote of group) comparisons.push(compare(quote, snapshot));
    }
  }
  return { comparisons, snapshots, missing, refused };
}

function toRow(quote: DirectQuote, lock: Lock, match: Match | undefined, isCompared: boolean): Verified {
  const entry = lock.quotes.get(quote.id);
  const verification: Exclude<Verification, 'reported'> =
    entry === undefined ? 'unverified' : vouches(entry, quote) ? 'verified' : 'changed';
  const found = match?.state === 'verified' ? match : undefined;
  const turning = turningCuts(found?.cuts ?? []);
  const state =
    match === undefined
      ? isCompared
        ? 'no_snapshot'
        : verification
      : match.state === 'absent'
        ? 'not_found'
        : match.state;
  return {
    quote: quote.id,
    source: quote.source,
    state,
    start: found?.start ?? (match === undefined && verification === 'verified' ? (entry?.start ?? null) : null),
    closest: match?.state === 'absent' ? match.closest : null,
    verification,
    verified: entry?.verified ?? null,
    starts: match?.state === 'ambiguous' ? match.starts : [],
    count: match?.state === 'ambiguous' ? match.count : found ? 1 : 0,
    drops: found ? turning.flatMap(({ drops }) => drops) : (entry?.drops ?? []),
    adds: found ? turning.flatMap(({ adds }) => adds) : (entry?.adds ?? []),
    leaves_paragraph: found ? found.cuts.some((cut) => cut.leavesParagraph) : (entry?.leavesParagraph ?? false),
    in_context: found?.inContext ?? true,
  };
}

function missingNotes(run: Run | undefined, { snapshots }: VerifyOptions): string[] {
  if (!run) return ['Not compared with the sources: this is what isf.lock vouches for. --snapshots compares.'];
  const endings = snapshotEndings.map((ending) => `.${ending}`).join(', ');
  return run.missing.length === 0
    ? []
    : [`No snapshot in ${snapshots} of ${run.missing.join(', ')}; looked for <source id>${endings}.`];
}

function summary(rows: readonly Verified[]): string {
  if (rows.length === 0) return 'No direct quotes.';
  const states = ['verified', 'not_found', 'ambiguous', 'no_snapshot', 'changed', 'unverified'] as const;
  const parts = states.flatMap((state) => {
    const count = rows.filter((row) => row.state === state).length;
    return count === 0 ? [] : [`${count} ${state.replaceAll('_', ' ')}`];
  });
  return `${counted(rows.length, 'direct quote')}: ${parts.join(', ')}.`;
}

function lockNotes({ added, changed, removed, snapshots }: LockChange, differs: boolean, isWritten: boolean): string[] {
  if (!differs) return ['isf.lock is up to date.'];
  const parts = [
    ...listed('new', added),
    ...listed('changed', changed),
    ...listed('removed', removed),
    ...listed('another snapshot of', snapshots),
  ];
  return [`isf.lock ${isWritten ? 'written' : 'would change'}: ${parts.join('; ')}.`];
}

/** Names while they are few, and their number; all of them are in the data. */
function listed(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  return [ids.length > 6 ? `${what} ${ids.length}` : `${what} ${ids.join(', ')}`];
}
