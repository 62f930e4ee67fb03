import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { commandNames, questions } from '../src/commands/index.ts';
import { type Files, temporaryFolder, writeFiles } from './folder.ts';
import { type Outcome, root, runIsf } from './io.ts';
import { runs } from './runs.ts';

const harbour = join(root, 'test', 'fixtures', 'harbour');
const events = '<!-- isf: list events -->';
const end = '<!-- /isf -->';
const answer = (await runIsf(['list', 'events', '-f', 'md', '--data', harbour])).stdout;
const filled = `${events}\n\n${answer}\n${end}\n`;

/** Only root can make a disk that is full, and not in every container. */
const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** A folder with reports, and isf at work in it. */
function desk(files: Files) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  const path = (name: string) => join(folder, name);
  return {
    folder,
    path,
    read: (name: string) => readFileSync(path(name), 'utf8'),
    report: (...argv: string[]): Promise<Outcome> =>
      runIsf(['report', ...argv], { cwd: folder, cache: inject('cache'), env: { ISF_DATA: harbour } }),
  };
}

/** What one marker comes to. */
async function block(command: string, around = ''): Promise<string> {
  const { report, read } = desk({ 'a.md': `${around}<!-- isf: ${command} -->\n${end}\n` });
  const { code, stderr } = await report('a.md');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return read('a.md').slice(around.length).split('\n').slice(2, -3).join('\n');
}

/** What is said of a marker at fault. */
async function fault(command: string): Promise<string> {
  const { report } = desk({ 'a.md': `<!-- isf: ${command} -->\n${end}\n` });
  const { code, stdout, stderr } = await report('a.md');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^a\.md:1:11: error: /);
  expect(stderr).toMatch(/\nisf: error: 1 faulty marker, so nothing was written\n$/);
  const lines = stderr.split('\n').slice(0, -2);
  const hint = lines.findIndex((line) => line.startsWith(' hint: '));
  const message = lines.slice(
    0,
    lines.findIndex((line) => / \d+ \| /.test(line)),
  );
  return [message.join(' ').slice(18), ...(hint === -1 ? [] : [lines.slice(hint).join('').trim()])].join('\n');
}

describe('the blocks', () => {
  test('are filled, and the rest is left as it is', async () => {
    const { report, read, folder } = desk({
      'a.md': `# A\t \n${events}\nold\n${end}\n\ntext\\\n\n${events}\n${end}\nno end`,
    });
    const { code, stdout, stderr } = await report('a.md');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'a.md: 2 blocks, 2 updated\n', stderr: '' });
    expect(read('a.md')).toBe(`# A\t \n${filled}\ntext\\\n\n${filled}no end`);
    expect(readdirSync(folder)).toEqual(['a.md']);
  });

  test('that are up to date leave the file alone', async () => {
    const { report, path } = desk({ 'a.md': filled });
    const before = statSync(path('a.md'), { bigint: true });
    expect(await report('a.md')).toEqual({ code: 0, stdout: 'a.md: 1 block, up to date\n', stderr: '' });
    const after = statSync(path('a.md'), { bigint: true });
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
  });

  test('of several files, each file once by whichever name', async () => {
    const { report, read, path } = desk({ 'a.md': `${events}\n${end}\n`, 'sub/b.md': filled, 'c.md': 'c' });
    symlinkSync('a.md', path('link.md'));
    const { stdout } = await report('link.md', 'a.md', './sub/b.md', 'sub/../sub/b.md', 'c.md');
    expect(stdout).toBe(
      'link.md: 1 block, 1 updated\n\n./sub/b.md: 1 block, up to date\n\nc.md: 0 blocks\n\n' +
        'c.md has no marker. <!-- isf: command --> and <!-- /isf --> enclose a block.\n',
    );
    expect(read('a.md')).toBe(filled);
    expect(readdirSync(path('.')).sort()).toEqual(['a.md', 'c.md', 'link.md', 'sub']);
  });

  test('keep the line ends of the file, and its byte order mark', async () => {
    const { report, read } = desk({ 'a.md': `\uFEFFone\r\n${events}\r\nold\r\n${end}\r\ntwo\r\n` });
    await report('a.md');
    expect(read('a.md')).toBe(`\uFEFFone\r\n${filled.replaceAll('\n', '\r\n')}two\r\n`);
    expect((await report('a.md', '--check')).code).toBe(0);
  });

  test('are as JSON has them, with the lines that the markers now stand on', async () => {
    const { report } = desk({ 'a.md': `${events}\n${end}\n${events}\n${end}\n` });
    const { stdout } = await report('a.md', '-f', 'json');
    const command = 'list events';
    const second = filled.split('\n').length;
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'report',
      query: { files: ['a.md'], check: false },
      results: [
        {
          file: 'a.md',
          state: 'updated',
          blocks: [
            { line: 1, command, state: 'updated' },
            { line: second, command, state: 'updated' },
          ],
          difference: null,
        },
      ],
    });
  });
});

