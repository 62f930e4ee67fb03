import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { fenced, renderMd } from '../../src/render/md.ts';
import { visible } from '../../src/render/visible.ts';
import { type Block, footnoteMark, plain, span } from '../../src/view/view.ts';
import { runs } from '../runs.ts';
import { answer, anyBlocks, anyText, viewOf } from './views.ts';

test('an answer as Markdown', async () => {
  expect(await renderMd(viewOf(answer))).toMatchInlineSnapshot(`
    "# Azerbaijan: what it asks for

    Stated conditions only, as of 2025-12-10. Two hold it back from **participation**, one is a request.

    ## What holds it back

    ### Peacekeeping, not peace enforcement  red line, since 2025-12-06

    > “Azerbaijan cannot engage in a peace enforcement operation. It should be a peace-keeping”
    >
    > senior Azerbaijani official (anonymous), Doha, 6–7 December 2025\\
    > The Times of Israel, December 2025  B2  \`toi-aze-peacekeeping\`

    > reported: Azerbaijan will not send troops to Gaza unless fighting between Israel and Hamas has stopped completely.
    >
    > Reuters, 2025-11-07  A2

    Shared with Indonesia. Ruled out by \`op7\` (S/RES/2803).

    ### Two-state timeline  request

    > “First line\\
    > Second line
    >
    > Second paragraph”

    ## Who else

    | Actor | Stance | Troops | In its words | Since |
    | - | - | -: | - | - |
    | **Indonesia** | requires | 20,000 | We want a clear mandate before a single soldier leaves \\| nothing less | 2025-11-01 |
    | **Türkiye** | supports | 2,000 | ready | 2025-10-13 |

    1. Ask Baku again.
    2. Ask Jakarta:

       - when
       - on which terms

    \`data/azerbaijan.yaml:12:16\`: error: unknown condition "two-state"

    \`\`\`text
    12 |     condition: two-state
       |                ^^^^^^^^^
    \`\`\`

    hint: did you mean "two-state-timeline"?
    "
  `);
});

test('what looks like Markdown stays text, addresses stay addresses', async () => {
  const blocks: readonly Block[] = [
    { block: 'prose', text: ['# no title, *no* emphasis, <script>alert(1)</script>, a_b_c, [x](y), &amp;'] },
    { block: 'prose', text: ['1. no list'] },
    { block: 'prose', text: ['See https://example.org/a_b?c=d&e=f. Write to a.b@example.org or www.example.org.'] },
    { block: 'table', columns: [{ head: 'a|b' }], rows: [[['c | d\ne']]] },
  ];
  expect(await renderMd(viewOf(blocks))).toMatchInlineSnapshot(`
    "\\# no title, \\*no\\* emphasis, \\<script>alert(1)\\</script>, a_b_c, \\[x]\\(y), \\&amp;

    1\\. no list

    See <https://example.org/a_b?c=d&e=f>. Write to a.b\\@example.org or www\\.example.org.

    | a\\|b |
    | - |
    | c \\| d e |
    "
  `);
});

test.each([
  [0, ['# A', '## B', '### C']],
  [1, ['## A', '### B', '#### C']],
  [3, ['#### A', '##### B', '###### C']],
  [5, ['###### A', '###### B', '###### C']],
])('under a heading of depth %i the headings go on from there', async (under, headings) => {
  const blocks = [1, 2, 3].map((level, i): Block => {
    return { block: 'heading', level: level as 1 | 2 | 3, text: ['ABC'[i] ?? ''] };
  });
  expect((await renderMd(viewOf(blocks), under)).trimEnd().split('\n\n')).toEqual(headings);
});

test('the highest heading of an answer is one deeper than the one above it, whatever its level', async () => {
  const entries: readonly Block[] = [
    { block: 'heading', level: 3, text: ['entry'] },
    { block: 'prose', text: ['words'] },
  ];
  expect(await renderMd(viewOf(entries), 1)).toBe('## entry\n\nwords\n');
  expect(await renderMd(viewOf([{ block: 'prose', text: ['words'] }]), 1)).toBe('words\n');
});

test('a fence is longer than any within', () => {
  expect(fenced('console', '$ isf\n````\n')).toBe('`````console\n$ isf\n````\n`````\n');
  expect(fenced('csv', '')).toBe('```csv\n```\n');
});

test('two versions of a text', async () => {
  const difference: Block = {
    block: 'difference',
    lines: [
      { kind: 'place', text: '@@ -1,2 +1,2 @@' },
      { kind: 'same', text: '# a' },
      { kind: 'removed', text: '```\r' },
      { kind: 'added', text: '\u202e' },
    ],
  };
  expect(await renderMd(viewOf([difference]))).toBe('````diff\n@@ -1,2 +1,2 @@\n # a\n-```\n+\\u{202e}\n````\n');
});

const parse = (markdown: string) =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

test.each(['http://x.org).\\ ', 'https://example.org/a_b?c=d&e=*f*\\ ', ' \\', '\\ '])(
  'a backslash at an edge stays: %j',
  async (text) => {
    for (const role of ['term', 'muted'] as const) {
      const tree = parse(await renderMd(viewOf([{ block: 'prose', text: [{ role, text }, ' '] }])));
      expect(words(textOf(tree))).toEqual(words(text));
    }
  },
);

