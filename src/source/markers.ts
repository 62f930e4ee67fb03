import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { TextFault } from './fault.ts';

/** A block of a document that a command fills. Offsets are UTF-16. */
export interface MarkedBlock {
  /** The command as the opening marker has it, and where it stands. */
  readonly command: string;
  readonly start: number;
  readonly end: number;
  /** What the markers enclose: from the end of the opening one's line to the start of the closing one's. */
  readonly from: number;
  readonly to: number;
  /** How deep the nearest heading above is that stands in no block; 0 where there is none. */
  readonly under: number;
}

/** The blocks of a document in their order, and what is wrong with its markers. */
export interface Marked {
  readonly blocks: readonly MarkedBlock[];
  readonly faults: readonly TextFault[];
}

/**
 * Finds `<!-- isf: command -->` and `<!-- /isf -->`, each on a line of its own, as CommonMark reads the document: code and front
 * matter hold none. A comment that looks like a marker and is none is a fault; one of `commands` makes it look like one. Throws a
 * RangeError where the document is nested too deep.
 */
export function blocksIn(text: string, commands: readonly string[]): Marked {
  const blocks: MarkedBlock[] = [];
  const faults: TextFault[] = [];
  const blame = ({ start, end }: Marker, message: string, hint: string) =>
    faults.push({ rule: 'marker', message, hint, start, end, local: true });
  const matter = frontMatter.exec(text)?.[0] ?? '';
  // What shows a document with front matter puts its title on top.
  let under = /^title[ \t]*:/m.test(matter) ? 1 : 0;
  let open: Marker | undefined;
  for (const node of fromMarkdown(blanked(matter) + text.slice(matter.length).replace(/^\uFEFF/, ' ')).children) {
    if (node.type === 'heading' && !open) under = node.depth;
    for (const marker of markersIn(node, text, commands)) {
      if (marker.fault) blame(marker, ...marker.fault);
      else if (marker.kind === 'open' && open && !open.fault)
        blame(marker, 'this marker stands in a block', `end that of "${open.command}" first, with <!-- /isf -->`);
      else if (marker.kind === 'open' && marker.command === '')
        blame(marker, 'this marker names no command', 'such as <!-- isf: who-conditions azerbaijan -->');
      else if (marker.kind === 'close' && !open)
        blame(marker, 'this marker closes nothing', 'a block is opened by <!-- isf: command -->');
      else if (marker.kind === 'close' && open && open.command !== '') blocks.push(between(open, marker, text, under));
      if (marker.kind !== 'neither') open = marker.kind === 'open' ? marker : undefined;
    }
  }
  if (open && !open.fault) blame(open, 'this block is not closed', 'end it with <!-- /isf --> on a line of its own');
  return { blocks, faults };
}

/** YAML between lines of `---` at the start; with a comment in it that might be a marker, it is taken for text. */
const frontMatter = /^---[ \t]*\r?\n(?=[\w"'-][^\r\n]*:)(?:(?!<!--).)*?\r?\n---[ \t]*(?=[\r\n]|$)/s;

/** Blank lines, as many and as long. */
function blanked(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ');
}

/** A comment that is a marker, or near enough to be meant for one. `from` and `to` are those of the node that it stands in: for a marker its line. */
interface Marker {
  readonly kind: 'open' | 'close' | 'neither';
  readonly command: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly fault: readonly [message: string, hint: string] | undefined;
}

function between(open: Marker, close: Marker, text: string, under: number): MarkedBlock {
  const start = text.indexOf(open.command, text.indexOf(':', open.start) + 1);
  return { command: open.command, start, end: start + open.command.length, from: open.to, to: close.from, under };
}

/** What CommonMark takes for a comment, or would if it ended; a backslash makes it text. */
const comments = /(?<!\\)<!--(?:-?>|(.*?)(?:-->|$))/gs;

/** The markers in a top-level node, or, with `within`, in a node below one. */
function markersIn(node: Nodes, text: string, commands: readonly string[], within?: string): Marker[] {
  if ('children' in node)
    return node.children.flatMap((child) => markersIn(child, text, commands, within ?? placeIn(node)));
  if (node.type !== 'html' && node.type !== 'text') return [];
  const from = node.position?.start.offset ?? 0;
  const to = node.position?.end.offset ?? 0;
  const source = text.slice(from, to);
  return [...source.matchAll(comments)].flatMap(({ 0: comment, 1: inside = '', index }): Marker[] => {
    const [, slash, colon, command = ''] = /^(\/?)\s*isf\b\s*(:?)\s*(.*)$/is.exec(inside.trim()) ?? [];
    const named = commands.includes(command.split(/\s/, 1)[0] ?? '');
    if (slash === undefined || !(slash || colon || named || command === '')) return [];
    const start = from + index;
    return [
      {
        kind: slash ? 'close' : colon || named ? 'open' : 'neither',
        command,
        start,
        end: start + comment.length,
        from,
        to,
        fault: faultOf(comment, inside, within ?? (source.trim() === comment ? undefined : 'beside other text')),
      },
    ];
  });
}

function placeIn({ type }: Nodes): string {
  if (type === 'list') return 'in a list';
  return type === 'blockquote' ? 'in a quotation' : 'in a line of text';
}

function faultOf(comment: string, inside: string, within: string | undefined): Marker['fault'] {
  if (!comment.endsWith('-->')) return ['this comment is not closed', 'end it with --> on the same line'];
  if (within !== undefined)
    return [
      `a marker cannot stand ${within}`,
      'put it on a line of its own, at the left margin, with a blank line before it; in a code block it is no marker',
    ];
  if (/[\r\n]/.test(comment)) return ['a marker stands on one line', 'join the lines'];
  if (/^\s*(?:isf\s*:|\/\s*isf\s*$)/.test(inside)) return undefined;
  return ['this looks like a marker and is none', 'markers are <!-- isf: command --> and <!-- /isf -->'];
}
