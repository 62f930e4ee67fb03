import { relative, resolve, sep } from 'node:path';
import { type ProgressLine, tellDiagnostics } from './aside.ts';
import type { CommonOptions, Edition, Session } from './commands/command.ts';
import { type OpenBase, type OpenOptions, openBase } from './index/open.ts';
import type { Io } from './io.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { exitCodes, Failure } from './model/failure.ts';
import type { UnknownName } from './query/resolve.ts';
import { codeOf, filesInFolder, findNamed, findNearest } from './source/folder.ts';
import { counted } from './view/labels.ts';
import { leftOutText } from './view/left-out.ts';

/** Which of the two revisions that may be open at once. */
export type RevisionSlot = Parameters<Session['at']>[1];

/** An open knowledge base, and how it and its files are called to the user. */
export interface Opened {
  readonly base: OpenBase;
  readonly name: string;
  display(file: string): string;
}

/** Opens each knowledge base once, and tells its problems once, however many answers are asked of it. */
export function basesOn(io: Io, progress: ProgressLine) {
  const opened = new Map<string, Opened>();
  const told = new Set<Opened>();
  return {
    open: async (root: string, revision: string | undefined, slot: RevisionSlot): Promise<Opened> => {
      const name = JSON.stringify([root, slot, revision]);
      const one = opened.get(name) ?? (await open(root, revision, slot, io, progress));
      opened.set(name, one);
      progress.wipe();
      return one;
    },
    tell: async (one: Opened, options: CommonOptions): Promise<void> => {
      if (!told.has(one)) await tellProblems(one, options, io);
      told.add(one);
    },
    close: () => {
      for (const { base } of opened.values()) base.close();
    },
  };
}

/** What a command is given to ask; throws a Failure where the manifest cannot be read. */
export function editionOf({ base }: Opened): Edition {
  return {
    get knowledge() {
      return base.knowledge ?? refuseManifest();
    },
  };
}

function refuseManifest(): never {
  throw new Failure(
    exitCodes.data,
    'isf.yaml cannot be read, so nothing can be answered',
    'isf check says what is wrong with it',
  );
}

/** The data folder: as named, as the environment names it, or the nearest; throws a Failure where there is none. */
export function findRoot(options: CommonOptions, io: Io): string {
  const named = options.data ?? (io.env.ISF_DATA || undefined);
  const found = named === undefined ? findNearest(io.cwd, io.shipped) : findNamed(resolve(io.cwd, named));
  if (found.ok) return found.root;
  throw new Failure(
    exitCodes.surroundings,
    named === undefined ? 'no knowledge base here' : `no knowledge base in ${named}`,
    `a data folder holds isf.yaml, a file and no link; looked for ${found.looked.map((path) => fromHere(path, io)).join(', ')}`,
  );
}

/** An index of fewer records is there before anybody wonders. */
const manyRecords = 2000;

async function open(
  root: string,
  revision: string | undefined,
  slot: RevisionSlot,
  io: Io,
  line: ProgressLine,
): Promise<Opened> {
  const progress: OpenOptions['progress'] = ({ stage, records }) => {
    if (records >= manyRecords) line.tell(`building the index: ${stage} the data, ${counted(records, 'record')}`);
  };
  const settings = { cache: io.cache, build: io.build, maxFileBytes: maxFileBytes(io), progress };
  if (revision !== undefined) {
    const { filesAtRevision } = await import('./source/revision.ts');
    const files = filesAtRevision({ root, revision, slot, env: io.env });
    return { base: await openBase({ files, ...settings }), name: revision, display: files.display };
  }
  try {
    const base = await openBase({ files: filesInFolder(root), ...settings });
    return { base, name: 'the data folder', display: (file) => fromHere(resolve(root, file), io) };
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error) || !('code' in error)) throw error;
    throw new Failure(exitCodes.surroundings, `the data folder ${root} cannot be read (${codeOf(error)})`);
  }
}

const defaultMebibytes = 8;