describe('a marker', () => {
  test('may ask in any format that a document can hold', async () => {
    const as = async (format: string) =>
      (await runIsf([...'cite arc-boarding -f'.split(' '), format, '--data', harbour])).stdout;
    expect(await block('cite arc-boarding')).toBe((await as('md')).trimEnd());
    expect(await block('cite arc-boarding -f text')).toBe(
      `\`\`\`console\n$ isf cite arc-boarding\n${await as('text')}\`\`\``,
    );
    for (const format of ['json', 'jsonl', 'csv', 'bibtex'])
      expect(await block(`cite arc-boarding -f ${format}`)).toBe(
        `\`\`\`${format}\n${(await as(format)).replaceAll('\r', '')}\`\`\``,
      );
    expect(await block('cite --format=csl arc-boarding')).toBe(`\`\`\`json\n${await as('csl')}\`\`\``);
    expect(await block('list events --actor borduria --since 2030 -f csv')).toBe('```csv\n```');
  });

  test('shows its command as it stands, without the format', async () => {
    const shown = async (command: string) => (await block(command)).split('\n')[1];
    expect(await shown('list events -f text --actor arcadia')).toBe('$ isf list events --actor arcadia');
    expect(await shown('list  events --format=text')).toBe('$ isf list  events');
    expect(await shown('list events -f json --format text -ftext')).toBe('$ isf list events');
    expect(await shown(`search "no -f text" 'boarding' --limit 1 -f text`)).toBe(
      `$ isf search "no -f text" 'boarding' --limit 1`,
    );
  });

  test('has the headings of its answer go on from those above it', async () => {
    const headings = async (around: string) =>
      (await block('who-conditions arcadia', around)).match(/^#+/gm)?.map((signs) => signs.length) ?? [];
    const alone = await headings('');
    expect(Math.min(...alone)).toBe(1);
    expect(await headings('# A\n\n## B\n\n')).toEqual(alone.map((level) => level + 2));
  });

  test('may look at a revision, and what is given to isf report holds for it', async () => {
    const { folder, report, read } = desk({
      'a.md': `<!-- isf: list actors --at HEAD -f jsonl -->\n${end}\n<!-- isf: list actors -f jsonl -->\n${end}\n`,
    });
    const data = join(folder, 'data');
    cpSync(harbour, data, { recursive: true });
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...argv], {
        cwd: data,
        stdio: 'pipe',
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'Start');
    writeFileSync(join(data, 'new.yaml'), 'actors:\n  - {id: nowhere, name: Nowhere, type: state}\n');
    const counts = async (...argv: string[]) => {
      expect((await report('a.md', '--data', 'data', ...argv)).code).toBe(0);
      const now = read('a.md');
      return [now.split('\n{').length - 1, now.split('"id":"nowhere"').length > 1];
    };
    const [before] = await counts('--at', 'HEAD');
    expect(await counts()).toEqual([Number(before) + 1, true]);
    writeFileSync(join(folder, 'a.md'), `<!-- isf: list actors --at nowhere -->\n${end}\n`);
    const { code, stderr } = await report('a.md', '--data', 'data');
    expect(code).toBe(4);
    expect(stderr).toContain('a.md:1:11: error: git knows no revision "nowhere" [command]');
  });

  test.each([
    ['who-conditions arcadai', 'unknown actor or condition "arcadai" [command]\nhint: did you mean "arcadia"?'],
    ['serch ships', 'unknown command "serch" [command]\nhint: did you mean "search"?'],
    ['isf search ships', 'a marker names the command alone [command]\nhint: leave isf out'],
    ['list actors --atcor x', "unknown option '--atcor' [command]\nhint: did you mean --actor?"],
    ['who-conditions', "missing required argument 'actor-or-condition' [command]"],
    ['matrix --as-of 2025-02-31', expect.stringContaining('there is no day 31 in 2025-02 [command]')],
    ['show arcadia borduria', expect.stringContaining('too many arguments')],
    ['list things', expect.stringContaining("argument value 'things' is invalid")],
    ['search ships --help', 'help is no answer [command]\nhint: leave --help out'],
    ['list actors | cat', expect.stringContaining('a marker runs isf commands, never a shell [command]')],
    ['list actors -o x', 'a marker cannot have -o [command]\nhint: the answer goes into the block'],
    [
      'list actors --data x',
      expect.stringContaining('a marker cannot have --data [command]\nhint: give it to isf report'),
    ],
    ['check --strict', expect.stringContaining('a marker cannot have --strict [command]')],
    ['list actors --no-color', expect.stringContaining('a marker cannot have --color and --no-color [command]')],
    ['list actors -f html', expect.stringContaining('a block cannot be html, which is a file of its own [command]')],
    ['check -f sarif', expect.stringContaining('a block cannot be sarif, which is a file of its own [command]')],
    ['list actors -f bibtex', expect.stringContaining('Allowed choices are')],
  ])('at fault: %s', async (command, said) => {
    expect(await fault(command)).toEqual(said);
  });

  test.each([...commandNames.filter((name) => !(questions as readonly string[]).includes(name)), 'help'])(
    'cannot run %s',
    async (name) => {
      expect(await fault(name)).toContain(`isf ${name} may not run in a document [command]\nhint: these may: who-`);
    },
  );

  test('at fault is told with all others, and then nothing is written', async () => {
    const good = `${events}\n${end}\n`;
    const { report, read } = desk({
      'a.md': good,
      'b.md': `${good}- ${events}\n\n<!-- isf: show nothing -->\n${end}\n`,
      'c.md': `<!-- isf: check`,
    });
    const { code, stdout, stderr } = await report('a.md', 'b.md', 'c.md');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`b.md:3:3: error: a marker cannot stand in a list [marker]
 3 | - <!-- isf: list events -->
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^
 hint: put it on a line of its own, at the left margin, with a blank line before
 it; in a code block it is no marker

b.md:5:11: error: no record answers to "nothing" [command]
 5 | <!-- isf: show nothing -->
   |           ^^^^^^^^^^^^
 hint: isf search looks in everything

c.md:1:1: error: this comment is not closed [marker]
 1 | <!-- isf: check
   | ^^^^^^^^^^^^^^^
 hint: end it with --> on the same line
isf: error: 3 faulty markers, so nothing was written
`);
    expect(read('a.md')).toBe(good);
  });
});

