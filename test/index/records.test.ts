import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { dataFolder, type Files, manifest, temporaryFolder, writeFiles } from '../folder.ts';
import { runIsf } from '../io.ts';

const actor = (id: string, more = '') => `actors:\n  - id: ${id}\n    name: ${id}\n    type: state\n${more}`;
const quote = (id: string, who: string, more = '') =>
  `quotes:\n  - id: ${id}\n    source: press\n    mode: reported\n    text: It holds.\n    said: 2025-10-11\n    actor: ${who}\n${more}`;
const condition = (id: string, more = '') =>
  `conditions:\n  - id: ${id}\n    name: ${id}\n    statement: It holds.\n    category: security\n${more}`;
const position = (who: string, what: string, evidence: string) =>
  `positions:\n  - actor: ${who}\n    condition: ${what}\n    stance: supports\n    since: 2025-10-11\n    evidence: [${evidence}]\n`;
const press = 'sources:\n  - id: press\n    title: News\n    publisher: Press\n    published: 2025-10-11\n';

const sound: Files = {
  'isf.yaml': manifest,
  'a-source.yaml': press,
  'b-actor.yaml': actor('egypt'),
  'c-quote.yaml': quote('remark', 'egypt'),
  'd-condition.yaml': condition('truce'),
  'e-position.yaml': position('egypt', 'truce', 'remark'),
};
const positionId = 'egypt-truce-2025-10-11';

/** One knowledge base that is edited and asked in turn, always through its index. */
let root: string;
let cache: string;
beforeEach(() => {
  root = dataFolder(sound);
  cache = temporaryFolder();
});
const edit = (files: Files) => writeFiles(root, files);

async function rows(...argv: string[]) {
  const { stdout, code } = await runIsf([...argv, '-f', 'json', '--data', root], { cache });
  return code === 0 || code === 1 ? JSON.parse(stdout).results : [];
}
const ids = async (kind: string) => (await rows('list', kind)).map((row: { id: string }) => row.id);
const shown = async (name: string) => (await rows('show', name))[0]?.id;
const rulesBroken = async () => (await rows('check')).map((row: { rule: string }) => row.rule);

describe('a record that has another id now', () => {
  beforeEach(async () => {
    expect(await ids('positions')).toEqual([positionId]);
    edit({ 'b-actor.yaml': actor('misr', '    formerly: [egypt]\n') });
  });

  test('is still meant by records that use the old one', async () => {
    expect(await rulesBroken()).toEqual([]);
    const [found] = await rows('list', 'positions');
    expect(found.record).toMatchObject({ actor: 'misr', condition: 'truce' });
    expect(await rows('list', 'positions', '--actor', 'misr')).toHaveLength(1);
    expect((await rows('show', 'misr'))[0].referred_by.map((each: { kind: string }) => each.kind)).toEqual([
      'quotes',
      'positions',
    ]);
  });

  test('is found by the old one', async () => {
    expect(await shown('egypt')).toBe('misr');
    expect(await rows('list', 'positions', '--actor', 'egypt')).toHaveLength(1);
    expect((await rows('search', 'egypt'))[0]).toMatchObject({ kind: 'actors', id: 'misr', passage_field: 'formerly' });
    expect((await rows('search', 'eygpt'))[0]).toMatchObject({ id: 'misr', match: 'fuzzy' });
  });

  test('is found by the old one where it has no name too', async () => {
    edit({ 'c-quote.yaml': quote('words-of-october', 'misr', '    formerly: [remark]\n') });
    expect(await rows('search', 'remark')).toMatchObject([{ id: 'words-of-october', passage_field: 'formerly' }]);
  });

  test('is unknown by it once formerly goes away', async () => {
    await rows('check');
    edit({ 'b-actor.yaml': actor('misr') });
    expect(await rulesBroken()).toEqual(['unused-record', 'unknown-reference', 'unknown-reference']);
    expect(await shown('egypt')).toBeUndefined();
    expect((await rows('search', 'egypt')).map((row: { kind: string }) => row.kind)).not.toContain('actors');
    expect(await ids('positions')).toEqual([]);
    edit({ 'b-actor.yaml': actor('misr', '    formerly: [egypt]\n') });
    expect(await rulesBroken()).toEqual([]);
    expect((await rows('list', 'positions'))[0].record.actor).toBe('misr');
  });

  test('gives way to a new record that takes the old id', async () => {
    await rows('check');
    edit({ 'z-actor.yaml': actor('egypt') });
    expect(await rulesBroken()).toContain('duplicate-id');
    expect(await ids('actors')).toEqual(['egypt']);
    expect((await rows('list', 'positions'))[0].record.actor).toBe('egypt');
    rmSync(join(root, 'z-actor.yaml'));
    expect(await shown('egypt')).toBe('misr');
  });

  test('may have had several, and keeps them when its file moves', async () => {
    edit({
      'b-actor.yaml': actor('kemet', '    formerly: [misr, egypt]\n'),
      'e-position.yaml': position('misr', 'truce', 'remark'),
    });
    expect(await rulesBroken()).toEqual([]);
    rmSync(join(root, 'b-actor.yaml'));
    edit({ 'moved.yaml': actor('kemet', '    formerly: [misr, egypt]\n') });
    expect(await rulesBroken()).toEqual([]);
    expect((await rows('list', 'positions'))[0].record.actor).toBe('kemet');
  });
});

