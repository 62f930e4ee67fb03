import { relative, resolve, sep } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { AnswerOf, CommonOptions, DataUse, Edition, Session } from './commands/command.ts';
import { commandFiles, questions } from './commands/index.ts';
import { type OpenBase, type OpenOptions, openBase } from './index/open.ts';
import type { Io } from './io.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { type ExitCode, exitCodes, Failure } from './model/failure.ts';
import { UnknownName } from './query/resolve.ts';
import { formatsWithoutNotes, render } from './render/index.ts';
import { type ColourLevel, colourLevel, createStyle } from './render/style.ts';
import { renderBlocks } from './render/text.ts';
import { visible } from './render/visible.ts';
import { codeOf, filesInFolder, findNamed, findNearest } from './source/folder.ts';
import { refusedWrite, writeWhole } from './source/write.ts';
import { diagnosticBlocks } from './view/diagnostic.ts';
import { counted } from './view/labels.ts';
import { leftOutText } from './view/left-out.ts';
import { noteBlocks, type Product, type View } from './view/view.ts';

/** Runs the program on its arguments, without its own name, and answers with the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = new Command('isf')
    .description(
      'A knowledge base of diplomatic positions: who asks for what, in whose words, since when, from which source.',
    )
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError('(isf --help shows what there is)')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(`isf: ${text.split('\n').map(bounded).map(visible).join('\n')}`),
    })
    .exitOverride();
  for (const file of await commandFiles(argv[0]))
    file.register(program, async (options, answer, data = 'told') => {
      code = await execute(options, answer, data, io);
    });
  try {
    if (io.cwd === '')
      throw new Failure(
        exitCodes.surroundings,
        'the folder that this was started in has been removed',
        'go to one that exists',
      );
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (/unknown option '-[^-']{2,}'/.test(error.message))
        io.stderr.write(
          ' hint: to leave a word out of a search, put the query in quotation marks: isf search "troops -police"\n',
        );
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    return report(error, io);
  }
}

async function execute(options: CommonOptions, answer: AnswerOf, data: DataUse, io: Io): Promise<ExitCode> {
  const progress = progressOn(io);
  const bases = basesOn(io, progress);
  try {
    const answered = await answerTo(options, answer, data, { io, progress, bases });
    progress.wipe();
    return await show(answered, options, io);
  } catch (error) {
    progress.wipe();
    if (error instanceof Failure && error.diagnostics.length > 0) await tellDiagnostics(error.diagnostics, options, io);
    throw error;
  } finally {
    progress.wipe();
    bases.close();
  }
}

/** What the answers that one command line asks for have in common. */
interface Surroundings {
  readonly io: Io;
  readonly progress: ProgressLine;
  readonly bases: ReturnType<typeof basesOn>;
}

/** Has a command's answer, with what errors in the data keep out of it. */
async function answerTo(
  options: CommonOptions,
  answer: AnswerOf,
  data: DataUse,
  surroundings: Surroundings,
): Promise<View | Product> {
  const { io, progress, bases } = surroundings;
  const opened: Opened[] = [];
  const openAt = async (revision: string | undefined, slot: RevisionSlot) => {
    const one = await bases.open(findRoot(options, io), revision, slot);
    opened.push(one);
    if (data !== 'answer') await bases.tell(one, options);
    return one;
  };
  try {
    const main = data === 'unopened' ? undefined : await openAt(options.at, 'to');
    const edition = main ? editionOf(main) : unopened;
    const answered = await answer({
      get knowledge() {
        return edition.knowledge;
      },
      get root() {
        return options.at === undefined ? findRoot(options, io) : refuseRevision();
      },
      at: async (revision, slot) => editionOf(await openAt(revision, slot)),
      today: io.today,
      path: (given: string) => resolve(io.cwd, given),
      progress: progress.tell,
      diagnostics: () => (main ? problemsOf(main) : []),
      questions,
      ask: async (words, under) =>
        (await import('./ask.ts')).ask(words, under, options, (...question) => answerTo(...question, surroundings)),
      leftOut: () =>
        main ? main.base.leftOutBesides().map((each) => ({ ...each, file: main.display(each.file) })) : [],
    });
    return data === 'answer' ? answered : withNotes(answered, leftOut(opened));
  } catch (error) {
    const last = opened.at(-1);
    if (error instanceof UnknownName && last)
      throw leftOutInstead(error, last) ?? (await withSuggestion(error, last.base));
    throw error;
  }
}

