import type { View } from '../view/view.ts';
import { escapeHidden } from './visible.ts';

/** The answer as one JSON document, indented by two; text stays as it is, but for characters that a terminal would not show, which are \uXXXX. */
export function renderJson(view: View): string {
  return `${printable(JSON.stringify(view.data, null, 2))}\n`;
}

/** JSON text, the same value, in which nothing is hidden: what JSON allows raw and a terminal hides becomes an escape. */
export function printable(json: string): string {
  return escapeHidden(json, (character) => {
    if (character === '\n') return character;
    return Array.from({ length: character.length }, (_, i) => {
      return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    }).join('');
  });
}
