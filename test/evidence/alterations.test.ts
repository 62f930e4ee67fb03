import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../folder.ts';
import { runIsf } from '../io.ts';
import { alterations, harmless, printed, seeded, sourceText, withEllipses } from './alterations.ts';

/** Every alteration of a verified quote is told by `isf check`, and refused or flagged by `isf verify`. */
const seed = 2803;
const random = seeded(seed);
const { source, statements } = sourceText(random);
const quotes = [...printed, ...statements.slice(0, 20), ...withEllipses(random, statements.slice(40, 80))];

const folder = temporaryFolder(afterAll);
const cache = join(folder, 'cache');

/** Of one file, `isf check` lists no more than 500 problems. */
const mostPerFile = 200;

/** A knowledge base of the given direct quotes, `q-0`, `q-1` and so on, and a snapshot of their one source. */
function write(name: string, texts: readonly string[], snapshot = source): { data: string; snapshots: string } {
  const [data, snapshots] = [join(folder, name), join(folder, `${name}-texts`)];
  for (const path of [data, snapshots]) mkdirSync(path, { recursive: true });
  writeFileSync(join(data, 'isf.yaml'), 'name: altered\ntitle: Altered quotes\nversion: 1\n');
  const records = {
    sources: [{ id: 'paper', title: 'A paper', publisher: 'A press', published: '2026-01-01' }],
    actors: [{ id: 'state', name: 'A state', type: 'state' }],
  };
  // JSON is YAML, and keeps every character.
  writeFileSync(join(data, 'record.yaml'), JSON.stringify(records));
  const defaults = { quotes: { source: 'paper', mode: 'direct', said: '2025-12-31', actor: 'state' } };
  for (let from = 0; from < texts.length; from += mostPerFile) {
    const some = texts.slice(from, from + mostPerFile).map((text, index) => ({ id: `q-${from + index}`, text }));
    writeFileSync(join(data, `quotes-${from}.yaml`), JSON.stringify({ defaults, quotes: some }, null, 1));
  }
  writeFileSync(join(snapshots, 'paper.txt'), snapshot);
  return { data, snapshots };
}

interface Row {
  readonly quote: string;
  readonly state: string;
  readonly drops: readonly string[];
  readonly adds: readonly string[];
  readonly leaves_paragraph: boolean;
}

async function verify({ data, snapshots }: { data: string; snapshots: string }, ...options: string[]): Promise<Row[]> {
  const { stdout } = await runIsf(['verify', '--data', data, '--snapshots', snapshots, '-f', 'json', ...options], {
    cache,
  });
  return JSON.parse(stdout).results;
}

const isFlagged = (row: Row) => row.drops.length > 0 || row.adds.length > 0 || row.leaves_paragraph;

test('the quotes to be altered are verified, and nothing about them is flagged', async () => {
  const rows = await verify(write('true', quotes));
  expect(rows).toHaveLength(quotes.length);
  expect(rows.filter((row) => row.state !== 'verified' || isFlagged(row))).toEqual([]);
});

describe('every alteration is told', () => {
  const rounds = process.env.FIGURES === '1' ? 3 : 1;
  const altering = seeded(seed + 1);
  const altered = Object.entries(alterations).flatMap(([name, alter]) =>
    quotes.flatMap((quote) => {
      const made = Array.from({ length: rounds }, () => alter(quote, altering));
      return [...new Set(made)].flatMap((text) => (text === null || text === quote ? [] : [{ name, quote, text }]));
    }),
  );
  let edited = 0;
  const rows = new Map<string, Row>();

  beforeAll(async () => {
    // Verified as they were, then altered behind the back of the lockfile.
    const before = altered.map(({ quote }) => quote);
    const places = write('altered', before);
    expect((await verify(places)).filter(({ state }) => state !== 'verified')).toEqual([]);
    write(
      'altered',
      altered.map(({ text }) => text),
    );
    const { stdout } = await runIsf(['check', '--data', places.data, '-f', 'json'], { cache });
    edited = JSON.parse(stdout).results.filter(({ rule }: { rule: string }) => rule === 'edited-quote').length;
    for (const row of await verify(places, '--check')) rows.set(row.quote, row);
  }, 60_000);

  test('at least 1,000 are tried, 30 or more of each class', () => {
    expect(altered.length).toBeGreaterThanOrEqual(1_000);
    for (const name of Object.keys(alterations))
      expect(altered.filter((each) => each.name === name).length, name).toBeGreaterThanOrEqual(30);
  });

  test('isf check tells of each, without a snapshot', () => expect(edited).toBe(altered.length));

  test.each(Object.keys(alterations))('isf verify refuses or flags: %s', (name) => {
    const missed = altered.flatMap((each, index) => {
      const row = rows.get(`q-${index}`);
      const isTold = row !== undefined && (row.state !== 'verified' || isFlagged(row));
      return each.name === name && !isTold ? [each] : [];
    });
    expect(missed).toEqual([]);
  });

  test.runIf(process.env.FIGURES === '1')('figures', () => {
    const lines = Object.keys(alterations).map((name) => {
      const of = altered.flatMap((each, index) => (each.name === name ? [rows.get(`q-${index}`)] : []));
      const count = (state: string) => of.filter((row) => row?.state === state).length;
      return `| ${name} | ${of.length} | ${count('not_found')} | ${count('ambiguous')} | ${count('verified')} | ${of.filter((row) => row?.state === 'verified' && !isFlagged(row)).length} |`;
    });
    process.stdout.write(
      `| class | tried | not found | ambiguous | flagged | missed |\n${lines.join('\n')}\n${altered.length}\n`,
    );
  });
});

describe('what is no alteration is not', () => {
  const changes = Object.entries(harmless);
  const rows = new Map<string, Row>();
  let asPrinted = '';

  beforeAll(async () => {
    const places = write(
      'harmless',
      changes.flatMap(([, change]) => quotes.map(change)),
    );
    for (const row of await verify(places)) rows.set(row.quote, row);
    asPrinted = write('printed', quotes).data;
  });

  test.each(changes.map(([name], index) => [name, index * quotes.length] as const))('%s in a quote', (_, first) => {
    const found = quotes.map((__, index) => rows.get(`q-${first + index}`));
    expect(found.filter((row) => row?.state !== 'verified' || isFlagged(row))).toEqual([]);
  });

  test.each(changes)('%s in the source', async (name, change) => {
    const snapshots = join(folder, `${name.replaceAll(/\W+/g, '-')}-source`);
    mkdirSync(snapshots);
    writeFileSync(join(snapshots, 'paper.txt'), change(source));
    const found = await verify({ data: asPrinted, snapshots }, '--check');
    expect(found).toHaveLength(quotes.length);
    expect(found.filter((row) => row.state !== 'verified' || isFlagged(row))).toEqual([]);
  });
});