describe('--check', () => {
  test('shows what would change, writes nothing and exits with 1', async () => {
    const stale = `# A\n\n${filled.replace('| id |', '| ID |')}\n${filled}`;
    const { report, read } = desk({ 'a.md': stale, 'b.md': filled });
    const { code, stdout, stderr } = await report('--check', 'a.md', 'b.md');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "a.md: 2 blocks, 1 out of date
      --- a.md
      +++ a.md
      @@ -3,6 +3,6 @@ a.md:3: list events
       <!-- isf: list events -->
       
      -| ID | date | title |
      +| id | date | title |
       | - | - | - |
       | \`ev-talks\` | 2025-10-01 | Talks on the harbour open |
       | \`ev-vote\` | 2025-11-17 | The council authorises the Harbour Force |

      b.md: 1 block, up to date

      Out of date: isf report without --check writes what is new.
      "
    `);
    expect(read('a.md')).toBe(stale);
  });

  test.each(['\n', '\r\n'])(
    'shows a patch that makes the one file of the other, with line ends %j',
    async (lineEnd) => {
      const blockOf = (text: string) => `${events}\n${text}${end}\n`;
      const text = `${blockOf('')}one\n\n${blockOf('a\nb\n')}${filled}${blockOf('\n\n\n')}two`.replaceAll(
        '\n',
        lineEnd,
      );
      const { report, read } = desk({ 'a.md': text });
      const { stdout } = await report('--check', 'a.md', '-f', 'json');
      const [{ difference, state, blocks }] = JSON.parse(stdout).results;
      expect(state).toBe('outdated');
      expect(blocks.map((block: { state: string }) => block.state)).toEqual([
        'outdated',
        'outdated',
        'current',
        'outdated',
      ]);
      await report('a.md');
      expect(applyPatch(text, difference, { autoConvertLineEndings: false })).toBe(read('a.md'));
    },
  );

  test('takes a long block that is another for one that is replaced', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `line ${i}\n`).join('');
    const { report, read } = desk({ 'a.md': `${events}\n${lines}${end}\n` });
    const { difference } = JSON.parse((await report('--check', 'a.md', '-f', 'json')).stdout).results[0];
    await report('a.md');
    expect(applyPatch(`${events}\n${lines}${end}\n`, difference)).toBe(read('a.md'));
  });

  test('takes a file that is read-only', async () => {
    const { report, path } = desk({ 'a.md': `${events}\n${end}\n` });
    chmodSync(path('a.md'), 0o444);
    expect((await report('--check', 'a.md')).code).toBe(1);
  });

  test.each(['md', 'html', 'csv', 'jsonl'])('can be read as %s', async (format) => {
    const { report } = desk({ 'a.md': `${events}\n${end}\n` });
    const { code, stdout } = await report('--check', 'a.md', '-f', format);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\+\| .*ev-/);
  });
});

