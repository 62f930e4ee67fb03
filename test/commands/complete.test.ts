import { expect, inject, test } from 'vitest';
import { dataFolder } from '../folder.ts';
import { root, runIsf } from '../io.ts';

const world = { cwd: `${root}/test/fixtures/harbour`, cache: inject('cache') };

async function complete(...words: string[]): Promise<string[]> {
  const { stdout } = await runIsf(['__complete', '--', ...words], world);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.slice(0, line.indexOf('\t')));
}

test.each<[string[], string[]]>([
  [['se'], ['search']],
  [['--'], ['--version', '--help']],
  [['help', 'sh'], ['show']],
  [
    ['list', 'c'],
    ['conditions', 'commitments', 'clauses'],
  ],
  [
    ['who-conditions', ''],
    [
      'ada-quill',
      'arcadia',
      'borduria',
      'cimmeria',
      'league',
      'cimmerian-ships',
      'clear-mandate',
      'home-consent',
      'no-boarding',
    ],
  ],
  [
    ['who-conditions', 'c'],
    ['cimmeria', 'cimmerian-ships', 'clear-mandate'],
  ],
  [['who-conditions', '--undertaking', 'participation', 'arc'], ['arcadia']],
  [['who-conditions', 'arcadia', ''], []],
  [
    ['who-conditions', 'arcadia', '--undertaking', ''],
    ['participation', 'withdrawal'],
  ],
  [
    ['who-conditions', 'arcadia', '--stance', ''],
    ['requires', 'supports', 'opposes', 'waives'],
  ],
  [['who-conditions', 'arcadia', '--stance=s'], ['--stance=supports']],
  [['list', 'quotes', '--actor=arc'], ['--actor=arcadia']],
  [['conflicts', '--undertaking=w'], ['--undertaking=withdrawal']],
  [['list', 'quotes', '--data=d'], [':folders']],
  [['list', 'quotes', '--output=d'], [':files']],
  [['who-conditions', 'arcadia', '--stance', '=', 's'], ['supports']],
  [
    ['who-conditions', 'arcadia', '--stance', '='],
    ['requires', 'supports', 'opposes', 'waives'],
  ],
  [['who-conditions', '--as-of', ''], []],
  [['search', 'ships', '--kind', 'e'], ['events']],
  [
    ['list', 'quotes', '--source', ''],
    ['courier', 'gazette'],
  ],
  [['list', 'quotes', '--data', ''], [':folders']],
  [['report', ''], [':files']],
  [['report', '--check', 'a.md', 'b'], [':files']],
  [['list', 'quotes', '-o', 'x'], [':files']],
  [['export', 'sqlite', '--output', ''], [':files']],
  [
    ['export', 'j'],
    ['json', 'jsonld'],
  ],
  [
    ['show', 'ev-'],
    ['ev-talks', 'ev-vote'],
  ],
  [
    ['show', 'actors/'],
    ['actors/ada-quill', 'actors/arcadia', 'actors/borduria', 'actors/cimmeria', 'actors/league'],
  ],
  [['check', '--format', 's'], ['sarif']],
  [['nonsense', ''], []],
])('%j', async (words, candidates) => {
  expect(await complete(...words)).toEqual(candidates);
});

test('ids come from the data folder that the line names', async () => {
  expect(await complete('list', 'quotes', '--data', '../../../data', '--actor', 'azer')).toEqual(['azerbaijan']);
  expect(await complete('list', 'quotes', '--data=../../../data', '--actor', 'azer')).toEqual(['azerbaijan']);
});

test('what a name hides from the eye is shown, and does nothing to a terminal', async () => {
  const folder = dataFolder({
    'a.yaml': 'actors:\n  - {id: arcadia, name: "Arc\u202eadia", type: state}\n',
    'b.yaml': 'actors:\n  - {id: borduria, name: "Bor\\e[31mduria", type: state}\n',
  });
  const { stdout } = await runIsf(['__complete', '--', 'show', ''], { cwd: folder });
  expect(stdout).toContain('arcadia\tArc\\u{202e}adia\n');
  expect(stdout).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
});

test('a candidate says what it is; the command itself is not in the help', async () => {
  const { stdout } = await runIsf(['__complete', '--', 'show', 'no-b'], world);
  expect(stdout).toBe('no-boarding\tNo boarding of ships\n');
  expect((await runIsf(['--help'])).stdout).not.toContain('__complete');
});
