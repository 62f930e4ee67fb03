import type { View } from '../view/view.ts';
import { printable } from './json.ts';

/** The results alone, one compact JSON value a line (https://jsonlines.org); nothing for no results. */
export function renderJsonl(view: View): string {
  return view.data.results.map((row) => `${printable(JSON.stringify(row))}\n`).join('');
}
