import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';

/** Gives each footnote a link back to the first mark that leads to it, and that mark an id; a footnote without a mark stays as it is. */
export function linkBack(content: readonly ElementContent[]): void {
  const marks = new Map<string, Element>();
  const notes: Element[] = [];
  for (const element of elementsIn(content)) {
    const { href } = element.properties;
    if (element.tagName === 'a' && typeof href === 'string' && href.startsWith('#')) {
      if (!marks.has(href.slice(1))) marks.set(href.slice(1), element);
    }
    if (element.tagName === 'li' && element.properties.id !== undefined) notes.push(element);
  }
  for (const note of notes) {
    const label = String(note.properties.id);
    const mark = marks.get(label);
    const words = note.children.at(-1);
    if (!mark || words?.type !== 'element') continue;
    // A slug has no colon, so that this is no other footnote's id.
    mark.properties.id = `mark:${label}`;
    const back = h('a.back', { href: `#mark:${label}`, ariaLabel: 'back to the text' }, '↩\ufe0e');
    words.children.push({ type: 'text', value: '\u00a0' }, back);
  }
}

function* elementsIn(content: readonly ElementContent[]): Iterable<Element> {
  for (const node of content) {
    if (node.type !== 'element') continue;
    yield node;
    yield* elementsIn(node.children);
  }
}
