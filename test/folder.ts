import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The least manifest that there is. */
export const manifest = 'name: test\ntitle: Test\nversion: 1\n';

/** What files a folder is to hold, by their paths in it. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Says when something is over: a test, or with `afterAll` all those of a file or a `describe`. */
type Until = (over: () => void) => void;

/** An empty folder that is gone after the test. */
export function temporaryFolder(until: Until = onTestFinished): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'isf-test-')));
  until(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder that is gone after the test: a manifest, unless it is given, and the files. */
export function dataFolder(files: Files, until: Until = onTestFinished): string {
  const folder = temporaryFolder(until);
  writeFiles(folder, { 'isf.yaml': manifest, ...files });
  return folder;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
