import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksIn } from '../../src/source/markers.ts';
import { runs } from '../runs.ts';

const commands = ['check', 'who-conditions'];
const found = (text: string) => blocksIn(text, commands);

/** What the faults of a document say, each with the stretch that it marks. */
const faults = (text: string) =>
  found(text).faults.map(({ start, end, message }) => [text.slice(start, end), message] as const);

describe('a block', () => {
  test('is what stands between its markers, in lines of their own', () => {
    const text = '# A\n<!-- isf: check --strict -->\nold\n<!-- /isf -->\nb';
    const { blocks } = found(text);
    expect(blocks.map(({ from, to }) => text.slice(from, to))).toEqual(['\nold\n']);
    expect(blocks.map(({ command, start, end }) => [command, text.slice(start, end)])).toEqual([
      ['check --strict', 'check --strict'],
    ]);
  });

  test.each([
    '<!--isf:check-->\n<!--/isf-->',
    '<!--  isf :  check  -->  \n<!-- / isf -->\t',
    '  <!-- isf: check -->\n   <!-- /isf -->',
    'text\n<!-- isf: check -->\nmore\n<!-- /isf -->\ntext',
    '- item\n<!-- isf: check -->\n- item\n<!-- /isf -->\n- item',
    '\uFEFF<!-- isf: check -->\r\n<!-- /isf -->\r\n',
    '<!-- isf: check --a-b -- --><!-- /isf -->'.replace('<!-- /', '\n<!-- /'),
  ])('may be spaced as one likes: %j', (text) => {
    const { blocks, faults } = found(text);
    expect(faults).toEqual([]);
    expect(blocks.map(({ command }) => command.split(' ')[0])).toEqual(['check']);
    for (const { start, end, command } of blocks) expect(text.slice(start, end)).toBe(command);
  });

  test('knows the nearest heading above that is not its own or that of another block', () => {
    const block = '<!-- isf: check -->\n#### of the block\n<!-- /isf -->\n';
    const under = (text: string) => found(text).blocks.map((block) => block.under);
    expect(under(`${block}# A\n${block}${block}B\n---\n${block}> ### in a quotation\n\n${block}`)).toEqual([
      0, 1, 1, 2, 2,
    ]);
    expect(under(`---\ntitle: A\n---\n${block}`)).toEqual([1]);
    expect(under(`---\nlayout: page\n---\n${block}`)).toEqual([0]);
    expect(under(`---\r\ntitle: A\r\nb: c\r\n---\r\n\r\n## B\r\n${block}`)).toEqual([2]);
  });
});

describe('no marker', () => {
  test.each([
    '```md\n<!-- isf: check -->\n```',
    '~~~\n<!-- isf: check\n~~~',
    '    <!-- isf: check -->',
    'as `<!-- isf: check -->` in a line',
    '\\<!-- isf: check -->',
    '&lt;!-- isf: check -->',
    '<!-- a comment -->',
    '<!-- ISF figures to be checked -->',
    '<!-- isfahan: check -->',
    '<!-- isf.yaml: the manifest -->',
    '<!-- was: <!-- isf: check -->',
    '<!-->\n',
    '<div>isf: check</div>',
    '---\ntitle: "isf: check"\n---\n',
  ])('%j', (text) => expect(found(text)).toEqual({ blocks: [], faults: [] }));
});