function maxFileBytes(io: Io): number {
  const given = io.env.ISF_MAX_FILE_MIB;
  if (given === undefined || given === '') return defaultMebibytes * 1048576;
  if (!/^[1-9]\d{0,3}$/.test(given))
    throw new Failure(exitCodes.usage, `ISF_MAX_FILE_MIB is ${given}, and a whole number of MiB is expected`);
  return Number(given) * 1048576;
}

/** Every problem, with its file as the user calls it: a path from the working folder, as editors and annotations want it. */
export function problemsOf({ base, display }: Opened): Diagnostic[] {
  return base.diagnostics().map((diagnostic) => ({ ...diagnostic, file: display(diagnostic.file) }));
}

/** A path as seen from the working folder, with `/` between its parts. */
function fromHere(path: string, io: Io): string {
  return relative(io.cwd, path).split(sep).join('/');
}

/** The most problems shown beside an answer; `isf check` shows all. */
const mostTold = 3;

/** Says on stderr what is wrong with the data; throws where the command is to refuse such data. */
async function tellProblems(opened: Opened, options: CommonOptions, io: Io): Promise<void> {
  const { base } = opened;
  const refused = options.strict === true && base.errors > 0;
  if (base.errors === 0) return;
  const errors = problemsOf(opened).filter(({ severity }) => severity === 'error');
  await tellDiagnostics(errors.slice(0, mostTold), options, io);
  const more = errors.length > mostTold ? `${counted(errors.length - mostTold, 'more error')}; ` : '';
  if (refused)
    throw new Failure(
      exitCodes.data,
      `${more}the data has errors, and --strict refuses to answer from it`,
      'isf check lists all of them',
    );
  if (base.knowledge) io.stderr.write(`isf: warning: the data has errors; ${more}isf check lists all problems\n`);
}

/** What errors keep out of an answer belongs to the answer: it may be read where nobody sees the errors. */
export function leftOutNotes(opened: readonly Opened[]): string[] {
  return opened.flatMap(({ base: { leftOut: records, unread }, name }) => {
    const of = opened.length === 1 ? '' : ` of ${name}`;
    return [
      ...(records === 0
        ? []
        : [`${counted(records, 'record')}${of} left out because of errors in the data; isf check says which.`]),
      ...(unread === 0
        ? []
        : [`${counted(unread, 'file')}${of} could not be read, and nothing in it counts; isf check says why.`]),
    ];
  });
}

/** What an unknown name is told as: left out because of an error in the data, or with the names near it. */
export async function unknownName(error: UnknownName, opened: Opened): Promise<Failure> {
  return leftOutInstead(error, opened) ?? (await withSuggestion(error, opened));
}

/** A name that is unknown only because its record is left out: the data is at fault, and not the one who asks. */
function leftOutInstead({ typed, among, hint }: UnknownName, { base, display }: Opened): Failure | undefined {
  const found = hint === undefined ? base.leftOutNamed(typed, among) : undefined;
  if (!found) return undefined;
  return new Failure(
    exitCodes.data,
    `"${typed}" is left out because of an error in the data`,
    leftOutText({ ...found, file: display(found.file) }),
  );
}

/** Names near the one typed are looked for only now that it is known to be wrong. */
async function withSuggestion(error: UnknownName, { base }: Opened): Promise<Failure> {
  if (error.hint !== undefined || !base.knowledge) return new Failure(exitCodes.usage, error.message, error.hint);
  const { closestNames } = await import('./query/closest.ts');
  const near = closestNames(error.typed, base.knowledge.names(error.among));
  const lists =
    error.among.length > 3
      ? 'isf search looks in everything'
      : `${error.among.map((kind) => `isf list ${kind}`).join(' and ')} ${error.among.length === 1 ? 'shows' : 'show'} what there is`;
  const hint = near.length === 0 ? lists : `did you mean ${near.map((name) => `"${name}"`).join(', ')}?`;
  return new Failure(exitCodes.usage, error.message, hint);
}
