import fc from 'fast-check';
import type { Element, Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html.ts';
import { visible } from '../../src/render/visible.ts';
import { type Block, footnoteMark, type Inline, plain, span } from '../../src/view/view.ts';
import { runs } from '../runs.ts';
import { answer, anyBlocks, viewOf } from './views.ts';

const parse = (html: string) => fromHtml(html);

/** The document after its style sheet, as written. */
async function bodyOf(blocks: readonly Block[]): Promise<string> {
  return (await renderHtml(viewOf(blocks))).replace(/^[\s\S]*<main>/, '').replace(/<\/main>[\s\S]*$/, '');
}

test('an answer is sections with entries, quotes with their sources, a table with heads', async () => {
  expect(
    (await bodyOf(answer)).replaceAll(/(?<=<\/(?:p|h\d|li|tr|figure|blockquote|pre)>)/g, '\n').trim(),
  ).toMatchInlineSnapshot(`
    "<section><h1>Azerbaijan: what it asks for</h1>
    <p>Stated conditions only, as of <span class="date"><time datetime="2025-12-10">2025-12-10</time></span>. Two hold it back from <strong class="term">participation</strong>, one is a request.</p>
    <section><h2>What holds it back</h2>
    <article><h3>Peacekeeping, not peace enforcement  <strong class="bad">red line</strong><span class="muted">, since <time datetime="2025-12-06">2025-12-06</time></span></h3>
    <figure class="verbatim"><blockquote><p dir="auto">“Azerbaijan <mark>cannot</mark> engage in a peace enforcement operation. It should be a peace-keeping”</p>
    </blockquote>
    <figcaption class="source"><p>senior Azerbaijani official (anonymous), Doha, 6–7 December 2025</p>
    <p>The Times of Israel, December 2025  <span class="rating">B2</span>  <code class="id">toi-aze-peacekeeping</code></p>
    </figcaption></figure>
    <figure class="reported"><blockquote><p dir="auto"><span class="label" dir="ltr">reported: </span>Azerbaijan will not send troops to Gaza unless fighting between Israel and Hamas has stopped completely.</p>
    </blockquote>
    <figcaption class="source"><p>Reuters, <time datetime="2025-11-07">2025-11-07</time>  <span class="rating">A2</span></p>
    </figcaption></figure>
    <p>Shared with Indonesia. Ruled out by <code class="id">op7</code> (S/RES/2803).</p>
    </article><article><h3>Two-state timeline  request</h3>
    <figure class="verbatim"><blockquote><p dir="auto">“First line<br>Second line</p>
    <p dir="auto">Second paragraph”</p>
    </blockquote>
    </figure>
    </article></section><section><h2>Who else</h2>
    <div class="table" tabindex="0"><table><thead><tr><th scope="col">Actor</th><th scope="col">Stance</th><th scope="col" class="right">Troops</th><th scope="col">In its words</th><th scope="col">Since</th></tr>
    </thead><tbody><tr><th scope="row"><strong class="strong">Indonesia</strong></th><td>requires</td><td class="right">20,000</td><td>We want a clear mandate before a single soldier leaves | nothing less</td><td><time datetime="2025-11-01">2025-11-01</time></td></tr>
    <tr><th scope="row"><strong class="strong">Türkiye</strong></th><td>supports</td><td class="right">2,000</td><td>ready</td><td><time datetime="2025-10-13">2025-10-13</time></td></tr>
    </tbody></table></div><ol><li><p>Ask Baku again.</p>
    </li>
    <li><p>Ask Jakarta:</p>
    <ul><li><p>when</p>
    </li>
    <li><p>on which terms</p>
    </li>
    </ul></li>
    </ol><p><span class="path">data/azerbaijan.yaml:12:16</span>: <span class="error">error</span>: unknown condition "two-state"</p>
    <pre><code><span class="muted">12 | </span>    condition: two-state
    <span class="muted">   | </span><span class="error">               ^^^^^^^^^</span></code></pre>
    <p><span class="hint">hint:</span> did you mean "two-state-timeline"?</p>
    </section></section>"
  `);
});

test('it is one document with a title and a language, and loads nothing', async () => {
  const html = await renderHtml(viewOf(answer));
  expect(html.startsWith('<!doctype html><html lang="en"><head><meta charset="utf-8">')).toBe(true);
  expect(html).toContain('<title>Azerbaijan: what it asks for</title>');
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=/i);
});