test('of two records that claim one former id, the first by file has it, however the index came about', async () => {
  const claims = (id: string) => actor(id, '    formerly: [egypt]\n');
  edit({ 'b-actor.yaml': claims('first'), 'y-actor.yaml': claims('second') });
  expect((await rows('list', 'positions'))[0].record.actor).toBe('first');
  // Read again, the first has the younger row in the index.
  edit({ 'b-actor.yaml': `# edited\n${claims('first')}` });
  expect((await rows('list', 'positions'))[0].record.actor).toBe('first');
  expect(await shown('egypt')).toBe('first');
  rmSync(join(root, 'b-actor.yaml'));
  expect((await rows('list', 'positions'))[0].record.actor).toBe('second');
});

describe('a record with an error', () => {
  test.each([
    ['quotes', 'c-quote.yaml', quote('remark', 'egypt', '    mood: bad\n')],
    ['sources', 'a-source.yaml', press.replace('2025-10-11', '2025-13')],
    ['actors', 'b-actor.yaml', actor('egypt', '    members: [egypt]\n')],
    ['conditions', 'd-condition.yaml', condition('truce', '    keywords: truce\n')],
  ])(
    'among the %s is out of answers with what rests on it, and both are back when it is mended',
    async (kind, file, text) => {
      expect(await ids('positions')).toEqual([positionId]);
      edit({ [file]: text });
      expect(await ids(kind)).toEqual([]);
      expect(await ids('positions')).toEqual([]);
      expect((await rows('search', 'holds')).map((row: { kind: string }) => row.kind)).not.toContain('positions');
      // One mistake is one error, however much rests on the record.
      expect(await rulesBroken()).toHaveLength(1);
      const { stdout } = await runIsf(['list', 'positions', '--data', root], { cache });
      expect(stdout).toMatch(/\d records left out because of errors in the data; isf check says which\./);
      edit({ [file]: sound[file] ?? '' });
      expect(await ids('positions')).toEqual([positionId]);
      expect(await rulesBroken()).toEqual([]);
    },
  );

  test('takes only itself along where the rest does not need it', async () => {
    edit({
      'c-quote.yaml': `${quote('remark', 'egypt')}${quote('other', 'egypt', '    about: [nothing]\n').replace('quotes:\n', '')}`,
      'e-position.yaml': position('egypt', 'truce', 'remark, other'),
    });
    expect(await ids('quotes')).toEqual(['remark']);
    expect(await ids('positions')).toEqual([positionId]);
    expect(await rulesBroken()).toEqual(['unknown-reference']);
  });

  test('by a mistake of the whole is out in the same way', async () => {
    edit({ 'e-position.yaml': position('egypt', 'truce', 'remark').replace('2025-10-11', '2025-10-01') });
    expect(await rulesBroken()).toEqual(['before-evidence']);
    expect(await ids('positions')).toEqual([]);
    edit({ 'c-quote.yaml': quote('remark', 'egypt').replace('2025-10-11', '2025-10-01') });
    expect(await rulesBroken()).toEqual([]);
    expect(await ids('positions')).toHaveLength(1);
  });

  test('that the manifest makes is mended in the manifest', async () => {
    edit({ 'e-position.yaml': `${position('egypt', 'truce', 'remark')}    undertaking: funding\n` });
    expect(await rulesBroken()).toEqual(['unknown-reference']);
    edit({ 'isf.yaml': `${manifest}undertakings: {participation: joining, funding: paying}\n` });
    expect(await rulesBroken()).toEqual([]);
    expect(await ids('positions')).toHaveLength(1);
  });
});

describe('a file that cannot be parsed', () => {
  test('is one error: others are not blamed for mentioning what is in it, nor what it mentions for being unused', async () => {
    edit({ 'b-actor.yaml': 'actors:\n  - id: egypt\n    name: Egypt: the state\n    type: state\n' });
    expect(await rulesBroken()).toEqual(['yaml-syntax']);
    expect(await ids('positions')).toEqual([]);
    edit({ 'b-actor.yaml': actor('egypt'), 'e-position.yaml': `${position('egypt', 'truce', 'remark')}\t- oops\n` });
    expect(await rulesBroken()).toEqual(['yaml-syntax']);
    expect(await ids('conditions')).toEqual(['truce']);
  });

  test('does not hide what is unknown elsewhere', async () => {
    edit({ 'b-actor.yaml': 'actors: [', 'e-position.yaml': position('egypt', 'truce', 'remark') });
    expect(await rulesBroken()).toEqual(['yaml-syntax', 'unknown-reference', 'unknown-reference']);
  });

  test('stops everything only where it is the manifest', async () => {
    edit({ 'isf.yaml': 'name: [' });
    const { code, stderr } = await runIsf(['list', 'actors', '--data', root], { cache });
    expect(code).toBe(3);
    expect(stderr).toContain('isf.yaml:1:7: error: this [ is not closed');
    edit({ 'isf.yaml': manifest });
    expect(await ids('actors')).toEqual(['egypt']);
  });
});