describe('a report that cannot be had', () => {
  const good = `${events}\n${end}\n`;
  const binary = (name: string, what: string) => `isf: error: ${name} is binary, or not in UTF-8: ${what}\n`;

  test.each<[string, number, string]>([
    ['none.md', 4, 'isf: error: there is no file none.md\n hint: make it first, with the markers in it\n'],
    ['a.md/none.md', 4, 'isf: error: there is no file a.md/none.md\n'],
    ['sub', 4, 'isf: error: sub is a folder\n hint: name a Markdown file\n'],
    ['/dev/null', 4, 'isf: error: /dev/null is no regular file\n'],
    ['nul.md', 3, binary('nul.md', 'this file has a NUL byte')],
    ['latin.md', 3, binary('latin.md', 'byte 0xe9 is not UTF-8')],
    ['utf16.md', 3, binary('utf16.md', 'this file is UTF-16, not UTF-8')],
    ['large.md', 3, 'isf: error: large.md is 9.0 MiB, and the limit is 8 MiB\n hint: split it\n'],
    ['deep.md', 3, 'isf: error: deep.md is nested too deep\n'],
    ['gone.md', 4, 'isf: error: there is no file gone.md\n'],
  ])('%s', async (name, code, said) => {
    const { report, read, path } = desk({
      'a.md': good,
      'nul.md': 'a\0',
      'latin.md': Buffer.from('caf\u00e9', 'latin1'),
      'utf16.md': Buffer.from('\uFEFFa', 'utf16le'),
      'large.md': 'a'.repeat(9 * 1048576),
      'deep.md': '>'.repeat(8000),
    });
    mkdirSync(path('sub'));
    symlinkSync('nowhere.md', path('gone.md'));
    const outcome = await report('a.md', name);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr.startsWith(said), outcome.stderr).toBe(true);
    expect(read('a.md')).toBe(good);
  });

  test.each([['--check'], []])('because -o names a document, by whatever way (%s)', async (...check) => {
    const { report, read, path } = desk({ 'a.md': good });
    symlinkSync('a.md', path('b.md'));
    for (const output of ['a.md', './a.md', 'b.md'])
      expect(await report('a.md', ...check, '-o', output)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(`-o ${output} is one of the documents themselves`),
      });
    expect(read('a.md')).toBe(good);
  });

  test('because it is read-only, to root as well: no file is written', async () => {
    const { report, read, path } = desk({ 'a.md': good, 'b.md': good });
    chmodSync(path('b.md'), 0o444);
    expect(await report('a.md', 'b.md')).toEqual({
      code: 4,
      stdout: '',
      stderr:
        'isf: error: b.md is read-only\n hint: give yourself permission to write it (chmod u+w), or look with --check what would change\n',
    });
    expect(read('a.md') + read('b.md')).toBe(good + good);
  });

  test.runIf(canMount)('because the disk is full: what was there is there still, and nothing beside it', async () => {
    const { report, read, path } = desk({ 'a.md': good });
    mkdirSync(path('disk'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', path('disk')]);
    try {
      writeFileSync(path('disk/b.md'), good);
      writeFileSync(path('disk/filler'), 'a'.repeat(4096));
      expect(await report('a.md', 'disk/b.md')).toEqual({
        code: 4,
        stdout: '',
        stderr:
          'isf: error: cannot write disk/b.md (ENOSPC)\n hint: what was there before is as it was; written before it: a.md\n',
      });
      expect(read('disk/b.md')).toBe(good);
      expect(readdirSync(path('disk')).sort()).toEqual(['b.md', 'filler']);
    } finally {
      execFileSync('umount', [path('disk')]);
    }
  });

  test('because the data has errors and --strict was given', async () => {
    const { report, read } = desk({ 'a.md': good, 'data/isf.yaml': 'name: x\ntitle: X\nversion: 1\nwho: me\n' });
    const { code, stderr } = await report('a.md', '--strict', '--data', 'data');
    expect(code).toBe(3);
    expect(stderr).toContain('--strict refuses');
    expect(read('a.md')).toBe(good);
  });
});

