import type {
  BlockContent,
  Blockquote,
  FootnoteDefinition,
  Heading,
  List,
  Paragraph,
  PhrasingContent,
  Table,
} from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Block, Inline, Role, View } from '../view/view.ts';
import { byAddress } from './address.ts';
import { differenceLines } from './difference.ts';
import { drawFrame } from './frame.ts';
import { passage } from './passage.ts';
import { type Measure, measureFor } from './width.ts';

type Of<Name extends Block['block']> = Extract<Block, { block: Name }>;
type Node = BlockContent | FootnoteDefinition | Heading;

/** What a block is drawn with: the measure of widths, and by how much headings are deeper than their levels. */
interface Setting {
  readonly measure: Measure;
  readonly deeper: number;
}

/**
 * The view as GitHub Flavored Markdown: a parser gives back every word of it, and none of it as HTML. Under a heading of a document,
 * whose depth is `under`, the view's highest heading is one deeper than that; with 0, headings are as deep as their levels.
 */
export async function renderMd(view: View, under = 0): Promise<string> {
  const setting = { measure: await measureFor(JSON.stringify(view.blocks)), deeper: deeperUnder(under, view.blocks) };
  return written(view.blocks.flatMap((block) => nodes(block, setting)));
}

/** Text as a fenced block of that language, with a fence that nothing in the text ends. */
export function fenced(language: string, text: string): string {
  return written([{ type: 'code', lang: language, value: text.replace(/\n$/, '') }]);
}

function written(children: Node[]): string {
  return toMarkdown(
    { type: 'root', children },
    {
      extensions: [gfmToMarkdown({ tablePipeAlign: false })],
      bullet: '-',
      listItemIndent: 'one',
      rule: '-',
    },
  );
}

function deeperUnder(under: number, blocks: readonly Block[]): number {
  if (under === 0) return 0;
  return under + 1 - Math.min(...blocks.map((block) => (block.block === 'heading' ? block.level : Infinity)));
}

function nodes(block: Block, setting: Setting): readonly Node[] {
  switch (block.block) {
    case 'heading':
      return heading(block, setting.deeper);
    case 'prose':
    case 'remark':
      return paragraphs([[block.text]]);
    case 'quote':
      return [blockquote(block)];
    case 'table':
      return table(block);
    case 'list':
      return block.items.length === 0 ? [] : [list(block, setting)];
    case 'footnotes':
      return block.notes.map(({ label, lines }) => ({
        type: 'footnoteDefinition',
        identifier: label,
        label,
        children: paragraphs([lines]),
      }));
    case 'frame': {
      const { gutter, excerpt, blank, carets } = drawFrame(block, Infinity, setting.measure);
      return [{ type: 'code', lang: 'text', value: `${gutter}${excerpt}\n${blank}${carets}` }];
    }
    case 'difference':
      return [{ type: 'code', lang: 'diff', value: differenceLines(block).join('\n') }];
    default:
      return block satisfies never;
  }
}

function heading({ level, text }: Of<'heading'>, deeper: number): readonly Heading[] {
  const children = phrasing(text);
  const depth = Math.min(6, Math.max(1, level + deeper)) as Heading['depth'];
  return children.length === 0 ? [] : [{ type: 'heading', depth, children }];
}

/** Paragraphs of lines; a paragraph without words is none. */
function paragraphs(texts: readonly (readonly Inline[])[]): Paragraph[] {
  return texts.flatMap((lines) => {
    const filled = lines.map(phrasing).filter((line) => line.length > 0);
    const children = filled.flatMap<PhrasingContent>((line, i) => (i === 0 ? line : [{ type: 'break' }, ...line]));
    return children.length === 0 ? [] : [{ type: 'paragraph', children }];
  });
}

function blockquote({ verbatim, text, source }: Of<'quote'>): Blockquote {
  const said = verbatim ? `“${text.trim()}”` : `reported: ${text.trim()}`;
  const statement = said.split(/(?:\r?\n *){2,}/).map((paragraph) => paragraph.split(/\r?\n/).map((line) => [line]));
  return { type: 'blockquote', children: paragraphs([...statement, source]) };
}

function table({ columns, rows }: Of<'table'>): readonly Table[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), columns.length);
  if (count === 0) return [];
  const row = (cells: readonly Inline[]) => ({
    type: 'tableRow' as const,
    children: Array.from({ length: count }, (_, i) => ({
      type: 'tableCell' as const,
      children: phrasing(cells[i] ?? []),
    })),
  });
  return [
    {
      type: 'table',
      align: Array.from({ length: count }, (_, i) => columns[i]?.align ?? null),
      children: [row(columns.map((column) => [column.head])), ...rows.map(row)],
    },
  ];
}

function list({ ordered, items }: Of<'list'>, setting: Setting): List {
  return {
    type: 'list',
    ordered,
    spread: false,
    children: items.map((item) => ({
      type: 'listItem',
      spread: item.length > 1,
      children: item.flatMap((block) => nodes(block, setting)) as BlockContent[],
    })),
  };
}

const looks = {
  id: 'code',
  path: 'code',
  option: 'code',
  term: 'strong',
  strong: 'strong',
  footnote: 'footnote',
} as const;
type Look = 'code' | 'strong' | 'footnote' | 'text';

