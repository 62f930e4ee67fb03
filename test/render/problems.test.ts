import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Element, Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { renderGithub } from '../../src/render/github.ts';
import { render } from '../../src/render/index.ts';
import { renderJunit } from '../../src/render/junit.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import { createStyle } from '../../src/render/style.ts';
import { visible } from '../../src/render/visible.ts';
import { diagnosticBlocks } from '../../src/view/diagnostic.ts';
import type { Problems } from '../../src/view/view.ts';
import { runIsf } from '../io.ts';
import { runs } from '../runs.ts';
import { anyText, viewOf } from './views.ts';

const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url)
      .resolve('@microsoft/jest-sarif')
      .replace(/lib[\\/].*$/, 'lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
);
const isSarif = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

const rules: Problems['rules'] = [
  { id: 'unknown-reference', severity: 'error', description: 'every id that a record mentions is that of a record' },
  { id: 'unused-record', severity: 'warning', description: 'records are mentioned by some other record' },
  { id: 'yaml-tag', severity: 'error', description: 'explicit tags are not used' },
];
const lost = {
  rule: 'unknown-reference',
  severity: 'error',
  file: 'data/a,b: 50%.yaml',
  line: 12,
  column: 17,
  length: 4,
} as const;
const unused = {
  rule: 'unused-record',
  severity: 'warning',
  file: 'data/b.yaml',
  line: 1,
  column: 1,
  length: 1,
} as const;
const seen = { excerpt: 'x', excerptFrom: 1 };
const problems: Problems = {
  rules,
  found: [
    { ...lost, ...seen, message: 'unknown condition "50%\r\n<two>"', hint: 'did you mean "two", or "a:b"?' },
    { ...unused, ...seen, message: 'no record\u202e is about it' },
  ],
  failing: ['error'],
};

test.each(['text', 'md', 'html', 'junit'] as const)('%s shows a line break in the name of a file', async (format) => {
  const found = { ...lost, ...seen, file: 'data/two\nlines\r.yaml', message: 'unknown\ncondition' };
  const view = { ...viewOf(diagnosticBlocks(found)), problems: { rules, found: [found], failing: [] } };
  const text = await render(format, view, await createStyle({ level: 0, width: 80 }));
  expect(text.replaceAll('\\\\', '\\')).toContain('data/two\\u{a}lines\\u{d}.yaml:12:17');
  if (format !== 'junit') expect(text).toContain('unknown condition');
});

test('GitHub annotations have their place, and escape what would end a property or a line', async () => {
  expect(await renderGithub(problems)).toBe(
    '::error file=data/a%2Cb%3A 50%25.yaml,line=12,endLine=12,col=17,endColumn=21,title=unknown-reference::unknown condition "50%25%0D%0A<two>"%0Ahint: did you mean "two", or "a:b"?\n' +
      '::warning file=data/b.yaml,line=1,endLine=1,col=1,endColumn=2,title=unused-record::no record\\u{202e} is about it\n',
  );
});

test('SARIF says what was looked for, how grave it is and where it stands', async () => {
  const log = JSON.parse(await renderSarif(problems));
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  expect(log.runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(rules.map(({ id }) => id));
  expect(log.runs[0].results[0]).toEqual({
    ruleId: 'unknown-reference',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'unknown condition "50%\r\n<two>"\nhint: did you mean "two", or "a:b"?' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'data/a%2Cb%3A%2050%25.yaml' },
          region: { startLine: 12, startColumn: 17, endColumn: 21 },
        },
      },
    ],
  });
  expect(isSarif({ ...log, version: '2.0.0' })).toBe(false);
});

test('JUnit: a rule that holds passes, an error fails, a warning fails only where it counts', async () => {
  expect(cases(await renderJunit(problems))).toEqual([
    ['yaml-tag', 'explicit tags are not used', null, ''],
    [
      'unknown-reference',
      'data/a,b: 50%.yaml:12:17: unknown condition "50%\\u{d}\\u{a}<two>"',
      'failure',
      'data/a,b: 50%.yaml:12:17: error: unknown condition "50%\\u{d}\\u{a}<two>"\nhint: did you mean "two", or "a:b"?',
    ],
    [
      'unused-record',
      'data/b.yaml:1:1: no record\\u{202e} is about it',
      'system-out',
      'data/b.yaml:1:1: warning: no record\\u{202e} is about it',
    ],
  ]);
  const strict = await renderJunit({ ...problems, failing: ['error', 'warning'] });
  expect(cases(strict).map(([, , outcome]) => outcome)).toEqual([null, 'failure', 'failure']);
  expect(elementsIn(fromXml(strict))[0]?.attributes).toMatchObject({ tests: '3', failures: '2', errors: '0' });
});

