import { expect, test } from 'vitest';
import { dataFolder, manifest, temporaryFolder } from './folder.ts';
import { runIsf } from './io.ts';

test.each([
  [['show', 'x'.repeat(100_000)]],
  [['list', 'y'.repeat(100_000)]],
  [['timeline', '--since', 'z'.repeat(100_000)]],
])('an error repeats no more of a long argument than it takes to know it by', async (argv) => {
  const { code, stderr } = await runIsf(argv, { cwd: 'test/fixtures/harbour' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/[xyz]…? ?.*\(\d+ characters in all\)/);
  expect(stderr.length).toBeLessThan(1500);
});

test('taking part is an undertaking of every knowledge base, whatever others its manifest names', async () => {
  const data = dataFolder({
    'isf.yaml': `${manifest}undertakings: {opening: to open}\n`,
    'a.yaml': `sources: [{id: s, title: S, publisher: P, published: 2026}]
events: [{id: ev, date: 2026-01-02, title: Ev, sources: [s]}]
actors: [{id: a, name: A, type: state}]
conditions: [{id: c, name: C, statement: It is., category: tasks}]
quotes: [{id: q, source: s, mode: direct, text: So., said: 2026-01-02, attribution: outlet, actor: a, contradicts: [ev]}]
positions: [{actor: a, condition: c, stance: requires, strength: red_line, since: 2026-01-02, evidence: [q]}]
`,
  });
  expect((await runIsf(['unlock', '--actors', '1', '--data', data])).code).toBe(0);
  const folder = temporaryFolder();
  const exported = await runIsf(['export', 'sqlite', '-o', 'x.sqlite', '--data', data], { cwd: folder });
  expect(exported).toMatchObject({ code: 0 });
  expect((await runIsf(['list', 'quotes', '--where', 'contradicts=ev', '-f', 'csv', '--data', data])).code).toBe(0);
});
