import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { root, runIsf } from './io.ts';

const world = { cache: inject('cache') };

async function ask(...argv: string[]) {
  const { stdout, code } = await runIsf([...argv, '-f', 'json'], world);
  expect(code, argv.join(' ')).toBe(0);
  return JSON.parse(stdout);
}

interface Named {
  readonly kind: string;
  readonly id: string;
}

interface Sentence {
  readonly section: string;
  readonly text: string;
  readonly records: readonly Named[];
  readonly footnotes: readonly number[];
}

describe.each([
  ['the shipped data', join(root, 'data'), ['--as-of', '2025-12-10']],
  ['the shipped data, all of it', join(root, 'data'), []],
  ['the narrows', join(root, 'test/fixtures/narrows'), []],
  ['the strait', join(root, 'test/fixtures/strait'), ['--as-of', '2025-12-31']],
])('briefs on everybody in %s', async (_, data, dated) => {
  const records = new Map<string, Record<string, unknown>>();
  for (const kind of ['actors', 'sources', 'quotes', 'conditions', 'positions', 'commitments', 'clauses', 'events'])
    for (const { id, record } of (await ask('list', kind, '--data', data)).results)
      records.set(`${kind}/${id}`, record);
  // Of those who are silent, and of people, who speak for others, a few will do.
  const isPerson = (id: string) => records.get(`actors/${id}`)?.type === 'person';
  const ids = [...records.keys()].filter((key) => key.startsWith('actors/')).map((key) => key.slice(7));
  const speaking = new Set([...records.values()].flatMap(({ actor }) => (actor === undefined ? [] : [actor])));
  const others = ids.filter((id) => !isPerson(id));
  const actors = [
    ...others.filter((id) => speaking.has(id)),
    ...others.filter((id) => !speaking.has(id)).slice(0, 3),
    ...ids.filter(isPerson).slice(0, 2),
    // Of those on an earlier day, a third.
  ].filter((_, at) => dated.length === 0 || at % 3 === 0);

  test.each(actors)('%s', async (actor) => {
    const brief = await ask('brief', actor, '--data', data, ...dated);
    const sentences: Sentence[] = brief.results;
    expect(sentences.length).toBeGreaterThan(0);

    // Every sentence names records that are there, and its footnotes are there.
    for (const { text, records: named, footnotes } of sentences) {
      expect(named, text).not.toEqual([]);
      for (const { kind, id } of named) expect(records.has(`${kind}/${id}`), `${kind}/${id}`).toBe(true);
      for (const number of footnotes) expect(brief.footnotes[number - 1].number).toBe(number);
      expect(text).not.toContain('undefined');
      expect(text).not.toContain('null');
    }
    // No footnote is there for nothing, and none stands twice.
    const used = new Set(sentences.flatMap(({ footnotes }) => footnotes));
    expect(used.size).toBe(brief.footnotes.length);
    expect(new Set(brief.footnotes.map(({ label }: { label: string }) => label)).size).toBe(used.size);

    // What stands between quotation marks is a verbatim quote, whole.
    const verbatim = [...records]
      .filter(([key, record]) => key.startsWith('quotes/') && record.mode === 'direct')
      .map(([, record]) => `“${String(record.text).trim()}”`);
    for (const { section, text } of sentences) {
      const [said] = /: “.*”$/s.exec(text) ?? [];
      if (section === 'conditions' && said) expect(verbatim).toContain(said.slice(2));
    }

    // It says of the actor's own positions what who-conditions says, no more and no less.
    const held = await ask('who-conditions', actor, '--data', data, ...dated);
    const own = held.results.filter(({ via }: { via: unknown }) => via === null);
    const ofSection = (...wanted: string[]) =>
      sentences
        .filter(({ section }) => wanted.includes(section))
        .flatMap(({ records: named }) => named.flatMap(({ kind, id }) => (kind === 'positions' ? [id] : [])));
    expect(ofSection('conditions', 'besides').sort()).toEqual(
      own.map(({ position }: { position: string }) => position).sort(),
    );
    for (const { position, evidence } of own) {
      const sentence = sentences.find(
        ({ section, records: named }) =>
          ['conditions', 'besides'].includes(section) && named.some(({ id }) => id === position),
      );
      const rests = (sentence?.footnotes ?? []).map((number) => brief.footnotes[number - 1].evidence?.id);
      expect(rests).toEqual(expect.arrayContaining(evidence.map(({ id }: { id: string }) => id)));
    }
    const holding = own.filter(
      ({ holds_back, undertaking }: { holds_back: boolean; undertaking: string }) =>
        holds_back && brief.query.undertakings.includes(undertaking),
    );
    if (holding.length > 0)
      expect(ofSection('standing')).toEqual(
        expect.arrayContaining(holding.map(({ position }: { position: string }) => position)),
      );
  });
});

