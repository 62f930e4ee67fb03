import type { LeftOut } from '../model/left-out.ts';
import { nounOf } from '../query/resolve.ts';
import { counted } from './labels.ts';

/** Where a record stands that is left out, and why: a hint for somebody who asks for it. */
export function leftOutText({ file, line, because }: LeftOut): string {
  const why = reasonOf(because);
  return `${file}:${line}${why === undefined ? '' : `: ${why}`}; isf check says what is wrong`;
}

/** More of these are not named one by one. */
const mostNamed = 500;

/** What a check says of records that are left out without a problem at their own lines. */
export function leftOutNotes(records: readonly LeftOut[]): string[] {
  const notes = records.slice(0, mostNamed).map(({ kind, id, file, line, because }) => {
    const what = [kind === null ? 'a record' : nounOf(kind), ...(id === '' ? [] : [id])].join(' ');
    return `Left out too: ${what} (${file}:${line}), since ${reasonOf(because)}.`;
  });
  const more = records.length - notes.length;
  return more === 0 ? notes : [...notes, `Left out too: ${counted(more, 'more record')} for such reasons.`];
}

function reasonOf(because: string | null): string | undefined {
  if (because === null) return undefined;
  return because === ''
    ? 'what it shares with other records has an error'
    : `it rests on "${because}", which is left out`;
}
