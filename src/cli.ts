import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { bounded, levelOf, type ProgressLine, progressOn, tellDiagnostics, tellError, tellNotes } from './aside.ts';
import type { AnswerOf, CommonOptions, DataUse, Edition } from './commands/command.ts';
import { commandFiles, questions } from './commands/index.ts';
import type { Io } from './io.ts';
import { type ExitCode, exitCodes, Failure } from './model/failure.ts';
import {
  basesOn,
  editionOf,
  findRoot,
  leftOutNotes,
  type Opened,
  problemsOf,
  type RevisionSlot,
  unknownName,
} from './opening.ts';
import { UnknownName } from './query/resolve.ts';
import { formatsWithoutNotes, render } from './render/index.ts';
import { createStyle } from './render/style.ts';
import { visible } from './render/visible.ts';
import { refusedWrite, writeWhole } from './source/write.ts';
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
    return tellError(error, io);
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
    return data === 'answer' ? answered : withNotes(answered, leftOutNotes(opened));
  } catch (error) {
    const last = opened.at(-1);
    throw error instanceof UnknownName && last ? await unknownName(error, last) : error;
  }
}

const unopened: Edition = {
  get knowledge(): never {
    throw new Error('this command asked for data that it said it does not use');
  },
};

function refuseRevision(): never {
  throw new Failure(exitCodes.usage, 'this command works on the data folder itself, so --at has no meaning here');
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
