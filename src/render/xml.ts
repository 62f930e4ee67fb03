import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';

/** The line that an XML document starts with. */
export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** An element with all that is in it as XML, empty ones closed at once. */
export function xml(element: Element): string {
  return toXml(element, { closeEmptyElements: true, tightClose: true });
}

/** The text with what XML 1.0 cannot hold, and a carriage return, which readers change, written as \u{...}. */
export function xmlText(text: string): string {
  return text.replaceAll(
    /[^\t\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
