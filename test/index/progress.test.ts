import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, temporaryFolder } from '../folder.ts';
import { root, runIsf } from '../io.ts';

test('while a large index is built, a terminal shows how far it is, and in the end nothing of it', async () => {
  const actors = (first: string, count: number) =>
    `actors:\n${Array.from({ length: count }, (_, index) => `  - {id: ${first}-${index}, name: X, type: state}\n`).join('')}`;
  const folder = dataFolder({ 'a.yaml': actors('a', 1900), 'b.yaml': actors('b', 200) });
  const line = ['list', 'actors', '--data', folder];
  const world = { cache: temporaryFolder(), isTTY: true, columns: 100 };
  const built = await runIsf(line, world);
  const told = ['reading', 'reading', 'checking'].map(
    (stage) => `\rbuilding the index: ${stage} the data, 2,100 records\u001b[K`,
  );
  expect(built.stderr).toBe(`${told.join('')}\r\u001b[K`);
  expect((await runIsf(line, world)).stderr).toBe('');
  expect(
    (await runIsf(['list', 'actors'], { cwd: join(root, 'test', 'fixtures', 'harbour'), isTTY: true })).stderr,
  ).toBe('');
});