/** Two statements that rest on the same footnote, and one on two. */
const noted: readonly Block[] = [
  { block: 'prose', text: ['Undecided.', footnoteMark(1, 'arc-undecided'), footnoteMark(2, 'arc-boarding')] },
  { block: 'prose', text: ['No ships are boarded.', footnoteMark(2, 'arc-boarding')] },
  {
    block: 'footnotes',
    notes: [
      {
        label: 'arc-undecided',
        lines: [['“No decision [1] has been taken”'], ['Gazette, 2025 · ', span('id', 'a-b')]],
      },
      { label: 'arc-boarding', lines: [['“We cannot”']] },
    ],
  },
];

test('footnotes are those of GFM, under labels that stay', async () => {
  const md = await renderMd(viewOf(noted));
  expect(md).toMatchInlineSnapshot(`
    "Undecided.[^arc-undecided] [^arc-boarding]

    No ships are boarded.[^arc-boarding]

    [^arc-undecided]: “No decision \\[1] has been taken”\\
        Gazette, 2025 · \`a-b\`

    [^arc-boarding]: “We cannot”
    "
  `);
  const tree = parse(md);
  expect(kinds(tree).filter((kind) => kind === 'footnoteReference')).toHaveLength(3);
  expect(kinds(tree).filter((kind) => kind === 'footnoteDefinition')).toHaveLength(2);
});

test('property: a parser gives back every text of every block, and no HTML', async () => {
  await fc.assert(
    fc.asyncProperty(anyBlocks, async (blocks) => {
      const tree = parse(await renderMd(viewOf(blocks)));
      expect(words(textOf(tree))).toEqual(words(blocks.map(expected).join('\n')));
      expect(kinds(tree)).not.toContain('html');
    }),
    { numRuns: runs(150) },
  );
});

test('what would call somebody on GitHub, or link an issue, is code', async () => {
  const text =
    'Ask @octo-cat, @un/dppa and a.b@example.org about #12, GH-7 or un/isf#3; see https://example.org/@me#4.';
  expect(
    await renderMd(viewOf([{ block: 'prose', text: [text, span('strong', 'by @octo#5')] }])),
  ).toMatchInlineSnapshot(`
    "Ask \`@octo-cat\`, \`@un/dppa\` and a.b\\@example.org about \`#12\`, \`GH-7\` or un/isf\`#3\`; see <https://example.org/@me#4>.**by** \`@octo#5\`
    "
  `);
});

/** Texts that are full of what GitHub makes a mention or a link of. */
const mentions = fc
  .array(
    fc.constantFrom('@', '#', '1', 'a', '-', '/', 'GH-1', '`', '*', '_', ' ', '\\', '|', '@b', '#2', 'https://x.org/'),
  )
  .map((pieces) => pieces.join(''));

test('property: whatever the marks around it, no text of the page names anybody, and all words are there', async () => {
  const role = fc.constantFrom('term', 'muted', 'id', 'strong');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(role, mentions), { maxLength: 4 }), fc.boolean(), async (spans, isTable) => {
      const text = spans.map(([role, text]) => span(role, text));
      const block: Block = isTable
        ? { block: 'table', columns: [{ head: 'h' }], rows: [[text]] }
        : { block: 'prose', text };
      const tree = parse(await renderMd(viewOf([block])));
      expect(words(textOf(tree))).toEqual(words(expected(block)));
      for (const open of openTexts(tree)) expect(open).not.toMatch(/(?<![\w])@[a-z0-9]|#\d|\bGH-\d/i);
    }),
    { numRuns: runs(300) },
  );
});

/** The texts in which GitHub looks: those of no code and no link. */
function openTexts(node: Nodes): readonly string[] {
  if (node.type === 'link') return [];
  if (node.type === 'text') return [node.value];
  return 'children' in node ? node.children.flatMap(openTexts) : [];
}

test('property: a quote is one block quote with the words of the quote', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const tree = parse(await renderMd(viewOf([{ block: 'quote', verbatim: true, text, source: [] }])));
      expect(tree.children.map((node) => node.type)).toEqual(['blockquote']);
      expect(words(textOf(tree))).toEqual(words(`“${shown(text.trim())}”`));
    }),
    { numRuns: runs(150) },
  );
});

/** The words that a block must give, by the renderer's contract: hidden characters shown, frames drawn. */
function expected(block: Block): string {
  switch (block.block) {
    case 'heading':
    case 'prose':
    case 'remark':
      return shown(plain(block.text));
    case 'quote':
      return [
        block.verbatim ? `“${shown(block.text.trim())}”` : `reported: ${shown(block.text.trim())}`,
        ...block.source.map((line) => shown(plain(line))),
      ].join('\n');
    case 'table':
      return [
        ...block.columns.map((column) => shown(column.head)),
        ...block.rows.flatMap((row) => row.map((cell) => shown(plain(cell)))),
      ].join('\n');
    case 'list':
      return block.items.flatMap((item) => item.map(expected)).join('\n');
    case 'footnotes':
      return block.notes.flatMap(({ lines }) => lines.map((line) => shown(plain(line)))).join('\n');
    case 'frame':
    case 'difference':
      return '';
  }
}

function shown(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(visible)
    .join(' ');
}

function textOf(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'code') return '';
  if ('value' in node) return node.value;
  const inner = 'children' in node ? node.children.map(textOf).join('') : '';
  return ['paragraph', 'heading', 'tableCell'].includes(node.type) ? `${inner}\n` : inner;
}

function kinds(node: Nodes): readonly string[] {
  return [node.type, ...('children' in node ? node.children.flatMap(kinds) : [])];
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
