import { convert } from 'html-to-text';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** The running text of marked-up documents, blocks parted by blank lines. Imports two parsers, so it is loaded only for such snapshots. */

const blocks = (
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form ' +
  'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th ' +
  'thead tr ul'
).split(' ');

/** What a browser does not show as text. */
const unseen =
  'head title script style template noscript svg iframe object audio video canvas select textarea button img rp [hidden]'.split(
    ' ',
  );

/** The text that a page of HTML shows. */
export function textOfHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    // The library would cut longer pages short.
    limits: { maxInputLength: undefined },
    selectors: [
      { selector: '*', format: 'inline' },
      { selector: 'br', format: 'lineBreak' },
      { selector: 'a', format: 'inline' },
      ...blocks.map((selector) => ({
        selector,
        format: 'block',
        options: { leadingLineBreaks: 2, trailingLineBreaks: 2 },
      })),
      ...unseen.map((selector) => ({ selector, format: 'skip' })),
    ],
  });
}

/** The text of a CommonMark document. */
export function textOfMarkdown(markdown: string): string {
  return blocksOf(fromMarkdown(markdown)).join('\n\n');
}

function blocksOf(node: Nodes): string[] {
  switch (node.type) {
    case 'root':
    case 'blockquote':
    case 'list':
    case 'listItem':
      return node.children.flatMap(blocksOf);
    case 'html':
      return [textOfHtml(node.value)];
    case 'code':
      return [node.value];
    default:
      return [phraseOf(node)];
  }
}

function phraseOf(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    default:
      return 'children' in node ? node.children.map(phraseOf).join('') : '';
  }
}
