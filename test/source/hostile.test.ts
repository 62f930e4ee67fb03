import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/source/document.ts';
import { dataFolder } from '../folder.ts';
import { runIsf } from '../io.ts';

const egypt = 'actors:\n  - id: egypt\n    name: Egypt\n    type: state\n';

describe('collections that nest', () => {
  const flow = (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`;
  const block = (depth: number) =>
    `${Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('')}`;

  test('as deep as data ever does are read', () => {
    for (const text of [flow(40), block(40)]) expect(parseDocument(text).faults).toEqual([]);
  });

  test.each([
    ['flow', flow(70)],
    ['block', block(70)],
    ['one-line lists', '- '.repeat(70)],
    ['one-line keys', '? '.repeat(70)],
    ['flow mappings', '{a: '.repeat(70)],
  ])('deeper than that, as %s, are refused at their place', (_, text) => {
    const [fault, ...others] = parseDocument(text).faults;
    expect(fault).toMatchObject({ rule: 'nesting-too-deep' });
    expect(fault?.start).toBeGreaterThan(60);
    expect(fault?.start).toBeLessThan(text.length);
    expect(others).toEqual([]);
  });

  test('thousands deep, hundreds of times in one process, do it no harm', () => {
    const texts = [
      flow(5000),
      block(300),
      '['.repeat(20_000),
      '{'.repeat(20_000),
      '- '.repeat(10_000),
      '[{'.repeat(9000),
    ];
    for (let time = 0; time < 60; time++)
      for (const text of texts) expect(parseDocument(text).faults[0]?.rule).toBe('nesting-too-deep');
  });
});

describe('a hostile file', () => {
  const many = (part: string, size = 12_000) => part.repeat(Math.ceil(size / part.length));

  test.each([
    ['commas', `[${many(',', 110_000)}`],
    ['closing brackets', many(']')],
    ['opening and closing', many('{[}]')],
    ['quotes', many('"a" ')],
    ['escapes', `a: "${many('\\x')}"`],
    ['continued lines', `a: "${many('\\\n')}"`],
    ['tabs', `a:\n${many('\t- b\n')}`],
    ['tags', many('!a ')],
    ['exclamation marks', `a: ${many('!')}`],
    ['anchors', `[${many('&a a,')}]`],
    ['aliases', `[${many('*a,')}]`],
    ['directives', many('%A\n')],
    ['documents', many('---\n')],
    ['document ends', many('...\n')],
    ['one key', `{${many('a: 1, ')}}`],
    ['empty keys', many(': b\n')],
    ['control characters', many('\u0001')],
    ['lexer marks', many('\u0002\n\u0018\n\u001f\n')],
    ['carriage returns', many('a: b\r')],
    ['one long name', `${many('a')}: b`],
    ['lines that are no fields', many('a\n-\n')],
  ])('of many %s is refused with a bounded list of bounded complaints', async (_, text) => {
    const cwd = dataFolder({ 'hostile.yaml': text, 'good.yaml': egypt });
    const { stdout, code } = await runIsf(['check', '-f', 'jsonl', '--data', '.'], { cwd });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const told = rows.filter(({ file, severity }) => file === 'hostile.yaml' && severity === 'error');
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(501);
    for (const { line, column, message, hint } of told) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message.length).toBeLessThan(500);
      expect((hint ?? '').length).toBeLessThan(500);
    }
    expect(code).toBe(1);
    // The good file beside it was read: nothing mentions its record.
    expect(rows).toContainEqual(expect.objectContaining({ file: 'good.yaml', rule: 'unused-record' }));
  });

  test('of one long line shows only the part around the problem', async () => {
    const cwd = dataFolder({ 'long.yaml': `actors: [${'"x", '.repeat(3000)}&anchor y, ${'"z", '.repeat(3000)}]` });
    const { stdout } = await runIsf(['check', '--data', '.'], { cwd });
    const [problem] = stdout.split('\n\n').filter((part) => part.includes('[yaml-alias]'));
    expect(problem).toContain('long.yaml:1:15010: error: anchors are not supported [yaml-alias]');
    const [excerpt = '', carets = ''] = problem?.split('\n').slice(1) ?? [];
    expect(excerpt.length).toBeLessThanOrEqual(80);
    expect(excerpt.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('&anchor');
  });

  // Looking at all that is left from each of them on would take minutes, and end this test by its limit of time.
  test('with many quotation marks, doubled, without an end is refused at its place', async () => {
    const folder = dataFolder({ 'a.yaml': `${egypt}    note: 'a${"''".repeat(100_000)}\n` });
    const { code, stdout } = await runIsf(['check', '-f', 'json', '--data', folder]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).results[0]).toMatchObject({ rule: 'yaml-syntax', line: 5 });
  });

  test('that is too large is not opened, and the limit can be raised', async () => {
    const cwd = dataFolder({ 'large.yaml': `# ${'x'.repeat(1_100_000)}\n${egypt}` });
    const list = ['list', 'actors', '-f', 'csv', '--data', '.'];
    const refused = await runIsf(list, { cwd, env: { ISF_MAX_FILE_MIB: '1' } });
    expect(refused.stdout).not.toContain('egypt');
    expect(refused.stderr).toContain('large.yaml:1:1: error: this file is 1.0 MiB, and the limit is 1 MiB');
    expect((await runIsf(list, { cwd, env: { ISF_MAX_FILE_MIB: '2' } })).stdout).toContain('egypt');
  });
});

test('names that JavaScript knows are ids like any other', async () => {
  const ids = ['constructor', 'tostring', 'valueof', 'hasownproperty', 'prototype'];
  const cwd = dataFolder({
    'actors.yaml': `actors:\n${ids.map((id) => `  - {id: ${id}, name: ${id}, type: state}\n`).join('')}`,
    'events.yaml': `sources: [{id: constructor, title: T, publisher: P, published: 2025}]
events: [{id: tostring, date: 2025, title: T, sources: [constructor], actors: [${ids.join(', ')}]}]\n`,
  });
  expect(await runIsf(['check', '--data', '.'], { cwd })).toMatchObject({ stdout: 'No problems.\n', code: 0 });
  for (const id of ids) {
    const { stdout } = await runIsf(['show', id, '-f', 'json', '--data', '.'], { cwd });
    expect(JSON.parse(stdout).results[0]).toMatchObject({ id });
  }
  const { stdout } = await runIsf(['list', 'events', '--actor', 'constructor', '-f', 'csv', '--data', '.'], { cwd });
  expect(stdout).toContain('tostring');
});
