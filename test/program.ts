import { execSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './io.ts';

/** The program built from the sources as they are now, apart from dist, which another test may be building. */
export interface Built {
  /** The file to run with node. */
  readonly main: string;
  remove(): void;
}

export function buildProgram(): Built {
  // Below node_modules, where the bundle finds the packages that it leaves out.
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules', '.cache', 'isf-test-'));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  execSync(scripts.build.replace('--outdir=dist', `--outdir='${join(folder, 'dist')}'`), {
    cwd: root,
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
  });
  return { main: join(folder, 'dist', 'main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