test('an answer without a heading for a title has the one that it names; a tab shows no ids', async () => {
  const entry: Block = { block: 'heading', level: 3, text: ['entry'] };
  const html = await renderHtml({ ...viewOf([entry]), title: 'Positions · as of 2025-12-01' });
  expect(html).toContain('<title>Positions · as of 2025-12-01</title>');
  expect(html).toContain(
    '<h1>Positions · as of <time datetime="2025-12-01">2025-12-01</time></h1><article><h2>entry</h2></article>',
  );
  const heading = (...text: Inline): Block => ({ block: 'heading', level: 1, text });
  for (const [blocks, title] of [
    [[heading(span('term', 'Arcadia'), '  ', span('id', 'arcadia'), span('muted', ' · state'))], 'Arcadia · state'],
    [[heading(span('term', 'Arcadia'), '  ', span('muted', 'actor'), ' ', span('id', 'arcadia'))], 'Arcadia · actor'],
    [[heading(span('id', 'arcadia'))], 'arcadia'],
    [[entry], 'isf list'],
  ] as const)
    expect(await renderHtml(viewOf(blocks))).toContain(`<title>${title}</title>`);
});

test('a title with an address is a link, and the quote cites it; other schemes are text', async () => {
  const quoting = (href: string): Block => ({
    block: 'quote',
    verbatim: true,
    text: 'We <b>cannot</b> & will not',
    source: [['The Courier, ', { role: 'title', text: 'On "ships"', href }, span('muted', ', 2026-13-01')]],
  });
  expect(await bodyOf([quoting('https://example.org/?a=1&b="2"')])).toContain(
    '<figure class="verbatim"><blockquote cite="https://example.org/?a=1&#x26;b=&#x22;2&#x22;"><p dir="auto">“We &#x3C;b>cannot&#x3C;/b> &#x26; will not”</p></blockquote>' +
      '<figcaption class="source"><p>The Courier, <cite><a href="https://example.org/?a=1&#x26;b=&#x22;2&#x22;">On "ships"</a></cite><span class="muted">, 2026-13-01</span></p></figcaption></figure>',
  );
  const hostile = await bodyOf([quoting('javascript:alert(1)')]);
  expect(hostile).not.toContain('javascript');
  expect(hostile).toContain('<cite>On "ships"</cite>');
});

const elements = new Set([
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'section', 'article', 'h1', 'h2', 'h3', 'p', 'br'],
  ...['figure', 'blockquote', 'figcaption', 'cite', 'time', 'strong', 'span', 'code', 'mark', 'a', 'pre', 'div'],
  ...['ins', 'del', 'sup'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'ol', 'li'],
]);

