import { type Block, signed } from '../view/view.ts';
import { visible } from './visible.ts';

/** The lines of a difference as they are shown; a carriage return at the end belongs to the line break. */
export function differenceLines({ lines }: Extract<Block, { block: 'difference' }>): string[] {
  return lines.map((line) => visible(signed(line).replace(/\r$/, '')));
}
