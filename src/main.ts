import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { run } from './cli.ts';
import type { Stream } from './io.ts';
import { exitCodes, Failure } from './model/failure.ts';
import { discardPending } from './source/write.ts';

const home = join(import.meta.dirname, '..');

function stream(of: NodeJS.WriteStream): Stream {
  let failed = false;
  of.on('error', () => {
    failed = true;
  });
  return {
    write: (text) => {
      of.write(text);
    },
    isRead: async () => {
      // A write that failed is known a turn later.
      await setImmediate();
      if (!failed && of.writableNeedDrain) await once(of, 'drain').catch(() => {});
      return !failed;
    },
    isTTY: of.isTTY === true,
    columns: of.columns ?? 80,
  };
}

/** The user's cache folder, by the custom of the system (XDG Base Directory 0.8, and its likes elsewhere). */
function cacheFolder(): string | undefined {
  const { env, platform } = process;
  if (env.ISF_CACHE !== undefined) return env.ISF_CACHE === '' ? undefined : env.ISF_CACHE;
  if (env.XDG_CACHE_HOME?.startsWith('/')) return join(env.XDG_CACHE_HOME, 'isf');
  if (platform === 'win32') return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, 'isf', 'cache') : undefined;
  const user = homeFolder();
  if (user === '') return undefined;
  return platform === 'darwin' ? join(user, 'Library', 'Caches', 'isf') : join(user, '.cache', 'isf');
}

/** Empty where there is none, as for a user id in a container that no account has. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** Empty where it has been removed. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}

/** Today in UTC, or the day that a reproducible build sets (https://reproducible-builds.org/specs/source-date-epoch/); throws a Failure where that is no number. */
function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? '';
  if (!/^\d{0,11}$/.test(epoch))
    throw new Failure(
      exitCodes.usage,
      `SOURCE_DATE_EPOCH is "${epoch}", and no number of seconds`,
      'set it to a whole number, such as what git log -1 --format=%ct prints, or unset it',
    );
  const seconds = epoch === '' ? Date.now() / 1000 : Number(epoch);
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** A reader that closes early has had enough; any other failure to write is one of the surroundings. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.exitCode = exitCodes.surroundings;
  if (error.code !== undefined) process.stderr.write(`isf: error: cannot write the output (${error.code})\n`);
}

/** Ends with the exit code that a shell gives a signal, leaving nothing half written. */
function endOnSignal(code: number): () => void {
  return () => {
    discardPending();
    process.exit(code);
  };
}

process.once('SIGINT', endOnSignal(130));
process.once('SIGTERM', endOnSignal(143));
process.stdout.on('error', endQuietly);
process.stderr.on('error', () => {});

const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
const { size, mtimeMs } = statSync(import.meta.filename);
const running = run(process.argv.slice(2), {
  stdout: stream(process.stdout),
  stderr: stream(process.stderr),
  env: process.env,
  cwd: workingFolder(),
  shipped: join(home, 'data'),
  cache: cacheFolder(),
  today,
  version,
  build: `${version} ${size} ${mtimeMs}`,
});
// Not awaited at the top, which CommonJS, as which this is built, cannot do.
running.then((code) => {
  process.exitCode ??= code;
});
