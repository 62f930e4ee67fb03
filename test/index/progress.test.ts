import { expect, test } from 'vitest';
import { writeBase } from '../bench/base.ts';
import { temporaryFolder } from '../folder.ts';
import { runIsf } from '../io.ts';

test('while a large index is built, a terminal shows how far it is, and in the end nothing of it', async () => {
  const folder = temporaryFolder();
  writeBase(folder, 2000);
  const line = ['list', 'actors', '--data', folder];
  const world = { cache: temporaryFolder(), isTTY: true, columns: 100 };
  const built = await runIsf(line, world);
  const told = ['reading', 'reading', 'checking'].map(
    (stage) => `\rbuilding the index: ${stage} the data, 2,602 records\u001b[K`,
  );
  expect(built.stderr).toBe(`${told.join('')}\r\u001b[K`);
  expect((await runIsf(line, world)).stderr).toBe('');
  expect((await runIsf(['list', 'actors'], { isTTY: true })).stderr).toBe('');
});
