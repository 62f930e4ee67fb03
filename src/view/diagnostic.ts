import type { Diagnostic } from '../model/diagnostic.ts';
import { type Block, span } from './view.ts';

/** A problem as people read it: place, severity, message and rule; the line with the fault marked; the mend. */
export function diagnosticBlocks({
  file,
  line,
  column,
  length,
  severity,
  message,
  rule,
  hint,
  excerpt,
  excerptFrom,
}: Diagnostic): Block[] {
  return [
    {
      block: 'heading',
      level: 3,
      text: [
        span('path', `${file}:${line}:${column}: `),
        span(severity, `${severity}: `),
        message,
        span('muted', ` [${rule}]`),
      ],
    },
    ...(excerpt === '' ? [] : [{ block: 'frame' as const, line, excerpt, column: column - excerptFrom + 1, length }]),
    ...(hint === undefined ? [] : [{ block: 'prose' as const, text: [span('hint', 'hint: '), hint] }]),
  ];
}
