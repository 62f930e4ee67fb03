import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { root } from './io.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program built from the sources as they are now, apart from dist: the file to run with node. */
    program: string;
    /** A folder for the index files of knowledge bases that no test changes. */
    cache: string;
  }
}

/** Builds the program once for all tests, and removes it after them. */
export function setup({ provide }: TestProject): () => void {
  // Below node_modules, where the bundle finds the packages that it leaves out.
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules', '.cache', 'isf-test-'));
  chmodSync(folder, 0o755);
  for (const file of ['package.json', 'bin', 'data']) cpSync(join(root, file), join(folder, file), { recursive: true });
  execFileSync(process.execPath, [join(root, 'build.js'), join(folder, 'dist')], { cwd: root });
  provide('program', join(folder, 'bin', 'isf.js'));
  provide('cache', join(folder, 'cache'));
  return () => rmSync(folder, { recursive: true, force: true });
}
