import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Diagnostic } from '../model/diagnostic.ts';
import { readDate } from '../model/edtf.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { KnowledgeBase, Scope } from '../model/knowledge.ts';
import type { LeftOut } from '../model/left-out.ts';
import { didYouMean } from '../model/nearest.ts';
import { undertakingsIn } from '../model/record.ts';
import type { AsOf } from '../model/standing.ts';
import type { Kind } from '../model/vocabulary.ts';
import type { Names } from '../query/names.ts';
import { nounOf, resolve } from '../query/resolve.ts';
import { type Format, formats } from '../render/index.ts';
import type { Product, View } from '../view/view.ts';

/** The options that every command has which prints records. */
export interface CommonOptions {
  readonly format: Format;
  readonly output?: string;
  readonly data?: string;
  /** A git revision to read the knowledge base at. */
  readonly at?: string;
  readonly strict?: boolean;
  readonly color?: boolean;
}

/** A knowledge base as it stands in its folder, or stood at a revision. */
export interface Edition {
  /** Throws a Failure where the manifest cannot be read. */
  readonly knowledge: KnowledgeBase;
}

/** A knowledge base opened for one command. */
export interface Session extends Edition {
  /** The data folder, resolved; throws a Failure where a revision of it is read, which nothing can be written to. */
  readonly root: string;
  /** The knowledge base at a git revision besides, as one side of a comparison; throws a Failure where that cannot be had. */
  at(revision: string, slot: 'from' | 'to'): Promise<Edition>;
  /** The day it is, as `YYYY-MM-DD`; for the few questions that are about age. */
  today(): string;
  /** A path as the user gave it, resolved. */
  path(given: string): string;
  /** Says on a terminal how far a long command has come; the next word replaces it, and the answer wipes it off. */
  progress(text: string): void;
  /** Every problem of the data, with file paths as seen from the working folder. */
  diagnostics(): Diagnostic[];
  /** The commands that a document may ask. */
  readonly questions: readonly string[];
  /** What the words after isf are answered, for a document that has them under a heading of that depth; throws a Failure where they cannot be asked there. */
  ask(words: readonly string[], under: number): Promise<Asked>;
  /** The records that are left out of answers although no problem stands at their own lines, with file paths likewise. */
  leftOut(): LeftOut[];
}

/** The answer to a question that a document asks. */
export interface Asked {
  /** As the question has it; Markdown where it has none. */
  readonly format: string;
  readonly text: string;
  /** What there is to say about the answer where its format has no room for it. */
  readonly notes: readonly string[];
}

/** Whether problems of the data are told on stderr beside the answer (unless said), are the answer, or the data is not opened at all. */
export type DataUse = 'told' | 'answer' | 'unopened';

/** How a command answers. */
export type AnswerOf = (session: Session) => View | Product | Promise<View | Product>;

/** How a command's answer is had and shown; given to each command by the one place that opens, renders and exits. */
export type Execute = (options: CommonOptions, answer: AnswerOf, data?: DataUse) => Promise<void>;

/** What a command says of the common options in its own way: what `--strict` does, and formats that it alone has. */
interface OwnCommon {
  readonly strict?: string;
  readonly formats?: readonly string[];
}

/** Adds the common options to a command. */
export function withCommonOptions(command: Command, own: OwnCommon = {}): Command {
  const choices = [...formats, ...(own.formats ?? [])];
  return withDataOptions(
    command
      .addOption(new Option('-f, --format <format>', 'how to print the answer').choices(choices).default('text'))
      .option('-o, --output <file>', 'write to a file instead of standard output'),
    own.strict,
  );
}

/** Adds the options of every command that asks a knowledge base. */
export function withDataOptions(command: Command, strict?: string): Command {
  return command
    .option(
      '--data <folder>',
      'the knowledge base to ask (default: ISF_DATA, the nearest isf.yaml, or the shipped one)',
    )
    .option('--at <revision>', 'the knowledge base as it stood at this git revision')
    .option('--strict', strict ?? 'refuse to answer from data that has errors')
    .option('--color', 'colour even where the output is no terminal')
    .option('--no-color', 'no colour');
}

/** The option that reads the knowledge base as it stood on a day. */
export function asOfOption(): Option {
  return new Option('--as-of <date>', 'what was on record by then: 2025-12-01, 2025-12 or 2025').argParser(lastDayOf);
}

/** An option that takes a day, or a month or year for its first or last day. */
export function dayOption(flags: string, description: string, end: 'first' | 'last'): Option {
  return new Option(flags, description).argParser((given) => spanOfArgument(given)[end]);
}

function lastDayOf(given: string): AsOf {
  return spanOfArgument(given).last;
}

function spanOfArgument(given: string) {
  const reading = readDate(given);
  if (!reading.ok) throw new InvalidArgumentError(reading.reason);
  return reading.span;
}

/** Adds real command lines to the end of a help screen. */
export function examples(command: Command, lines: readonly (readonly [line: string, about: string])[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${lines.map(([line, about]) => `  # ${about}\n  ${line}`).join('\n\n')}`,
  );
}

/** An undertaking of the manifest by its slug; throws a Failure on any other. */
export function undertakingIn(knowledge: KnowledgeBase, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const known = Object.keys(undertakingsIn(knowledge.manifest));
  if (known.includes(given)) return given;
  throw new Failure(
    exitCodes.usage,
    `unknown undertaking "${given}"`,
    didYouMean(given, known) ?? `the undertakings are ${known.join(', ')}`,
  );
}

/** Throws a Failure where a span of days ends before it starts. */
export function refuseBackwards(since: string | undefined, until: string | undefined): void {
  if (since !== undefined && until !== undefined && since > until)
    throw new Failure(exitCodes.usage, `--since ${since} is after --until ${until}`, 'give the earlier day to --since');
}

/** The options that narrow which records a command looks at. */
export interface ScopeOptions {
  readonly actor?: string;
  readonly condition?: string;
  readonly source?: string;
  readonly since?: string;
  readonly until?: string;
}

export function withScopeOptions(command: Command): Command {
  return command
    .option('--actor <actor>', 'only records of or about this actor')
    .option('--condition <condition>', 'only records of or about this condition, and the evidence for positions on it')
    .option('--source <source>', 'only records from this source')
    .addOption(dayOption('--since <date>', 'only records dated on or after this day, month or year', 'first'))
    .addOption(dayOption('--until <date>', 'only records dated on or before it', 'last'));
}

/** The scope as a title has it. */
export function scopeInWords({ actor, condition, source, since, until }: Scope, names: Names): string[] {
  return [
    ...(actor === undefined ? [] : [names.actor(actor)]),
    ...(condition === undefined ? [] : [names.condition(condition)]),
    ...(source === undefined ? [] : [names.source(source)]),
    ...(since === undefined ? [] : [`from ${since}`]),
    ...(until === undefined ? [] : [`to ${until}`]),
  ];
}

/** The scope asked for, its names resolved; throws UnknownName. */
export function scopeOf(knowledge: KnowledgeBase, { actor, condition, source, since, until }: ScopeOptions): Scope {
  refuseBackwards(since, until);
  const idOf = (kind: Kind, name: string | undefined) =>
    name === undefined ? {} : { [nounOf(kind)]: resolve(knowledge, name, [kind]).id };
  return {
    ...idOf('actors', actor),
    ...idOf('conditions', condition),
    ...idOf('sources', source),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}
