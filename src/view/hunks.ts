import { structuredPatch } from 'diff';
import type { DifferenceLine } from './view.ts';

/** A stretch of whole lines of a file, each with its line break, and what replaces it. */
export interface Replacement {
  readonly before: string;
  readonly after: string;
  /** The line that it starts on in the file as it was, from 1. */
  readonly line: number;
  readonly title: string;
}

/** So many lines gone or come are compared line by line; with more, which would take seconds, the whole is shown as replaced. */
const mostEdits = 1000;

/** Replacements in one file, in their order, as a unified diff, each hunk with the title of its replacement. */
export function hunksOf(file: string, replacements: readonly Replacement[]): DifferenceLine[] {
  const lines: DifferenceLine[] = [
    { kind: 'place', text: `--- ${file}` },
    { kind: 'place', text: `+++ ${file}` },
  ];
  let grown = 0;
  for (const { before, after, line, title } of replacements) {
    for (const hunk of hunksBetween(before, after)) {
      const [from, to] = [line - 1 + hunk.oldStart, line - 1 + grown + hunk.newStart];
      lines.push({ kind: 'place', text: `@@ -${from},${hunk.oldLines} +${to},${hunk.newLines} @@ ${title}` });
      for (const each of hunk.lines) lines.push({ kind: kinds[each[0] as keyof typeof kinds], text: each.slice(1) });
    }
    grown += countOf(after) - countOf(before);
  }
  return lines;
}

const kinds = { ' ': 'same', '-': 'removed', '+': 'added' } as const;

function hunksBetween(before: string, after: string) {
  const patch = structuredPatch('', '', before, after, '', '', { context: 3, maxEditLength: mostEdits });
  if (patch) return patch.hunks;
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = [...old.map((line) => `-${line}`), ...now.map((line) => `+${line}`)];
  return [{ oldStart: 1, oldLines: old.length, newStart: 1, newLines: now.length, lines }];
}

function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

function countOf(text: string): number {
  return text.split('\n').length;
}
