import { counted } from './labels.ts';
import { type Block, type DifferenceLine, type Inline, span } from './view.ts';

/** A document whose blocks were filled, or looked at. */
export type Filled = {
  readonly file: string;
  /** `updated` where it was written, `outdated` where it would have been. */
  readonly state: FilledBlock['state'];
  readonly blocks: readonly FilledBlock[];
  /** What would change, as a unified diff; null where nothing would, or where it was written. */
  readonly difference: string | null;
};

/** A block: the line of its opening marker, and the command as it stands there. */
export type FilledBlock = {
  readonly line: number;
  readonly command: string;
  readonly state: 'current' | 'updated' | 'outdated';
};

/** A line for each document, and under it what would change. */
export function reportBlocks(filled: readonly Filled[], differences: ReadonlyMap<string, DifferenceLine[]>): Block[] {
  return filled.flatMap(({ file, state, blocks }): Block[] => {
    const lines = differences.get(file);
    return [
      {
        block: 'heading',
        level: 3,
        text: [span('path', file), `: ${counted(blocks.length, 'block')}`, ...outcome(state, blocks)],
      },
      ...(lines ? [{ block: 'difference' as const, lines }] : []),
    ];
  });
}

function outcome(state: Filled['state'], blocks: readonly FilledBlock[]): Inline {
  const count = blocks.filter((block) => block.state === state).length;
  switch (state) {
    case 'current':
      return blocks.length === 0 ? [] : [', ', span('good', 'up to date')];
    case 'updated':
      return [', ', span('good', `${count} updated`)];
    case 'outdated':
      return [', ', span('bad', `${count} out of date`)];
    default:
      return state satisfies never;
  }
}