/** A line as Markdown knows it: ids as code, names as strong, addresses as links, all else as text. */
function phrasing(inline: Inline): PhrasingContent[] {
  const { text, runs } = passage(inline);
  const parts: Part[] = [];
  let start = 0;
  for (const [i, { end, role }] of runs.entries()) {
    const stretch = text.slice(start, end);
    start = end;
    const look = lookOf(role, stretch);
    const last = parts.at(-1);
    const label = look === 'footnote' ? labelOf(inline[i]) : undefined;
    if (label !== undefined) {
      // Marks that touch would be read as one number.
      if (last?.look === 'footnote') parts.push({ look: 'text', text: ' ' });
      parts.push({ look, text: stretch, label });
    }
    // Two strong stretches side by side would run their asterisks together.
    else if (last?.look === look) parts.splice(-1, 1, { look, text: last.text + stretch });
    else if (stretch !== '') parts.push({ look, text: stretch });
  }
  return trimmed(joined(parts.flatMap(outOfReach)).flatMap(outOfStrong)).flatMap<PhrasingContent>(
    ({ look, text, label }) => {
      if (look === 'code') return [{ type: 'inlineCode', value: text }];
      if (label !== undefined) return [{ type: 'footnoteReference', identifier: label, label }];
      return look === 'strong' ? [{ type: 'strong', children: linked(text) }] : linked(text);
    },
  );
}

/** Where a footnote's mark leads; undefined where it leads nowhere, and is but text. */
function labelOf(part: Inline[number] | undefined): string | undefined {
  const href = typeof part === 'object' ? part.href : undefined;
  return href?.startsWith('#') ? href.slice(1) : undefined;
}

interface Part {
  readonly look: Look;
  readonly text: string;
  /** Of a footnote's mark. */
  readonly label?: string;
}

/** What GitHub makes a mention or a link to an issue: `@name`, `@org/team`, `#1`, `GH-1`. */
const name = String.raw`@[A-Za-z0-9][\w-]*(?:/[\w-]+)?|GH-\d+`;
const reference = new RegExp(String.raw`(?:(?<![\p{L}\p{N}_])(?:${name})|#\d+)(?:${name}|#\d+)*`, 'giu');

/**
 * Mentions as code: an answer in a comment on a pull request must call nobody and link no issue. GitHub looks for both in the text of
 * the page that it has made, where a backslash or a character reference is gone, but never in code.
 */
function outOfReach(part: Part): Part[] {
  if (part.look !== 'text' && part.look !== 'strong') return [part];
  return byAddress(part.text).flatMap(({ text, isAddress }) => {
    if (isAddress && isLinked(text)) return [{ look: part.look, text }];
    const found = [...text.matchAll(reference)];
    const ends = [0, ...found.map(({ index, 0: { length } }) => index + length)];
    return [
      ...found.flatMap(({ index, 0: name }, at): Part[] => [
        { look: part.look, text: text.slice(ends[at], index) },
        { look: 'code', text: name },
      ]),
      { look: part.look, text: text.slice(ends.at(-1)) },
    ].filter((each) => each.text !== '');
  });
}

/** Parts of one look that touch as one: two of code, side by side, would be read as other code. */
function joined(parts: readonly Part[]): Part[] {
  const whole: Part[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.look !== part.look || part.label !== undefined) whole.push(part);
    else whole.splice(-1, 1, { look: last.look, text: last.text + part.text });
  }
  return whole;
}

/** White space at the edges of strong text would be written as character references: it goes outside. */
function outOfStrong(part: Part): Part[] {
  if (part.look !== 'strong') return [part];
  const [, before = '', text = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(part.text) ?? [];
  const around = [before, after].map((white): Part[] => (white === '' ? [] : [{ look: 'text', text: white }]));
  return [...(around[0] ?? []), { look: 'strong', text }, ...(around[1] ?? [])];
}

/** A line without the white space at its ends, which Markdown drops, or takes for a sign. */
function trimmed(parts: readonly Part[]): readonly Part[] {
  const first = parts.findIndex(({ text }) => text.trim() !== '');
  const last = parts.findLastIndex(({ text }) => text.trim() !== '');
  return parts.slice(Math.max(0, first), last + 1).map((part, index, kept) => {
    const started = index === 0 ? part.text.trimStart() : part.text;
    return { ...part, text: index === kept.length - 1 ? started.trimEnd() : started };
  });
}

/** Code cannot hold a pipe in a table, nor a backslash before one; strong needs something to be strong. */
function lookOf(role: Role | undefined, text: string): Look {
  const look = looks[role as keyof typeof looks] ?? 'text';
  if (text.trim() === '') return 'text';
  return look === 'code' && /[`|\\]|^ | $/.test(text) ? 'text' : look;
}

function isLinked(address: string): boolean {
  return !/[|\\]/.test(address);
}

/**
 * Text with its web addresses as links, which the writer would otherwise escape so that they are none. An address with a pipe or a
 * backslash, which links in a table cannot hold, stays text.
 */
function linked(text: string): PhrasingContent[] {
  return byAddress(text).map(({ text, isAddress }) => {
    const literal = { type: 'text' as const, value: text };
    return isAddress && isLinked(text) ? { type: 'link', url: text, children: [literal] } : literal;
  });
}
