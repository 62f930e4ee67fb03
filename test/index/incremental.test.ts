import { existsSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OpenBase, openBase } from '../../src/index/open.ts';
import { kinds } from '../../src/model/vocabulary.ts';
import { search } from '../../src/query/search.ts';
import { filesInFolder } from '../../src/source/folder.ts';
import { dataFolder, temporaryFolder, writeFiles } from '../folder.ts';
import { runs } from '../runs.ts';

const ids = ['alpha', 'beta', 'gamma'];
const id = fc.constantFrom(...ids);
const some = fc.uniqueArray(id, { minLength: 1, maxLength: 2 }).map((list) => `[${list.join(', ')}]`);
const day = fc.constantFrom('2025-10-10', '2025-10-11', '2025-10', '2025-13');
const words = fc.constantFrom('peace', 'peace-keeping force', 'troops and peace', 'the two-state solution', 'truce');
const former = fc.option(fc.constantFrom('delta', 'alpha', 'epsilon'), { nil: undefined, freq: 2 });

/** One record of any kind as a line of YAML: mostly sound, now and then with a mistake or a former id. */
const record = fc.oneof(
  fc
    .tuple(id, former, words)
    .map(
      ([own, old, note]) =>
        [
          'actors',
          `{id: ${own}, name: ${own}, type: state, note: ${note}${old ? `, formerly: [${old}]` : ''}}`,
        ] as const,
    ),
  fc
    .tuple(id, some)
    .map(([own, members]) => ['actors', `{id: ${own}, name: ${own}, type: bloc, members: ${members}}`] as const),
  fc
    .tuple(id, day)
    .map(([own, on]) => ['sources', `{id: ${own}, title: On ${own}, publisher: P, published: ${on}}`] as const),
  fc
    .tuple(id, id, id, words, day)
    .map(
      ([own, source, actor, text, said]) =>
        [
          'quotes',
          `{id: q-${own}, source: ${source}, mode: direct, text: ${text}, said: ${said}, actor: ${actor}}`,
        ] as const,
    ),
  fc
    .tuple(id, former, words)
    .map(
      ([own, old, text]) =>
        [
          'conditions',
          `{id: ${own}, name: ${text}, statement: ${text}, category: tasks${old ? `, formerly: [${old}]` : ''}}`,
        ] as const,
    ),
  fc
    .tuple(fc.constantFrom(...ids, 'delta'), fc.constantFrom(...ids, 'epsilon'), id, day, words)
    .map(
      ([actor, condition, quote, since, note]) =>
        [
          'positions',
          `{actor: ${actor}, condition: ${condition}, stance: requires, since: ${since}, evidence: [q-${quote}], note: ${note}}`,
        ] as const,
    ),
  fc
    .tuple(id, some, some)
    .map(
      ([own, sources, actors]) =>
        ['events', `{id: e-${own}, date: 2025-10-11, title: Event, sources: ${sources}, actors: ${actors}}`] as const,
    ),
);

const content = fc.array(record, { maxLength: 6 }).map((records) =>
  kinds
    .map((kind) => [kind, records.filter(([of]) => of === kind)] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(([kind, lines]) => `${kind}:\n${lines.map(([, line]) => `  - ${line}\n`).join('')}`)
    .join(''),
);
const manifest = fc.constantFrom(
  'name: a\ntitle: A\nversion: 1\n',
  'name: a\ntitle: B\nversion: 1\nundertakings: {other: none}\n',
  'name: [',
);
const file = fc.constantFrom('a.yaml', 'b.yaml', 'm/c.yaml', 'z.yaml');
const edit = fc.oneof(
  { weight: 6, arbitrary: fc.record({ how: fc.constant('write' as const), file, text: content }) },
  {
    weight: 1,
    arbitrary: fc.record({ how: fc.constant('write' as const), file, text: fc.constant('actors: [id: alpha\n') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ how: fc.constant('write' as const), file: fc.constant('isf.yaml'), text: manifest }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('delete' as const), file }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constant('rename' as const), file, to: file }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('touch' as const), file }) },
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function carryOut(root: string, change: Edit): void {
  const path = join(root, change.file);
  if (change.how === 'write') writeFiles(root, { [change.file]: change.text });
  else if (!existsSync(path)) return;
  else if (change.how === 'delete') rmSync(path);
  else if (change.how === 'rename') renameSync(path, join(root, change.to));
  else utimesSync(path, new Date(), new Date());
}

/** All that can be asked of an index. */
async function everything({ knowledge, errors, warnings, leftOut, diagnostics }: OpenBase) {
  const found = diagnostics();
  if (!knowledge) return { errors, warnings, leftOut, found };
  const all = kinds.map((kind) => [kind, [...knowledge.list(kind)]] as const);
  const queries = ['peace', '"two-state" solution', 'peacekeeping', 'peace -troops', 'trupe'];
  const hits = queries.map((query) => search(knowledge, query, { scope: {}, limit: 50, exact: false }));
  return {
    manifest: knowledge.manifest,
    ...{ errors, warnings, leftOut, found },
    all,
    referrers: all.flatMap(([kind, records]) => records.map((each) => [each.id, knowledge.referrers(kind, each.id)])),
    byFormerId: ['alpha', 'delta', 'epsilon'].map((each) => [
      knowledge.find('actors', each),
      knowledge.find('conditions', each),
    ]),
    names: knowledge.names(kinds),
    named: ['Alpha', 'delta', 'peace'].map((each) => knowledge.named(each)),
    hits: await Promise.all(hits),
    inScope: ids.map((each) => [...knowledge.list('quotes', { actor: each })]),
    terms: knowledge.terms('', 1, 20),
  };
}

async function ask(root: string, cache: string | undefined) {
  const base = await openBase({ files: filesInFolder(root), cache, build: 'test', maxFileBytes: 1_000_000 });
  try {
    return await everything(base);
  } finally {
    base.close();
  }
}

test('an index that has followed every edit answers as one made anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
      const root = dataFolder({ 'a.yaml': 'actors: [{id: alpha, name: alpha, type: state}]\n', 'm/c.yaml': '' });
      const cache = temporaryFolder();
      await ask(root, cache);
      for (const change of edits) {
        carryOut(root, change);
        expect(await ask(root, cache)).toEqual(await ask(root, undefined));
      }
    }),
    { numRuns: runs(12), seed: 20251206 },
  );
}, 60_000);