const anyProblems: fc.Arbitrary<Problems> = fc
  .array(
    fc.record({
      rule: fc.constantFrom('unknown-reference', 'unused-record', 'of-a-later-version'),
      severity: fc.constantFrom('error', 'warning'),
      file: anyText.map((text) => Buffer.from(text).toString() || 'a.yaml'),
      line: fc.integer({ min: 1, max: 9e6 }),
      column: fc.integer({ min: 1, max: 9e6 }),
      length: fc.integer({ min: 1, max: 300 }),
      excerpt: anyText,
      excerptFrom: fc.constant(1),
      message: anyText,
      hint: anyText,
    }),
    { maxLength: 4 },
  )
  .map((found) => ({ rules, found, failing: ['error'] }));

test('property: whatever the words, GitHub reads them back, SARIF fits its schema, JUnit is well-formed', async () => {
  await fc.assert(
    fc.asyncProperty(anyProblems, async (any) => {
      const lines = (await renderGithub(any)).split('\n').slice(0, -1);
      expect(lines.map(readCommand)).toEqual(
        any.found.map(({ severity, file, line, message, hint }) => ({
          severity,
          file: shown(file),
          line: String(line),
          text: `${shown(message)}\nhint: ${shown(hint ?? '')}`,
        })),
      );
      const log = JSON.parse(await renderSarif(any));
      expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
      const failures = cases(await renderJunit(any)).filter(([, , outcome]) => outcome === 'failure');
      expect(failures.length).toBe(any.found.filter(({ severity }) => severity === 'error').length);
    }),
    { numRuns: runs(200) },
  );
});

test('isf check prints them of real data, with every rule there is', async () => {
  const storm = ['check', '--data', 'test/fixtures/storm'];
  const log = JSON.parse((await runIsf([...storm, '-f', 'sarif'])).stdout);
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  const [{ results, tool }] = log.runs;
  const [listed, found] = await Promise.all(
    [
      ['check', '--rules', '-f', 'json'],
      [...storm, '-f', 'json'],
    ].map(async (argv) => JSON.parse((await runIsf(argv)).stdout)),
  );
  expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(
    listed.results.map((row: { rule: string }) => row.rule),
  );
  expect(results.map((result: { ruleId: string }) => result.ruleId)).toEqual(
    found.results.map((row: { rule: string }) => row.rule),
  );
  const junit = await runIsf([...storm, '--strict', '-f', 'junit']);
  expect(cases(junit.stdout).filter(([, , outcome]) => outcome === 'failure')).toHaveLength(found.results.length);
  expect(junit.code).toBe(1);
});

test('an answer that is no problems cannot be printed so', async () => {
  const style = await createStyle({ level: 0, width: 80 });
  await expect(render('sarif', viewOf([]), style)).rejects.toThrow('sarif prints problems');
  expect(await runIsf(['list', 'actors', '-f', 'sarif'])).toMatchObject({ code: 2 });
});

/** As the runner of GitHub Actions reads a workflow command. */
function readCommand(line: string) {
  const [, severity, properties = '', text = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const data = (given: string) => given.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const named = new Map(
    properties.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const property = (name: string) => data((named.get(name) ?? '').replaceAll('%3A', ':').replaceAll('%2C', ','));
  return { severity, file: property('file'), line: property('line'), text: data(text) };
}

/** The text as shown, line breaks kept. */
function shown(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map((part, i) => (i % 2 === 1 ? part : visible(part)))
    .join('');
}

function cases(junit: string) {
  return elementsIn(fromXml(junit))
    .filter(({ name }) => name === 'testcase')
    .map(({ attributes, children }) => {
      const outcome = children.find((child) => child.type === 'element');
      return [attributes.classname, attributes.name, outcome?.name ?? null, outcome ? textOf(outcome) : ''];
    });
}

function elementsIn(node: Nodes): Element[] {
  const below = 'children' in node ? node.children.flatMap(elementsIn) : [];
  return node.type === 'element' ? [node, ...below] : below;
}

function textOf(node: Nodes): string {
  return node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
}
