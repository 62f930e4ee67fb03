import { Command, CommanderError } from 'commander';
import type { AnswerOf, Asked, CommonOptions, DataUse } from './commands/command.ts';
import { commandFiles, commandNames, questions } from './commands/index.ts';
import { exitCodes, Failure } from './model/failure.ts';
import { didYouMean } from './model/nearest.ts';
import { formatsWithoutNotes, render } from './render/index.ts';
import { createStyle } from './render/style.ts';
import type { Product, View } from './view/view.ts';

/** How the program has an answer, short of printing it. */
type AnswerTo = (options: CommonOptions, answer: AnswerOf, data: DataUse) => Promise<View | Product>;

/** What a document asks holds for all of its questions where the command line says so, and these no question may say for itself. */
const given = { output: '-o', data: '--data', strict: '--strict', color: '--color and --no-color' } as const;

/**
 * Answers a question that a document asks, as `run` would answer the words, under a heading of that depth; `options` are those of the
 * command that fills the document. Throws a Failure where the words are no question, or none for a document.
 */
export async function ask(
  words: readonly string[],
  under: number,
  options: CommonOptions,
  answerTo: AnswerTo,
): Promise<Asked> {
  const [name = ''] = words;
  if (!(questions as readonly string[]).includes(name)) throw noQuestion(name);
  const program = new Command('isf').exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  const asked: Asked[] = [];
  let format = 'md';
  program.hook('preAction', (_, command) => {
    refuseGiven(command);
    if (command.getOptionValueSource('format') === 'cli') format = String(command.getOptionValue('format'));
    command.setOptionValue('format', format);
    for (const name of ['data', 'strict', 'color'] as const) command.setOptionValue(name, options[name]);
    command.setOptionValue('at', command.getOptionValue('at') ?? options.at);
  });
  for (const file of await commandFiles(name))
    file.register(program, async (own, answer, data = 'told') => {
      const view = await answerTo(own, answer, data);
      if ('pieces' in view) throw new Error(`${name} answers with a file, and a document cannot ask it`);
      asked.push({ format, ...(await shown(view, own, under)) });
    });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    throw error instanceof CommanderError ? badUsage(error) : error;
  }
  const [only] = asked;
  if (!only) throw new Error(`${name} did not answer`);
  return only;
}

/** The answer without colour and at 80 columns, whatever the terminal: a document is the same for everybody. */
async function shown(view: View, { format }: CommonOptions, under: number): Promise<Omit<Asked, 'format'>> {
  const style = await createStyle({ level: 0, width: 80, under });
  const hasRoom = view.document === undefined && !formatsWithoutNotes.includes(format);
  return { text: view.document ?? (await render(format, view, style)), notes: hasRoom ? [] : view.data.notes };
}

function noQuestion(name: string): Failure {
  const these = `these may: ${questions.join(', ')}`;
  if (name === 'isf') return new Failure(exitCodes.usage, 'a marker names the command alone', 'leave isf out');
  if (commandNames.includes(name) || name === 'help')
    return new Failure(exitCodes.usage, `isf ${name} may not run in a document`, these);
  return new Failure(exitCodes.usage, `unknown command "${name}"`, didYouMean(name, questions) ?? these);
}

function refuseGiven(command: Command): void {
  for (const [name, flags] of Object.entries(given))
    if (command.getOptionValueSource(name) === 'cli')
      throw new Failure(
        exitCodes.usage,
        `a marker cannot have ${flags}`,
        name === 'output' ? 'the answer goes into the block' : 'give it to isf report, where it holds for all blocks',
      );
}

/** What commander says, as a failure: its suggestion is a hint. */
function badUsage({ exitCode, message }: CommanderError): Failure {
  if (exitCode === 0) return new Failure(exitCodes.usage, 'help is no answer', 'leave --help out');
  const [, said = message, suggestion] = /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
  return new Failure(exitCodes.usage, said, suggestion === undefined ? undefined : `did you mean ${suggestion}?`);
}
