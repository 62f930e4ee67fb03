import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { root, type World } from './io.ts';
import { readTranscript, replay } from './transcript.ts';

/** Each transcript is a session with the invented knowledge base of test/fixtures/harbour. */
const folder = join(import.meta.dirname, 'transcripts');
const harbour = join(root, 'test', 'fixtures', 'harbour');

/** `UPDATE_TRANSCRIPTS=1` writes what comes back now: read the difference before you keep it. */
const update = process.env.UPDATE_TRANSCRIPTS === '1';

for (const file of readdirSync(folder)) {
  const text = readFileSync(join(folder, file), 'utf8');
  const world: World = {
    cwd: harbour,
    cache: inject('cache'),
    ...(file.includes('.200.') ? { columns: 200 } : {}),
    ...(file.includes('.colour.') ? { isTTY: true, env: { TERM: 'xterm-256color' } } : {}),
  };
  const exchanges = readTranscript(text);
  describe(file, () => {
    test('has commands', () => expect(exchanges.length).toBeGreaterThan(0));
    const answers = new Map<string, string>();
    test.each(exchanges)('$command', async ({ command, answer }) => {
      const now = await replay(command, world);
      answers.set(command, now);
      if (!update) expect(now).toBe(answer);
    });
    test.runIf(update)('is written anew', () => {
      writeFileSync(
        join(folder, file),
        `${exchanges.map(({ command }) => `$ ${command}\n${answers.get(command) ?? ''}`.trimEnd()).join('\n\n')}\n`,
      );
    });
  });
}
