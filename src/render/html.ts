import type { Element, ElementContent, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { type Block, type DifferenceLine, type Inline, plain, type Role, type View } from '../view/view.ts';
import { byAddress } from './address.ts';
import { linkBack } from './back-links.ts';
import { differenceLines } from './difference.ts';
import { drawFrame } from './frame.ts';
import { partsOf } from './grid.ts';
import { passage } from './passage.ts';
import { quotedLines } from './quotation.ts';
import { sheet } from './sheet.ts';
import { visible } from './visible.ts';
import { type Measure, measureFor } from './width.ts';

type Of<Name extends Block['block']> = Extract<Block, { block: Name }>;
type Content = readonly ElementContent[];

/** The view as one HTML document that needs nothing besides: no script, no address to load from, every text escaped. */
export async function renderHtml(view: View): Promise<string> {
  const measure = await measureFor(JSON.stringify(view.blocks));
  const heading = view.blocks.find((block) => block.block === 'heading' && block.level === 1);
  const title: Inline = heading?.block === 'heading' ? heading.text : [view.title ?? `isf ${view.data.command}`];
  const blocks: readonly Block[] = heading
    ? view.blocks
    : [{ block: 'heading', level: 1, text: title }, ...view.blocks];
  const main = outline(blocks, measure);
  linkBack(main);
  const document: RootContent[] = [
    { type: 'doctype' },
    h('html', { lang: 'en' }, [
      h('head', [
        h('meta', { charset: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', {
          httpEquiv: 'Content-Security-Policy',
          content: "default-src 'none'; style-src 'unsafe-inline'",
        }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('meta', { name: 'generator', content: 'isf' }),
        h('title', visible(inATab(title))),
        h('style', sheet),
      ]),
      h('body', [h('main', main)]),
    ]),
  ];
  return `${toHtml({ type: 'root', children: document })}\n`;
}

/** The words of a title in one line, its parts set apart alike; ids say nothing to whoever looks for a page. */
function inATab(title: Inline): string {
  const words = plain(title.filter((part) => typeof part === 'string' || part.role !== 'id'));
  return (words.trim() === '' ? plain(title) : words)
    .trim()
    .replaceAll(/\s{2,}/g, ' · ')
    .replaceAll(/(?: ·)+ /g, ' · ');
}

interface Part {
  readonly level: number;
  /** Of its heading: h1 to h3, without a step left out. */
  readonly rank: number;
  readonly children: ElementContent[];
}

/** Headings with what follows them as sections within sections, entries as articles; remarks, and what comes after them, stand outside of those before, though a heading keeps its rank. */
function outline(blocks: readonly Block[], measure: Measure): ElementContent[] {
  const main: Part = { level: 0, rank: 0, children: [] };
  let open: readonly Part[] = [main];
  const within = (level: number) => open.filter((part) => part.level < level).at(-1) ?? main;
  for (const block of blocks) {
    if (block.block === 'remark') open = open.map((part) => ({ ...part, children: main.children }));
    if (block.block !== 'heading') {
      open.at(-1)?.children.push(...elements(block, measure));
      continue;
    }
    const text = phrasing(block.text);
    if (text.length === 0) continue;
    const parent = within(block.level);
    const rank = parent.rank + 1;
    const element = h(block.level === 3 ? 'article' : 'section', h(`h${rank}`, [...text]));
    parent.children.push(element);
    open = [
      ...open.filter((part) => part.level < block.level),
      { level: block.level, rank, children: element.children },
    ];
  }
  return main.children;
}

function elements(block: Block, measure: Measure): Content {
  switch (block.block) {
    case 'heading':
      return paragraph(block.text, {});
    case 'prose':
      return paragraph(block.text, {});
    case 'remark':
      return paragraph(block.text, { className: ['remark'] });
    case 'quote':
      return [quote(block)];
    case 'table':
      return block.columns.some(({ short }) => short !== undefined) ? grid(block, measure) : table(block);
    case 'list':
      return block.items.length === 0 ? [] : [list(block, measure)];
    case 'footnotes':
      return block.notes.length === 0 ? [] : [footnotes(block)];
    case 'frame': {
      const { gutter, excerpt, blank, carets } = drawFrame(block, Infinity, measure);
      return [
        h('pre', h('code', [h('span.muted', gutter), `${excerpt}\n`, h('span.muted', blank), h('span.error', carets)])),
      ];
    }
    case 'difference': {
      const drawn = differenceLines(block);
      return [
        h(
          'pre',
          h(
            'code',
            drawn.flatMap((line, i) => [...(i === 0 ? [] : ['\n']), changed(block.lines[i]?.kind, line)]),
          ),
        ),
      ];
    }
    default:
      return block satisfies never;
  }
}

function changed(kind: DifferenceLine['kind'] | undefined, line: string): ElementContent | string {
  switch (kind) {
    case 'added':
      return h('ins', line);
    case 'removed':
      return h('del', line);
    case 'place':
      return h('span.muted', line);
    default:
      return line;
  }
}

function paragraph(text: Inline, properties: { className?: string[] }): Content {
  const children = phrasing(text);
  return children.length === 0 ? [] : [h('p', properties, [...children])];
}

/** Somebody's words between quotation marks, or the desk's after "reported:"; under them, who said them and where they stand. */
function quote({ verbatim, text, marks, source }: Of<'quote'>): Element {
  const lines = [...quotedLines(text, marks)];
  if (verbatim) {
    lines[0] = ['“', ...(lines[0] ?? [])];
    lines.push([...(lines.pop() ?? []), '”']);
  }
  const paragraphs = byParagraph(lines).map((paragraph) => h('p', { dir: 'auto' }, withBreaks(paragraph)));
  const label = verbatim ? [] : [h('span.label', { dir: 'ltr' }, 'reported: ')];
  const [first, ...rest] = paragraphs.length === 0 ? [h('p')] : paragraphs;
  first?.children.unshift(...label);
  const address = source.flat().find((part) => typeof part !== 'string' && part.href !== undefined);
  const cite = typeof address === 'object' && isAddress(address.href) ? { cite: address.href } : {};
  const said = source.flatMap((line) => paragraph(line, {}));
  return h('figure', { className: [verbatim ? 'verbatim' : 'reported'] }, [
    h('blockquote', cite, [...(first ? [first] : []), ...rest]),
    ...(said.length === 0 ? [] : [h('figcaption', { className: ['source'] }, said)]),
  ]);
}

function byParagraph(lines: readonly Inline[]): readonly (readonly Inline[])[] {
  const paragraphs: Inline[][] = [];
  let open = false;
  for (const line of lines) {
    const blank = plain(line).trim() === '';
    if (!blank && open) paragraphs.at(-1)?.push(line);
    else if (!blank) paragraphs.push([line]);
    open = !blank;
  }
  return paragraphs;
}

function withBreaks(lines: readonly Inline[]): ElementContent[] {
  return lines.flatMap((line, i) => [...(i === 0 ? [] : [h('br')]), ...phrasing(line)]);
}

/** A table whose first column names the rows; wide ones scroll by themselves, so that the page does not. */
function table({ columns, rows }: Of<'table'>): Content {
  const count = rows.reduce((most, row) => Math.max(most, row.length), columns.length);
  if (count === 0) return [];
  const indexes = Array.from({ length: count }, (_, i) => i);
  const aligned = (i: number) => (columns[i]?.align === 'right' ? { className: ['right'] } : {});
  const cell = (row: readonly Inline[], i: number) => {
    const isName = i === 0 && count > 1;
    return h(isName ? 'th' : 'td', { ...(isName ? { scope: 'row' } : {}), ...aligned(i) }, [...phrasing(row[i] ?? [])]);
  };
  const heads = indexes.map((i) => h('th', { scope: 'col', ...aligned(i) }, [...phrasing([columns[i]?.head ?? ''])]));
  return [
    h(
      'div.table',
      { tabIndex: 0 },
      h('table', [
        h('thead', h('tr', heads)),
        h(
          'tbody',
          rows.map((row) =>
            h(
              'tr',
              indexes.map((i) => cell(row, i)),
            ),
          ),
        ),
      ]),
    ),
  ];
}

/** In characters; what a sheet of paper has room for. On screen, where a page has no width, it is no less legible. */
const gridColumns = 80;

/** A grid in as many parts as a sheet of paper takes, each under what its short heads mean. */
function grid(block: Of<'table'>, measure: Measure): Content {
  return partsOf(block, gridColumns, measure).flatMap(({ legend, table: part, without }) => [
    h('div.grid', [
      ...(legend.length === 0
        ? []
        : [
            h(
              'ul.legend',
              legend.map((line) => h('li', [...phrasing(line)])),
            ),
          ]),
      ...table(part),
      ...paragraph(without, {}),
    ]),
  ]);
}

function list({ ordered, items }: Of<'list'>, measure: Measure): Element {
  return h(
    ordered ? 'ol' : 'ul',
    items.map((item) => h('li', [...item.flatMap((block) => elements(block, measure))])),
  );
}

/** Numbered by the browser; each is what its marks lead to. */
function footnotes({ notes }: Of<'footnotes'>): Element {
  return h(
    'ol.footnotes',
    notes.map(({ label, lines }) => h('li', { id: label }, h('p', withBreaks(lines)))),
  );
}

/** What each role is in HTML: an element of its own where there is one, else a class. */
function dressed(role: Role | undefined, content: Content): Content {
  const children = [...content];
  switch (role) {
    case undefined:
      return children;
    case 'id':
    case 'option':
      return [h('code', { className: [role] }, children)];
    case 'mark':
      return [h('mark', children)];
    case 'title':
      return [h('cite', children)];
    case 'term':
    case 'strong':
    case 'good':
    case 'bad':
    case 'caution':
      return [h('strong', { className: [role] }, children)];
    default:
      return [h('span', { className: [role] }, children)];
  }
}

/** A line with its roles and links; hidden characters are shown as everywhere. */
function phrasing(inline: Inline): Content {
  const { text, runs } = passage(inline);
  if (text.trim() === '') return [];
  let start = 0;
  return runs.flatMap(({ end, role }, i): Content => {
    const stretch = text.slice(start, end);
    start = end;
    if (stretch === '') return [];
    const part = inline[i];
    if (role === 'footnote' && typeof part === 'object') return [footnoteMark(stretch, part.href)];
    const href = typeof part === 'object' && isAddress(part.href) ? part.href : undefined;
    if (href !== undefined) return dressed(role, [h('a', { href }, stretch)]);
    return dressed(role, role === 'id' || role === 'option' ? [{ type: 'text', value: stretch }] : linked(stretch));
  });
}

function footnoteMark(mark: string, href: string | undefined): Element {
  return h('sup', href?.startsWith('#') ? [h('a', { href }, mark)] : mark);
}

function linked(text: string): Content {
  return byAddress(text).flatMap((piece) =>
    piece.isAddress ? [h('a.bare', { href: piece.text }, piece.text)] : dated(piece.text),
  );
}

/** Days and months as machines know them too; a line is not broken inside of one. */
function dated(text: string): Content {
  return text
    .split(/(?<![\w-])(\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\w-])/)
    .flatMap((piece, i): Content => {
      if (piece === '') return [];
      return i % 2 === 1 ? [h('time', { dateTime: piece }, piece)] : [{ type: 'text', value: piece }];
    });
}

function isAddress(href: string | undefined): href is string {
  return href !== undefined && /^https?:\/\//.test(href);
}
