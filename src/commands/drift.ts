import { type Command, InvalidArgumentError } from 'commander';
import { readDate } from '../model/edtf.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { AsOf } from '../model/standing.ts';
import { type Drifted, driftBetweenDays } from '../query/drift.ts';
import { type Difference, differenceBetween } from '../query/editions.ts';
import { namesIn } from '../query/names.ts';
import { resolve } from '../query/resolve.ts';
import { addedBlocks, driftBlocks } from '../view/drift.ts';
import { noteBlocks, span, type View } from '../view/view.ts';
import {
  type CommonOptions,
  type Edition,
  type Execute,
  examples,
  type Session,
  withCommonOptions,
} from './command.ts';

interface Options extends CommonOptions {
  readonly actor?: string;
  readonly exitCode?: boolean;
}

/** Two days, the second null for everything on record; or two revisions, the second null for the data folder as it is. */
type Range =
  | { readonly between: 'days'; readonly from: string; readonly to: AsOf }
  | { readonly between: 'revisions'; readonly from: string; readonly to: string | null };

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('drift')
    .summary('what moved between two dates or two git revisions')
    .description(
      'What moved between two dates, or two git revisions of the data folder: positions added, given up, hardened, softened or reversed, decisions and statuses, each with its quotes; between revisions also what was removed or corrected. A date stands for its last day. Without B: everything on record, or the data folder as it is.',
    )
    .argument('<A..B>', 'dates (2025-12..2026-02) or revisions (HEAD~5.., main..HEAD)', readRange)
    .option('--actor <actor>', 'only what is about this actor')
    .option('--exit-code', 'exit with 1 where anything moved');
  examples(withCommonOptions(command), [
    ['isf drift 2025-12..2026-02', 'who moved between the end of December and the end of February'],
    ['isf drift 2026-01-31.. --actor indonesia', 'how Indonesia moved since'],
    ['isf drift HEAD~5..', 'what the last five commits and the work tree changed'],
    ['isf drift origin/main..HEAD -f md -o drift.md', 'a comment for a pull request'],
    ['isf drift HEAD.. --exit-code', 'has anything moved that is not committed?'],
  ]).action((range: Range, options: Options) => {
    const isBetweenCommits = range.between === 'revisions' && range.to !== null;
    return execute(options, (session) => answer(session, range, options), isBetweenCommits ? 'unopened' : 'told');
  });
}

function readRange(given: string): Range {
  if (given.includes('...')) throw new InvalidArgumentError('write two dots: A..B');
  const at = given.indexOf('..');
  const [from, to] = at === -1 ? [given, ''] : [given.slice(0, at), given.slice(at + 2)];
  if (from === '' && to === '') throw new InvalidArgumentError('two dates or two revisions are expected: A..B');
  const [first, second] = [readDate(from), readDate(to)];
  if (first.ok && (second.ok || to === '')) {
    if (second.ok && second.span.last < first.span.last)
      throw new InvalidArgumentError('the second date comes before the first');
    return { between: 'days', from: first.span.last, to: second.ok ? second.span.last : null };
  }
  if (second.ok || first.ok)
    throw new InvalidArgumentError(
      from === '' ? 'say which date to start from' : 'a date and a revision cannot be compared',
    );
  return { between: 'revisions', from: from === '' ? 'HEAD' : from, to: to === '' ? null : to };
}

async function answer(session: Session, range: Range, options: Options): Promise<View> {
  return range.between === 'days'
    ? betweenDays(session, range.from, range.to, options)
    : betweenRevisions(session, range.from, range.to, options);
}

function betweenDays(session: Session, from: string, to: AsOf, options: Options): View {
  const { knowledge } = session;
  return view({
    edition: session,
    difference: { drift: driftBetweenDays(knowledge, from, to), added: {} },
    title: to === null ? `Since ${from}` : `From ${from} to ${to}`,
    query: { between: 'days', from, to },
    asOf: to,
    options,
  });
}

async function betweenRevisions(session: Session, from: string, to: string | null, options: Options): Promise<View> {
  if (options.at !== undefined)
    throw new Failure(exitCodes.usage, 'two revisions are compared already, so --at has no meaning here');
  const earlier = await session.at(from, 'from');
  const later = to === null ? session : await session.at(to, 'to');
  return view({
    edition: later,
    difference: differenceBetween(earlier.knowledge, later.knowledge),
    title: `From ${from} to ${to ?? 'the data folder as it is'}`,
    query: { between: 'revisions', from, to },
    asOf: null,
    options,
  });
}

interface Found {
  readonly edition: Edition;
  readonly difference: Difference;
  readonly title: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly asOf: AsOf;
  readonly options: Options;
}

function view({ edition: { knowledge }, difference, title, query, asOf, options }: Found): View {
  const actor = options.actor === undefined ? null : resolve(knowledge, options.actor, ['actors']).id;
  const drift = difference.drift.filter((row) => actor === null || row.actor === actor);
  const added = actor === null ? difference.added : {};
  const names = namesIn(knowledge);
  const moved = drift.length > 0 || Object.keys(added).length > 0;
  const notes = moved ? [] : ['Nothing moved.'];
  return {
    data: {
      command: 'drift',
      query: { ...query, actor },
      as_of: asOf,
      results: drift.map(({ move, ...row }) => ({ ...row, date: move?.date ?? null })),
      notes,
      ...(query.between === 'revisions' ? { added } : {}),
    },
    blocks: [
      { block: 'heading', level: 1, text: [span('term', title)] },
      ...(drift.length === 0 ? [] : [{ block: 'prose' as const, text: [summary(drift)] }]),
      ...driftBlocks(drift, names),
      ...addedBlocks(added),
      ...noteBlocks(notes),
    ],
    exit: options.exitCode === true && moved ? 1 : 0,
  };
}

const summaryOrder = [
  ['added', 'new position', 'new positions'],
  ['hardened', 'hardened', 'hardened'],
  ['softened', 'softened', 'softened'],
  ['reversed', 'reversed', 'reversed'],
  ['waived', 'given up', 'given up'],
  ['restated', 'said again', 'said again'],
  ['commitment', 'decision', 'decisions'],
  ['status', 'status', 'statuses'],
  ['corrected', 'record corrected', 'records corrected'],
  ['removed', 'record removed', 'records removed'],
] as const satisfies readonly (readonly [Drifted['change'], one: string, more: string])[];

function summary(drift: readonly Drifted[]): string {
  const counts = summaryOrder.flatMap(([change, one, more]) => {
    const count = drift.filter((row) => row.change === change).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  });
  return `${counts.join(', ')}.`;
}