describe('data with errors', () => {
  const storm = join(root, 'test', 'fixtures', 'storm');

  test('is told once on standard error, and in each block', async () => {
    const { report, read } = desk({ 'a.md': `${events}\n${end}\n`.repeat(3) });
    const { code, stdout, stderr } = await report('a.md', '--data', storm);
    expect(code).toBe(0);
    expect(stderr.split('the data has errors')).toHaveLength(2);
    expect(stdout).toContain('records left out because of errors in the data; isf check says which.');
    expect(read('a.md').split('left out because of errors')).toHaveLength(4);
  });

  test('is told on standard output where the format of a block has no room', async () => {
    const { report } = desk({ 'a.md': `<!-- isf: list events -f csv -->\n${end}\n` });
    const { stdout } = await report('a.md', '--data', storm);
    expect(stdout).toContain('\na.md:1: 0 events.\n');
  });
});

describe('property', () => {
  /** What an answer must not be taken for, as names of actors. */
  const hostile = [
    ...['<!-- /isf -->', '<!-- isf: check -->', '<!-- isf: check', '-->', '<!--', '<div>', '```', '`````', '~~~~'],
    ...['    a', '# x', '> ', '- ', '| a |', '***', '===', '$ isf', '\\', '[a]: b', '---'],
  ];
  const commands = [
    ...['list actors', 'show all', 'check', 'list actors -f text', 'show all -f text', 'list actors -f csv'],
    ...['show all -f json', 'search nothing -f jsonl', 'list actors -f jsonl'],
  ];
  const line = fc.constantFrom(
    ...['', 'text', '# head', 'head\n---', '> quoted', '- item', '```\n<!-- isf: check -->\n```', '| a |\n| - |'],
    ...['<!-- note -->', '<div>\n\n</div>', 'a\tb  ', '`<!-- isf: x -->`', '---', '\u2028é𝄞', '[^1]: <b>'],
  );
  const prose = fc.array(line, { maxLength: 4 }).map((lines) => lines.map((each) => `${each}\n`).join('\n'));
  const old = fc.constantFrom('', 'old\n', '\n\n\n', '# old\n\n- a\n', '```\ncode\n```\n');
  const document = fc.record({
    pieces: fc.array(fc.record({ before: prose, command: fc.constantFrom(...commands), old }), { maxLength: 3 }),
    last: prose,
    lineEnd: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    hasEnd: fc.boolean(),
  });
  const actors = [...hostile, hostile.join(' ')].map((name, i) => {
    return `  - {id: ${i === hostile.length ? 'all' : `a${i}`}, type: state, name: ${JSON.stringify(`${name} ${i}`)}}\n`;
  });

  test('what stands outside of blocks stays as it is, and a second run changes nothing', async () => {
    const { report, read, path } = desk({
      'data/isf.yaml': 'name: x\ntitle: X\nversion: 1\n',
      'data/actors.yaml': `actors:\n${actors.join('')}`,
    });
    await fc.assert(
      fc.asyncProperty(document, async ({ pieces, last, lineEnd, mark, hasEnd }) => {
        /** All that no run may touch: what stands before the first content, between two, and after the last. */
        const fixed = [...pieces, { before: last, command: '' }].map(({ before, command }, i) => {
          const close = i === 0 ? mark : `${end}\n`;
          const text = command === '' ? before : `${before}\n<!-- isf: ${command} -->\n`;
          return (close + (command === '' && !hasEnd ? text.trimEnd() : text)).replaceAll('\n', lineEnd);
        });
        const text = fixed.map((part, i) => part + (pieces[i]?.old ?? '').replaceAll('\n', lineEnd)).join('');
        writeFileSync(path('a.md'), text);
        const first = await report('a.md', '--data', 'data');
        expect(first.code, first.stderr).toBe(0);
        const once = read('a.md');
        const literal = fixed.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
        expect(once).toMatch(new RegExp(`^${literal.join('[^]*')}$`));
        if (lineEnd === '\r\n') expect(once.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const [again] = JSON.parse((await report('a.md', '--check', '--data', 'data', '-f', 'json')).stdout).results;
        expect(again.state).toBe('current');
        expect(again.blocks.map((each: { command: string }) => each.command)).toEqual(
          pieces.map(({ command }) => command),
        );
      }),
      { numRuns: runs(15) },
    );
  });
});
