import { mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { csvFiles } from '../../src/export/csv.ts';
import { exportText } from '../../src/export/index.ts';
import { rowsOf } from '../../src/export/rows.ts';
import type { Quote } from '../../src/model/record.ts';
import { recordedBy } from '../../src/query/recorded.ts';
import { temporaryFolder } from '../folder.ts';
import { root, runIsf } from '../io.ts';
import { anyText } from '../render/views.ts';
import { knowledgeOf } from './memory.ts';

const harbour = join(root, 'test', 'fixtures', 'harbour');
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const isf = (...argv: string[]) => runIsf(['export', ...argv], { cwd: harbour, cache: inject('cache') });

describe('where an export goes', () => {
  test('a text goes to stdout, what there is to say of it to stderr', async () => {
    expect(JSON.parse((await isf('json')).stdout).manifest.name).toBe('harbour');
    const { stdout, stderr, code } = await isf('dot');
    expect([stdout.slice(0, 19), stderr, code]).toEqual([
      'digraph "harbour" {',
      'isf: Standing positions only; left out for having none: actors 2, conditions 0.\n',
      0,
    ]);
  });

  test.each(['sqlite', 'csv'])('%s needs a name', async (format) => {
    const { code, stdout, stderr } = await isf(format);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('name it with -o');
  });

  test('a file that is there is replaced, whatever it was', async () => {
    const path = join(folder, 'kb.sqlite');
    writeFileSync(path, 'not a database');
    expect((await isf('sqlite', '-o', path)).stdout).toBe(`Wrote ${path}.\n`);
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(readdirSync(folder)).toEqual(['kb.sqlite']);
  });

  test('an empty folder is filled, an earlier export replaced by --force alone', async () => {
    expect((await isf('csv', '-o', folder)).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([...csvFiles].sort());
    writeFileSync(join(folder, 'actors.csv'), 'mine');
    const again = await isf('csv', '-o', folder);
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toContain('--force replaces what an earlier export wrote');
    expect(readFileSync(join(folder, 'actors.csv'), 'utf8')).toBe('mine');
    expect((await isf('csv', '-o', folder, '--force')).code).toBe(0);
    expect(readFileSync(join(folder, 'actors.csv'), 'utf8')).toContain('arcadia');
  });

  test.each([
    ['to a folder', true],
    ['to a folder to come', false],
  ])('a link %s stays, and its folder is filled', async (_, isThere) => {
    const [tables, link] = [join(folder, 'tables'), join(folder, 'link')];
    if (isThere) mkdirSync(tables);
    symlinkSync('tables', link);
    for (const force of [[], ['--force']]) {
      expect((await isf('csv', '-o', link, ...force)).code).toBe(0);
      expect(readlinkSync(link)).toBe('tables');
      expect(readdirSync(tables).sort()).toEqual([...csvFiles].sort());
    }
    expect(readdirSync(folder).sort()).toEqual(['link', 'tables']);
  });

  test('a folder with anybody else’s work in it is refused, --force or not', async () => {
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const { code, stderr } = await isf('csv', '-o', folder, '--force');
    expect(stderr).toContain('holds thesis.txt, which no export wrote');
    expect([code, readdirSync(folder)]).toEqual([2, ['thesis.txt']]);
  });

  test.each(['sqlite', 'csv', 'json'])('%s into what is no folder: said, nothing left behind', async (format) => {
    const file = join(folder, 'file');
    writeFileSync(file, 'old');
    const { code, stderr } = await isf(format, '-o', join(file, 'kb'));
    expect(stderr).toContain('(ENOTDIR)');
    expect([code, readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([4, ['file'], 'old']);
  });

  test('a database that another program has open is left alone', async () => {
    const path = join(folder, 'kb.sqlite');
    writeFileSync(path, 'old');
    writeFileSync(`${path}-wal`, '');
    expect(await isf('sqlite', '-o', path)).toMatchObject({ code: 4 });
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test.each(['sqlite', 'json', 'dot'])('%s takes no folder for its file', async (format) => {
    const { code, stderr } = await isf(format, '-o', folder);
    expect(stderr).toBe(`isf: error: ${folder} is a folder, and this writes a file\n hint: name a file in it\n`);
    expect([code, readdirSync(folder)]).toEqual([4, []]);
  });

  test('csv takes no file for its folder, and sqlite no device for its file', async () => {
    const path = join(folder, 'kb');
    writeFileSync(path, 'old');
    const { code, stderr } = await isf('csv', '-o', path);
    expect(stderr).toBe(`isf: error: ${path} is a file, and csv writes a folder\n hint: name a folder\n`);
    expect([code, readFileSync(path, 'utf8')]).toEqual([4, 'old']);
    expect(await isf('sqlite', '-o', '/dev/null')).toMatchObject({ code: 4 });
  });

  test.runIf(process.platform === 'linux')('a full disk is said', async () => {
    const { code, stderr } = await isf('json', '-o', '/dev/full');
    expect([code, stderr.split('\n')[0]]).toEqual([4, 'isf: error: cannot write /dev/full (ENOSPC)']);
  });
});

describe('an export is made as it is taken', () => {
  const many = 5000;
  function knowledgeWith(made: { count: number }) {
    function* quotes(): Iterable<Quote> {
      for (; made.count < many; made.count++) {
        const id = `q${made.count}`;
        yield { id, source: 's', mode: 'direct', text: `We said ${id}.`, said: '2025-12-01', attribution: 'outlet' };
      }
    }
    return knowledgeOf({ quotes: quotes() });
  }

  test.each(['json', 'jsonld'] as const)(
    '%s: never more than some hundred quotes ahead of its reader',
    async (format) => {
      const made = { count: 0 };
      let taken = 0;
      const { pieces } = await exportText(format, recordedBy(knowledgeWith(made), null));
      for (const piece of pieces) {
        taken += piece.match(/We said q\d+\.","|We said q\d+\."[,}]/g)?.length ?? 0;
        expect(made.count - taken / (format === 'json' ? 1 : 2)).toBeLessThan(1000);
      }
      expect(made.count).toBe(many);
    },
  );

  test('tables: a row at a time', () => {
    const made = { count: 0 };
    let taken = 0;
    for (const { table } of rowsOf(recordedBy(knowledgeWith(made), null))) {
      if (table === 'quotes') taken++;
      expect(made.count - taken).toBeLessThanOrEqual(0);
    }
    expect(taken).toBe(many);
  });
});

/** Any text that data can hold: valid Unicode, without control characters. */
const words = anyText.map((text) =>
  Buffer.from(text)
    .toString()
    .replaceAll(/(?!\n)\p{Cc}/gu, ''),
);

test('whatever the names, Graphviz reads them back', async () => {
  const names = fc.sample(words, { numRuns: 60, seed: 7 });
  const actors = names.map((name, i) => ({ id: `a${i}`, name, type: 'state' as const }));
  const positions = actors.map(({ id }) => ({
    ...{ id: `p-${id}`, actor: id, condition: 'c', stance: 'supports' as const, since: '2025', evidence: ['q'] },
  }));
  const conditions = [
    { id: 'c', name: 'Peace & <quiet> &amp; "more"\\n', statement: 'So.', category: 'tasks' as const },
  ];
  const recorded = recordedBy(knowledgeOf({ actors, conditions, positions }), null);
  const dot = [...(await exportText('dot', recorded)).pieces].join('');
  const graphviz = await Graphviz.load();
  const { objects, edges } = JSON.parse(graphviz.layout(dot, 'dot_json', 'dot'));
  const escaped = (text: string) =>
    text
      .replaceAll('\\', '\\\\')
      .replaceAll('\n', '\\n')
      .replaceAll(/&(?=#?\w+;)/g, '&amp;');
  expect(objects.map(({ label }: { label: string }) => label)).toEqual(
    [...actors, ...conditions].map(({ name }) => escaped(name)),
  );
  expect(edges).toHaveLength(actors.length);
  expect(graphviz.layout(dot, 'svg', 'dot')).toContain(
    '>Peace &amp; &lt;quiet&gt; &amp;amp; &quot;more&quot;\\n</text>',
  );
});

test('property: whatever the words, an XML parser reads them back', async () => {
  await fc.assert(
    fc.asyncProperty(words, async (statement) => {
      const recorded = recordedBy(
        knowledgeOf({
          actors: [{ id: 'a', name: 'Actor', type: 'state' }],
          conditions: [{ id: 'c', name: 'Condition', statement, category: 'tasks' }],
          positions: [{ id: 'p', actor: 'a', condition: 'c', stance: 'supports', since: '2025', evidence: ['q'] }],
        }),
        null,
      );
      const tree = JSON.stringify(fromXml([...(await exportText('graphml', recorded)).pieces].join('')));
      // Two code points that Unicode has and XML 1.0 has not.
      const legal = statement.replaceAll('\ufffe', '\\u{fffe}').replaceAll('\uffff', '\\u{ffff}');
      if (legal !== '') expect(tree).toContain(`"value":${JSON.stringify(legal)}`);
    }),
  );
});
