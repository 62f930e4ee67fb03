import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root, runIsf } from '../io.ts';

const world = { cache: inject('cache') };
const narrows = join(root, 'test', 'fixtures', 'narrows');

async function ask(question: string): Promise<{ stdout: string; text: string }> {
  const { stdout } = await runIsf(question.split(' '), world);
  return { stdout, text: stdout.replaceAll(/\s+/g, ' ') };
}

test('a bloc without members is not called silent: it binds nobody', async () => {
  const { text } = await ask('unlock --for arab-states');
  expect(text).toContain('is a bloc of which no members are on record: what it asks for binds nobody');
  expect(text).not.toContain('it is silent');
  const answer = JSON.parse((await ask('unlock --for arab-states -f json')).stdout);
  expect([answer.silent, answer.unbound]).toEqual([[], ['arab-states']]);
});

test('a bloc with members is taken as those, and that is said', async () => {
  const { text } = await ask(`unlock --for quay-union --data ${narrows}`);
  expect(text).toContain('Quay Union is taken as its members, each by its own terms: Velia, Tarn.');
});

test('who asks for what is lost is named with the undertaking, and the ids of its words', async () => {
  const { text } = await ask('what-if --not hamas-disarmed');
  expect(text).toContain('asked for by Israel (red line) for its reconstruction · il-11, il-11-b');
  expect(text).toContain('asked for by Israel (red line) for its withdrawal, a claim by');
});