/** Opens each knowledge base once, and tells its problems once, however many answers are asked of it. */
function basesOn(io: Io, progress: ProgressLine) {
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

type RevisionSlot = Parameters<Session['at']>[1];

/** An open knowledge base, and how it and its files are called to the user. */
interface Opened {
  readonly base: OpenBase;
  readonly name: string;
  display(file: string): string;
}

interface ProgressLine {
  tell(text: string): void;
  wipe(): void;
}

/** A line on stderr that comes and goes, where that is a terminal which can wipe it off. */
function progressOn({ stderr, env }: Io): ProgressLine {
  const can = stderr.isTTY && env.TERM !== 'dumb';
  let shown = false;
  const put = (text: string) => stderr.write(`\r${text}\u001b[K`);
  return {
    tell: (text) => {
      if (!can) return;
      put(visible(text).slice(0, stderr.columns - 1));
      shown = true;
    },
    wipe: () => {
      if (shown) put('');
      shown = false;
    },
  };
}

function editionOf({ base }: Opened): Edition {
  return {
    get knowledge() {
      return base.knowledge ?? refuseManifest();
    },
  };
}

const unopened: Edition = {
  get knowledge(): never {
    throw new Error('this command asked for data that it said it does not use');
  },
};

function refuseManifest(): never {
  throw new Failure(
    exitCodes.data,
    'isf.yaml cannot be read, so nothing can be answered',
    'isf check says what is wrong with it',
  );
}

function refuseRevision(): never {
  throw new Failure(exitCodes.usage, 'this command works on the data folder itself, so --at has no meaning here');
}

/** The data folder: as named, as the environment names it, or the nearest. */
function findRoot(options: CommonOptions, io: Io): string {
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

async function tellDiagnostics(diagnostics: readonly Diagnostic[], options: CommonOptions, io: Io): Promise<void> {
  const style = await createStyle({ level: levelOf(io.stderr.isTTY, options, io), width: io.stderr.columns });
  io.stderr.write(await renderBlocks(diagnostics.flatMap(diagnosticBlocks), style));
}

/** What errors keep out of an answer belongs to the answer: it may be read where nobody sees the errors. */
function leftOut(opened: readonly Opened[]): string[] {
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

function withNotes(answer: View | Product, notes: readonly string[]): View | Product {
  if (notes.length === 0) return answer;
  if ('pieces' in answer) return { ...answer, notes: () => [...answer.notes(), ...notes] };
  return {
    ...answer,
    data: { ...answer.data, notes: [...answer.data.notes, ...notes] },
    blocks: [...answer.blocks, ...noteBlocks(notes)],
  };
}

/** Every problem, with its file as the user calls it: a path from the working folder, as editors and annotations want it. */
function problemsOf({ base, display }: Opened): Diagnostic[] {
  return base.diagnostics().map((diagnostic) => ({ ...diagnostic, file: display(diagnostic.file) }));
}

/** A path as seen from the working folder, with `/` between its parts. */
function fromHere(path: string, io: Io): string {
  return relative(io.cwd, path).split(sep).join('/');
}

function levelOf(isTTY: boolean, options: CommonOptions, io: Io): ColourLevel {
  return colourLevel({ flag: options.color, env: io.env, isTTY });
}

async function show(answer: View | Product, options: CommonOptions, io: Io): Promise<ExitCode> {
  return 'pieces' in answer ? handOver(answer, io) : showView(answer, options, io);
}

/** Prints a product as fast as it is read, so that no more than a piece waits in memory. */
async function handOver(product: Product, io: Io): Promise<ExitCode> {
  for (const piece of product.pieces) {
    io.stdout.write(piece);
    if (!(await io.stdout.isRead())) return exitCodes.done;
  }
  tellNotes(product.notes(), io);
  return exitCodes.done;
}

function tellNotes(notes: readonly string[], io: Io): void {
  for (const note of notes) io.stderr.write(`isf: ${visible(note)}\n`);
}

async function showView(view: View, options: CommonOptions, io: Io): Promise<ExitCode> {
  const level = options.format === 'text' ? levelOf(io.stdout.isTTY && options.output === undefined, options, io) : 0;
  const style = await createStyle({ level, width: io.stdout.columns });
  const text = view.document ?? (await render(options.format, view, style));
  if (options.output === undefined) io.stdout.write(text);
  else {
    try {
      writeWhole(resolve(io.cwd, options.output), text);
    } catch (error) {
      throw refusedWrite(options.output, error);
    }
  }
  if (view.document !== undefined || formatsWithoutNotes.includes(options.format)) tellNotes(view.data.notes, io);
  return view.exit ?? exitCodes.done;
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
async function withSuggestion(error: UnknownName, base: OpenBase): Promise<Failure> {
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

/** A name typed may be a whole document: enough of it to know it by. */
function bounded(message: string): string {
  const most = 500;
  return message.length <= most ? message : `${message.slice(0, most)}… (${message.length} characters in all)`;
}

function report(error: unknown, io: Io): ExitCode {
  if (error instanceof Failure) {
    io.stderr.write(`isf: error: ${visible(bounded(error.message))}\n`);
    if (error.hint !== undefined) io.stderr.write(` hint: ${visible(error.hint)}\n`);
    return error.exit;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  io.stderr.write(`isf: fault of the program: ${visible(fault.message)}; ISF_DEBUG=1 shows where\n`);
  if (io.env.ISF_DEBUG === '1') io.stderr.write(`${fault.stack}\n`);
  return exitCodes.fault;
}
