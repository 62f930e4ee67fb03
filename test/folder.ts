import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The least manifest that there is. */
export const manifest = 'name: test\ntitle: Test\nversion: 1\n';

/** What files a folder is to hold, by their paths in it. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'isf-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder for one test: a manifest, unless it is given, and the files. */
export function dataFolder(files: Files): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'isf.yaml': manifest, ...files });
  return folder;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