test('nothing said later than the date is in it', async () => {
  const { footnotes } = await ask('brief', 'indonesia', '--as-of', '2025-12-10');
  const said = footnotes.flatMap(({ evidence }: { evidence?: { said: string } }) => evidence?.said ?? []);
  expect(said.length).toBeGreaterThan(3);
  for (const date of said) expect(date.slice(0, 10) <= '2025-12-10', date).toBe(true);
});

test('two people with the same title are not one speaker', async () => {
  const { stdout } = await runIsf(['brief', 'kestria', '--data', join(root, 'test/fixtures/narrows')], world);
  expect(stdout).toContain('“We leave the east bank');
  const { footnotes } = await ask('brief', 'velia', '--data', join(root, 'test/fixtures/narrows'));
  const actors = new Map(
    footnotes.flatMap(({ number, evidence }: { number: number; evidence?: { actor: string } }) =>
      evidence?.actor === undefined ? [] : [[number, evidence.actor]],
    ),
  );
  const same = [...stdout.matchAll(/^\[(\d+)\][^[]*the same speaker, date and source as \[(\d+)\]/gm)];
  for (const [, later, earlier] of same) expect(actors.get(Number(later))).toBe(actors.get(Number(earlier)));
});

test('a person has spoken for whom the quote says, and for whoever claims it of another', async () => {
  const hamdan = await runIsf(['brief', 'osama-hamdan'], world);
  expect(hamdan.stdout).toMatch(/has spoken for Hamas \(\d+ quotes?\)/);
  expect(hamdan.stdout).not.toContain('Indonesia (');
  const trump = await runIsf(['brief', 'donald-trump'], world);
  expect(trump.stdout).toContain('The latest record of Donald Trump is dated 2026-02-19.');
});

test('what the desk adds and how sure it is stand beside what is said', async () => {
  const textOf = async (actor: string) =>
    (await ask('brief', actor)).results.map(({ text }: Sentence) => text).join('\n');
  expect(await textOf('united-kingdom')).toContain('moderate confidence. note: The words are that there is no plan');
  const pakistan = await textOf('pakistan');
  expect(pakistan).toContain('Vetoed by Israel, moderate confidence.');
  expect(pakistan).toMatch(/Israel.*note: .*veto is the desk's judgement/);
});

test('a brief on an undertaking without a record says so of that alone', async () => {
  const { stdout } = await runIsf(['brief', 'kosovo', '--undertaking', 'withdrawal'], world);
  expect(stdout).toContain('No position or decision of Kosovo on withdrawal is on record.');
});

test('two briefs in one document share no footnote', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'both.md');
  const marked = ['arcadia', 'borduria', 'arcadia --as-of 2025-12-31', 'arcadia --undertaking participation'].map(
    (of) => `<!-- isf: brief ${of} -->\n<!-- /isf -->\n`,
  );
  writeFileSync(file, `# Two\n\n${marked.join('\n')}`);
  expect((await runIsf(['report', file, '--data', join(root, 'test/fixtures/harbour')])).code).toBe(0);
  const labels = [...readFileSync(file, 'utf8').matchAll(/^\[\^(.*?)\]:/gm)].map(([, label]) => label);
  expect(labels.length).toBeGreaterThan(8);
  expect(new Set(labels).size).toBe(labels.length);
});
