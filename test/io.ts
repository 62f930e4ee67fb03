import { join } from 'node:path';
import { run } from '../src/cli.ts';
import type { Io } from '../src/io.ts';

export interface World {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The width of both streams, as terminals where `isTTY`. */
  readonly columns?: number;
  readonly isTTY?: boolean;
  /** A folder for index files; without one the index is in memory. */
  readonly cache?: string;
  readonly shipped?: string;
  readonly build?: string;
  readonly today?: string;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const root = join(import.meta.dirname, '..');

/** Runs the program in this process, in a world of its own. */
export async function runIsf(argv: readonly string[], world: World = {}): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isRead: async () => true,
    isTTY: world.isTTY ?? false,
    columns: world.columns ?? 80,
  });
  const io: Io = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: world.env ?? {},
    cwd: world.cwd ?? root,
    shipped: world.shipped ?? join(root, 'data'),
    cache: world.cache,
    today: () => world.today ?? '2026-07-01',
    version: '0.0.0-test',
    build: world.build ?? 'test',
  };
  const code = await run(argv, io);
  return { code, ...written };
}
