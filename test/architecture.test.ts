import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const src = join(import.meta.dirname, '..', 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** The rooms of the house, and which others each may import. What is not listed here must not be. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  main: ['cli', 'io', 'source', 'model'],
  cli: ['opening', 'aside', 'ask', 'commands', 'render', 'source', 'view', 'query', 'model', 'io'],
  io: [],
  // The knowledge bases that a command line asks, and what is wrong with them.
  opening: ['aside', 'commands', 'index', 'source', 'view', 'query', 'model', 'io'],
  // Standard error: problems, notes, progress, why there is no answer.
  aside: ['render', 'view', 'model', 'io'],
  // A command line within a document, through the commands and renderers that any other goes through.
  ask: ['commands', 'render', 'view', 'model'],
  commands: ['export', 'render', 'source', 'view', 'query', 'check', 'evidence', 'model'],
  // Whole knowledge bases for other programs: the same records and dialects as answers, and SQLite through the index's own door.
  export: ['index', 'render', 'query', 'model'],
  index: ['source', 'check', 'evidence', 'model'],
  source: ['evidence', 'model'],
  render: ['view'],
  view: ['query', 'evidence', 'model'],
  query: ['model'],
  check: ['model'],
  evidence: ['model'],
  model: [],
};

function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.ts$/, '');
}

function importsOf(file: string): { readonly from: string; readonly late: boolean }[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...found].map(([, named, bare, late]) => ({ from: named ?? bare ?? late ?? '', late: late !== undefined }));
}

const arrows = files.flatMap((file) =>
  importsOf(file).flatMap(({ from, late }) =>
    from.startsWith('.') ? [{ file, to: relative(src, join(src, dirname(file), from)), late }] : [],
  ),
);

describe('data flows one way', () => {
  test('there are rooms and arrows to look at', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(arrows.length).toBeGreaterThan(100);
  });

  test('every import goes to a room that its own may know', () => {
    const wrong = arrows.filter(
      ({ file, to }) => roomOf(file) !== roomOf(to) && !mayImport[roomOf(file)]?.includes(roomOf(to)),
    );
    expect(wrong.map(({ file, to }) => `${file} -> ${to}`)).toEqual([]);
  });

  test('no file imports itself in a circle', () => {
    const next = new Map<string, string[]>();
    for (const { file, to } of arrows) next.set(file, [...(next.get(file) ?? []), to]);
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      else if (!done.has(file)) {
        for (const to of next.get(file) ?? []) visit(to, [...path, file]);
        done.add(file);
      }
    };
    const done = new Set<string>();
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});

/** What only one place may do, and why. */
const only: readonly { readonly what: string; readonly pattern: RegExp; readonly where: RegExp }[] = [
  {
    what: 'the process is the world of main.ts alone, so that every command runs in a test, and of what stands in for a library',
    pattern: /\bprocess\.|= process\b|node:process/,
    where: /^(main|index\/target)\.ts$/,
  },
  {
    what: 'files are read and written where data comes from, where it is kept, and where it goes',
    pattern: /'node:fs'/,
    where: /^(main\.ts|source\/|index\/|export\/)/,
  },
  { what: 'SQLite is opened in one place', pattern: /'libsql'/, where: /^index\/database\.ts$/ },
  {
    what: 'SQL lives in the index, and in the SQLite file that people take away, which is another thing than the index',
    pattern: /\bSELECT\b/,
    where: /^(index\/|export\/(sqlite|views)\.ts$)/,
  },
  { what: 'YAML is read in one place', pattern: /from 'yaml'/, where: /^source\// },
  {
    what: 'zod is loaded only where YAML is read',
    pattern: /^import \* as z from 'zod'/m,
    where: /^model\/schema\.ts$/,
  },
  { what: 'colour is decided in one place', pattern: /'chalk'/, where: /^render\/style\.ts$/ },
  { what: 'fuzzy matching is loaded late, from one place', pattern: /'fuse\.js'/, where: /^query\/closest\.ts$/ },
  { what: 'nothing prints but main.ts', pattern: /\bconsole\./, where: /^$/ },
  { what: 'no output hangs on the locale', pattern: /localeCompare|toLocale|Intl\.(?!Segmenter)/, where: /^$/ },
];

describe('what only one place does', () => {
  test.each(only)('$what', ({ pattern, where }) => {
    const users = files.filter((file) => pattern.test(readFileSync(join(src, file), 'utf8')));
    expect(users.filter((file) => !where.test(file))).toEqual([]);
    if (where.source !== '^$') expect(users).not.toEqual([]);
  });

  test('what is loaded late is never imported early', () => {
    const late = new Set(arrows.filter((arrow) => arrow.late).map((arrow) => arrow.to));
    const early = new Set<string>();
    const visit = (file: string) => {
      if (early.has(file)) return;
      early.add(file);
      for (const arrow of arrows)
        if (arrow.file === file && !arrow.late && !isTypeOnly(file, arrow.to)) visit(arrow.to);
    };
    visit('main.ts');
    expect([...late].filter((file) => early.has(file))).toEqual([]);
    const hashing = [...early].filter((file) => /'node:crypto'/.test(readFileSync(join(src, file), 'utf8')));
    expect(hashing, 'hashing costs each start 3 ms').toEqual([]);
  });
});

function isTypeOnly(file: string, to: string): boolean {
  const text = readFileSync(join(src, file), 'utf8');
  const name = to.slice(to.lastIndexOf('/') + 1).replaceAll('.', '\\.');
  const imports = [...text.matchAll(new RegExp(`^(?:import|export) [^;]*?from '[^']*/${name}'`, 'gm'))].map(
    ([line]) => line,
  );
  return imports.length > 0 && imports.every((line) => /^(?:import|export) type /.test(line));
}
