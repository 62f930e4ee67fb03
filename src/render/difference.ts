import type { Block, DifferenceLine } from '../view/view.ts';
import { visible } from './visible.ts';

const signs = { place: '', same: ' ', removed: '-', added: '+' } as const satisfies Record<
  DifferenceLine['kind'],
  string
>;

/** The lines as a unified diff writes them; a line break that is not the system's own counts as the line's end all the same. */
export function differenceLines({ lines }: Extract<Block, { block: 'difference' }>): string[] {
  return lines.map(({ kind, text }) => signs[kind] + visible(text.replace(/\r$/, '')));
}
