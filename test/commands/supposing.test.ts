import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { dataFolder } from '../folder.ts';
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

test('a state is recorded for somebody', async () => {
  expect((await ask('what-if parliament-approval')).text).toMatch(
    /on record: open for Azerbaijan, [^;]*; met for Kosovo/,
  );
});

test('a cell that mixes undertakings is told of', async () => {
  const { text } = await ask('matrix --actor israel hamas');
  expect(text).toMatch(/mix(es)? undertakings \(.*reconstruction.*\): --undertaking shows one alone/);
});

test.each(['', '..'])('drift %j is bad usage', async (range) => {
  const { code, stderr } = await runIsf(['drift', range], world);
  expect(code).toBe(2);
  expect(stderr).toContain('two dates or two revisions are expected');
});

test('a month that is none is said to be no date either', async () => {
  const { stderr } = await runIsf(['drift', '2026-13..2026-14'], world);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('it is no date either: there is no month 13');
});

test('compare says what a position is that does not say the same', async () => {
  const folder = dataFolder({
    'isf.yaml': 'name: t\ntitle: T\nversion: 1\nundertakings: {participation: joining, training: training}\n',
    'all.yaml': `
sources: [{id: s, title: S, publisher: P, published: 2026}]
actors: [{id: alfa, name: Alfa, type: state}, {id: bravo, name: Bravo, type: state}]
conditions: [{id: vote, name: A vote, statement: There is one., category: domestic}]
quotes: [{id: q, source: s, mode: direct, actor: alfa, said: 2026-01-02, text: Vote.}]
positions:
  - {actor: alfa, condition: vote, stance: requires, strength: red_line, since: 2026-01-02, evidence: [q]}
  - {id: given-up, actor: alfa, undertaking: training, condition: vote, stance: waives, since: 2026-01-02, evidence: [q]}
`,
  });
  const { text } = await ask(`compare alfa bravo --data ${folder}`);
  expect(text).toContain('otherwise has given up since 2026-01-02 for training · given-up');
});