test('property: a browser sees every text of every block, nothing hidden, and no element that was not meant', async () => {
  await fc.assert(
    fc.asyncProperty(anyBlocks, async (blocks) => {
      const html = await renderHtml(viewOf(blocks));
      const tree = parse(html);
      const main = find(tree, 'main');
      const title = blocks.some((block) => block.block === 'heading' && block.level === 1) ? '' : 'isf list\n';
      expect(words(textOf(main))).toEqual(words(title + blocks.map(expected).join('\n')));
      const all = elementsIn(tree);
      expect(all.map(({ tagName }) => tagName).filter((name) => !elements.has(name))).toEqual([]);
      const properties = all.flatMap((element) => Object.keys(element.properties));
      expect(properties.filter((name) => /^on|^src$/i.test(name))).toEqual([]);
      const links = all.filter(({ tagName }) => tagName === 'a').map((link) => link.properties.href);
      expect(links.filter((href) => !/^https?:\/\//.test(String(href)))).toEqual([]);
      expect(html.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(
        /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u,
      );
    }),
    { numRuns: runs(120) },
  );
});

test('a grid with more columns than a sheet of paper has room for is drawn in parts, each under its legend', async () => {
  const heads = Array.from({ length: 45 }, (_, i) => `condition ${i + 1}`);
  const html = await bodyOf([
    {
      block: 'table',
      columns: [
        { head: 'actor' },
        ...heads.map((head, i) => ({ head, short: String(i + 1), group: i < 40 ? 'tasks' : 'command' })),
      ],
      rows: [
        [[span('term', 'Arcadia')], ...heads.map(() => ['R*'])],
        [[span('term', 'Borduria')], ['+Q'], ...heads.slice(1).map(() => [])],
      ],
    },
  ]);
  const parts = html.split('<div class="grid">').slice(1);
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) {
    const shown = [...part.matchAll(/<th scope="col">(\d+)<\/th>/g)].map(([, head]) => head);
    const meant = [...part.matchAll(/<li>(?: +)?(\d+) +condition (\d+)<\/li>/g)].map(([, short]) => short);
    expect(shown.length).toBeLessThan(25);
    expect(meant).toEqual(shown);
  }
  expect(html.match(/<td>R\*<\/td>/g)).toHaveLength(45);
  expect(parts[0]).toContain('<ul class="legend"><li><span class="muted">tasks</span></li>');
  expect(parts.at(-1)).toContain('<p><span class="muted">nothing here: </span>Borduria</p>');
});

test('a footnote is a numbered entry; its marks lead to it, and it leads back to the first of them', async () => {
  const html = await bodyOf([
    { block: 'prose', text: ['Undecided.', footnoteMark(1, 'arc-undecided')] },
    { block: 'prose', text: ['Still.', footnoteMark(1, 'arc-undecided')] },
    {
      block: 'footnotes',
      notes: [
        { label: 'arc-undecided', lines: [['“No <decision>”'], ['Gazette']] },
        { label: 'arc-unmarked', lines: [['Courier']] },
      ],
    },
  ]);
  expect(html).toContain(
    '<p>Undecided.<sup><a href="#arc-undecided" id="mark:arc-undecided">[1]</a></sup></p>' +
      '<p>Still.<sup><a href="#arc-undecided">[1]</a></sup></p>',
  );
  const back = '<a class="back" href="#mark:arc-undecided" aria-label="back to the text">↩\ufe0e</a>';
  expect(html).toContain(
    `<ol class="footnotes"><li id="arc-undecided"><p>“No &#x3C;decision>”<br>Gazette\u00a0${back}</p></li>` +
      '<li id="arc-unmarked"><p>Courier</p></li></ol>',
  );
});

test('a heading after a remark has the rank that it had without', async () => {
  const html = await bodyOf([
    { block: 'heading', level: 1, text: ['Title'] },
    { block: 'remark', text: ['A mark is a move.'] },
    { block: 'heading', level: 2, text: ['2025-10'] },
    { block: 'heading', level: 3, text: ['vote'] },
    { block: 'remark', text: ['2 moves.'] },
    { block: 'heading', level: 2, text: ['Sources'] },
  ]);
  expect(html.match(/<h\d>[^<]*|<p class="remark">|<time/g)).toEqual([
    ...['<h1>Title', '<p class="remark">', '<h2>', '<time', '<h3>vote', '<p class="remark">', '<h2>Sources'],
  ]);
});

test('property: headings leave no rank out', async () => {
  await fc.assert(
    fc.asyncProperty(anyBlocks, async (blocks) => {
      const ranks = elementsIn(parse(await renderHtml(viewOf(blocks)))).flatMap(({ tagName }) =>
        /^h\d$/.test(tagName) ? [Number(tagName[1])] : [],
      );
      expect(ranks.filter((rank, i) => rank > (ranks[i - 1] ?? 0) + 1)).toEqual([]);
    }),
    { numRuns: runs(60) },
  );
});

/** The words that a block must give, by the renderer's contract: hidden characters shown, frames drawn. */
function expected(block: Block): string {
  switch (block.block) {
    case 'heading':
    case 'prose':
    case 'remark':
      return shown(plain(block.text));
    case 'quote': {
      const filled = block.text.split('\n').filter((line) => line.trim() !== '');
      const said = shown(filled.join('\n').trim());
      return [
        block.verbatim ? `“${said}”` : `reported: ${said}`,
        ...block.source.map((line) => shown(plain(line))),
      ].join('\n');
    }
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
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'pre') return '';
  if (node.type === 'element' && node.tagName === 'br') return '\n';
  const inner = 'children' in node ? node.children.map(textOf).join('') : '';
  return node.type === 'element' && /^(p|h\d|t[hd])$/.test(node.tagName) ? `${inner}\n` : inner;
}

function elementsIn(node: Nodes): Element[] {
  const below = 'children' in node ? node.children.flatMap(elementsIn) : [];
  return node.type === 'element' ? [node, ...below] : below;
}

function find(tree: Nodes, tagName: string): Element {
  const found = elementsIn(tree).find((element) => element.tagName === tagName);
  if (!found) throw new Error(`no ${tagName}`);
  return found;
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