describe('a fault', () => {
  const near = 'this looks like a marker and is none';
  const where = (place: string) => `a marker cannot stand ${place}`;
  test.each<[string, string, string]>([
    ['<!-- isf: check -->\n', '<!-- isf: check -->', 'this block is not closed'],
    ['<!-- /isf -->', '<!-- /isf -->', 'this marker closes nothing'],
    ['<!-- isf: -->\n<!-- /isf -->', '<!-- isf: -->', 'this marker names no command'],
    ['<!-- isf: check -->\n```\n<!-- /isf -->', '<!-- isf: check -->', 'this block is not closed'],
    ['<!-- isf: check\n<!-- /isf -->', '<!-- isf: check\n<!-- /isf -->', 'a marker stands on one line'],
    ['<!-- isf: check\n', '<!-- isf: check\n', 'this comment is not closed'],
    ['a <!-- isf: check', '<!-- isf: check', 'this comment is not closed'],
    ['<!-- isf:\ncheck -->\n<!-- /isf -->', '<!-- isf:\ncheck -->', 'a marker stands on one line'],
    ['<!-- ISF: check -->\n<!-- /isf -->', '<!-- ISF: check -->', near],
    ['<!-- isf who-conditions x -->\n<!-- /isf -->', '<!-- isf who-conditions x -->', near],
    ['<!-- isf: check -->\n<!-- /isf: -->', '<!-- /isf: -->', near],
    ['<!-- isf: check -->\n<!-- /ISF -->', '<!-- /ISF -->', near],
    ['<!-- isf: check -->\n<!-- /isf check -->', '<!-- /isf check -->', near],
    ['<!-- isf -->', '<!-- isf -->', near],
    ['a <!-- isf: check -->\n<!-- /isf -->', '<!-- isf: check -->', where('in a line of text')],
    ['- <!-- isf: check -->\n\n<!-- /isf -->', '<!-- isf: check -->', where('in a list')],
    ['> <!-- isf: check -->\n\n<!-- /isf -->', '<!-- isf: check -->', where('in a quotation')],
    ['<!-- isf: check --> a\n<!-- /isf -->', '<!-- isf: check -->', where('beside other text')],
    ['<div>\n<!-- isf: check -->\n</div>\n\n<!-- /isf -->', '<!-- isf: check -->', where('beside other text')],
    ['| a |\n| - |\n| <!-- isf: check --> |\n\n<!-- /isf -->', '<!-- isf: check -->', where('in a line of text')],
  ])('%j', (text, marked, message) => expect(faults(text)).toEqual([[marked, message]]));

  test('both markers on one line', () => {
    expect(faults('<!-- isf: check --><!-- /isf -->').map(([marked]) => marked)).toEqual([
      '<!-- isf: check -->',
      '<!-- /isf -->',
    ]);
  });

  test('a block within a block, of which the inner one is closed', () => {
    const text = '<!-- isf: check -->\n<!-- isf: check --rules -->\n<!-- /isf -->';
    expect(found(text).faults).toMatchObject([
      { message: 'this marker stands in a block', hint: 'end that of "check" first, with <!-- /isf -->', start: 20 },
    ]);
  });

  test('the text of a marker may stand earlier in its line', () => {
    const text = '<!-- isf: isf -->\n<!-- /isf -->';
    expect(found(text).blocks).toMatchObject([{ command: 'isf', start: 10, end: 13 }]);
  });
});

test('property: whatever the document, blocks follow one another, and what is filled in changes none of them', () => {
  const piece = fc.constantFrom(
    ...['<!-- isf: check -->', '<!-- /isf -->', '<!-- isf: -->', '<!--', '-->', '<!-->', '<div>', '</div>', '<pre>'],
    ...['```', '~~~', '    ', '\t', '> ', '- ', '1. ', '# ', '---', '===', '\\', '`', '| a |', '[a]: b', 'a', '\uFEFF'],
    ...['title: a', ' ', '\n', '\n', '\n\n', '\r\n', '\r', '\u2028', '𝄞'],
  );
  const some = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
  const block = fc.tuple(some, some).map(([a, b]) => `${a}\n<!-- isf: check -->\n${b}\n<!-- /isf -->\n`);
  let filled = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(some, block), { maxLength: 4 }), (pieces) => {
      const text = pieces.join('');
      const { blocks, faults } = found(text);
      let end = 0;
      let now = '';
      for (const { from, to, start, command } of blocks) {
        expect(text.slice(start, start + command.length)).toBe(command);
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThanOrEqual(from);
        now += `${text.slice(end, from)}\n\nfilled\n\n`;
        end = to;
      }
      if (faults.length > 0 || blocks.length === 0) return;
      filled++;
      const again = found(now + text.slice(end));
      expect(again.faults).toEqual([]);
      expect(again.blocks.map(({ under }) => under)).toEqual(blocks.map(({ under }) => under));
    }),
    { numRuns: runs(300) },
  );
  expect(filled).toBeGreaterThan(20);
});
