import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { dataFolder, type Files, manifest, temporaryFolder, writeFiles } from '../folder.ts';
import { root as repository, runIsf } from '../io.ts';

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

  test('hides no other: what it mentions is looked for in the same run', async () => {
    edit({
      'e-position.yaml':
        'positions:\n  - {actor: zz, condition: truse, stance: requirez, since: 2025-02-30, evidence: [nope, remark, "a b"]}\n',
      'f-shared.yaml':
        'defaults:\n  quotes: {source: pres, mood: bad, mode: reported, text: It holds., said: 2025-10-11}\nquotes:\n  - {id: one, actor: egipt, about: [truce]}\n  - {id: two, actor: egypt, about: [truce]}\n',
    });
    const told = (await rows('check')).map(
      ({ file, rule, line, message, hint }: Record<string, string>) =>
        `${file?.endsWith('e-position.yaml') ? 'e' : 'f'}:${line} ${rule === 'unknown-reference' ? `${message}: ${hint}` : rule}`,
    );
    expect(told).toEqual([
      'e:2 unknown actor "zz": add it under actors, or mend the id',
      'e:2 unknown condition "truse": did you mean "truce"?',
      'e:2 invalid-value',
      'e:2 invalid-date',
      'e:2 unknown quote or event "nope": add it under quotes or events, or mend the id',
      'e:2 invalid-value',
      'f:2 unknown source "pres": did you mean "press"?',
      'f:2 unknown-field',
      'f:4 unknown actor "egipt": did you mean "egypt"?',
    ]);
  });

  test('is no unknown record to others, by whichever id they know it, and no more so to one that has an error itself', async () => {
    edit({
      'b-actor.yaml': actor('misr', '    formerly: [egypt]\n    mood: bad\n'),
      'c-quote.yaml': `${quote('remark', 'egypt')}${quote('other', 'misr', '    mood: bad\n').replace('quotes:\n', '')}`,
      'e-position.yaml': position('egypt', 'truce', 'remark, other').replace('supports', 'wants'),
    });
    expect(await rulesBroken()).toEqual(['unknown-field', 'unknown-field', 'invalid-value']);
    edit({ 'b-actor.yaml': actor('misr', '    formerly: [egypt]\n') });
    expect(await rulesBroken()).toEqual(['unknown-field', 'invalid-value']);
    edit({ 'e-position.yaml': position('misr', 'truce', 'remark') });
    expect(await ids('positions')).toHaveLength(1);
  });

  test('takes only itself along where the rest does not need it', async () => {
    edit({
      'c-quote.yaml': `${quote('remark', 'egypt')}${quote('other', 'egypt', '    about: [nothing]\n').replace('quotes:\n', '')}`,
      'e-position.yaml': position('egypt', 'truce', 'remark, other'),
    });
    expect(await ids('quotes')).toEqual(['remark']);
    expect(await ids('positions')).toEqual([positionId]);
    expect(await rulesBroken()).toEqual(['unknown-reference']);
  });

  test('leaves it open whose word a position is that rests on it and on a claim', async () => {
    const outlet = quote('rumour', 'egypt', '    attribution: outlet\n').replace('quotes:\n', '');
    const words = (more = '') => edit({ 'c-quote.yaml': `${quote('remark', 'egypt', more)}${outlet}` });
    const commitment =
      'commitments:\n  - {actor: egypt, act: declines, date: 2025-10-11, evidence: [rumour, remark]}\n';
    edit({ 'e-position.yaml': `${position('egypt', 'truce', 'rumour, remark')}${commitment}` });
    const answer = async (...argv: string[]) =>
      (await runIsf([...argv, '--data', root], { cache })).stdout.replace(/\s+/g, ' ');
    const missing = 'left out because of an error in the data: remark';

    words('    mood: bad\n');
    const { results, decided } = JSON.parse(await answer('who-conditions', 'egypt', '-f', 'json'));
    for (const row of [...results, ...decided])
      expect(row).toMatchObject({ claim: null, evidence_missing: ['remark'] });
    for (const question of [
      ['who-conditions', 'egypt'],
      ['who-conditions', 'truce'],
      ['show', `positions/${positionId}`],
      ['timeline'],
      ['brief', 'egypt'],
      ['what-if', 'truce'],
    ]) {
      const told = await answer(...question);
      expect(told, question.join(' ')).not.toMatch(/claim by Press/);
      expect(told, question.join(' ')).toContain(missing);
    }
    expect(await answer('matrix')).toContain('+! ');
    expect(await answer('list', 'positions')).not.toMatch(/ claim /);

    words();
    expect(await answer('who-conditions', 'egypt')).not.toMatch(/claim by|left out/);
    edit({ 'e-position.yaml': position('egypt', 'truce', 'rumour') });
    expect(await answer('who-conditions', 'egypt')).toContain('a claim by Press, 2025-10-11');
  });

  describe('is named', () => {
    const path = (file: string) => relative(repository, join(root, file));
    const asked = async (...argv: string[]) => {
      const { code, stderr } = await runIsf([...argv, '--data', root], { cache });
      return { code, told: stderr.slice(stderr.indexOf('isf: error:')) };
    };
    const leftOut = async () =>
      JSON.parse((await runIsf(['check', '-f', 'json', '--data', root], { cache })).stdout).notes.slice(1);

    test('by a check, where it falls with another', async () => {
      edit({ 'a-source.yaml': press.replace('2025-10-11', '2025-13') });
      expect(await leftOut()).toEqual([
        `Left out too: quote remark (${path('c-quote.yaml')}:2), since it rests on "press", which is left out.`,
        `Left out too: position ${positionId} (${path('e-position.yaml')}:2), since it rests on "remark", which is left out.`,
      ]);
      edit({ 'a-source.yaml': press });
      expect(await leftOut()).toEqual([]);
    });

    test('by a check, where the fault is in what it shares with others', async () => {
      const shared = (fields: string) =>
        `defaults:\n  quotes: {${fields}}\nquotes:\n  - {id: one, mode: reported, text: A, said: 2025-10-11, actor: egypt}\n`;
      const one = (file: string) =>
        `Left out too: quote one (${path(file)}:4), since what it shares with other records has an error.`;
      edit({ 'f.yaml': shared('source: press, mood: bad') });
      expect(await leftOut()).toEqual([one('f.yaml')]);
      edit({ 'f.yaml': shared('source: nobody') });
      expect(await leftOut()).toEqual([one('f.yaml')]);
      edit({ 'f.yaml': 'quots:\n  - {id: one}\n' });
      expect(await leftOut()).toEqual([
        `Left out too: a record one (${path('f.yaml')}:2), since what it shares with other records has an error.`,
      ]);
    });

    test('to somebody who asks for it, by any of its names, instead of being unknown', async () => {
      const is = (name: string, file: string, line: number, why = '') => ({
        code: 3,
        told: `isf: error: "${name}" is left out because of an error in the data\n hint: ${path(file)}:${line}${why}; isf check says what is wrong\n`,
      });
      edit({ 'd-condition.yaml': condition('truce', '    formerly: [lull]\n    keywords: truce\n') });
      expect(await asked('who-conditions', 'truce')).toEqual(is('truce', 'd-condition.yaml', 2));
      expect(await asked('show', 'conditions/lull')).toEqual(is('lull', 'd-condition.yaml', 2));
      const why = ': it rests on "truce", which is left out';
      expect(await asked('show', positionId)).toEqual(is(positionId, 'e-position.yaml', 2, why));
      expect((await asked('show', 'nothing')).code).toBe(2);
      expect((await asked('brief', 'truce')).code).toBe(2);
      edit({ 'd-condition.yaml': condition('truce'), 'b-actor.yaml': 'actors:\n  - id: egypt\n    name: A: b\n' });
      expect(await asked('who-conditions', 'EGYPT')).toEqual(is('EGYPT', 'b-actor.yaml', 2));
      edit({ 'b-actor.yaml': actor('egypt', '    aliases: [Misr]\n    members: [egypt]\n') });
      expect(await asked('who-conditions', 'misr')).toEqual(is('misr', 'b-actor.yaml', 2));
    });
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

  const unread = '1 file could not be read, and nothing in it counts; isf check says why.';
  test.each([
    ['a syntax error', 'z.yaml', 'events: [', {}],
    ['no mapping', 'z.yaml', '- id: pause\n', {}],
    ['no UTF-8', 'z.yaml', Buffer.from([0x80]), {}],
    ['a size above the limit', 'z.yaml', '# filler\n'.repeat(130_000), { ISF_MAX_FILE_MIB: '1' }],
    ['a broken lockfile', 'isf.lock', '<<<<<<< ours\n', {}],
  ])('for %s leaves its trace in every answer, until it is mended', async (_, file, text, env) => {
    const answered = async (format: string) =>
      (await runIsf(['list', 'positions', '-f', format, '--data', root], { cache, env })).stdout;
    edit({ [file]: text });
    expect(JSON.parse(await answered('json')).notes).toContain(unread);
    edit({ 'b-actor.yaml': `${actor('egypt')}    aliases: [Misr]\n` });
    expect((await answered('text')).replace(/\s+/g, ' ')).toContain(unread);
    rmSync(join(root, file));
    expect(await answered('text')).not.toContain('could not be read');
  });

  test('is told apart from records that are left out', async () => {
    edit({ 'b-actor.yaml': 'actors: [{id: egypt}', 'z.yaml': 'factors:\n  - id: cairo\n  - id: nile\n' });
    const { stdout } = await runIsf(['list', 'positions', '-f', 'json', '--data', root], { cache });
    expect(JSON.parse(stdout).notes.slice(1)).toEqual([
      '4 records left out because of errors in the data; isf check says which.',
      unread,
    ]);
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
