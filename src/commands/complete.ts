import type { Argument, Command, Option } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { undertakingsIn } from '../model/record.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { nounOf } from '../query/resolve.ts';
import { entryOf } from '../query/shown.ts';
import { visible } from '../render/visible.ts';
import { titleOf } from '../view/record.ts';
import type { Execute } from './command.ts';

/** The command that completion scripts ask, kept out of the help: one candidate a line, a tab, and what it is; or `:files`, `:folders`. */
export function register(program: Command, execute: Execute): void {
  program
    .command('__complete', { hidden: true })
    .argument('[words...]', 'the words after isf, the last of them the one to complete')
    .helpOption(false)
    .action((words: readonly string[]) => {
      const { wanted, typed, flag = '', data } = wantedIn(program, unbroken(words));
      const options = { format: 'text' as const, ...(data === undefined ? {} : { data }) };
      const offer = (candidates: readonly Candidate[]) => product(candidates, flag);
      if ('ids' in wanted)
        return execute(options, ({ knowledge }) => offer(idsIn(knowledge, wanted.ids, typed)), 'answer');
      if ('undertakings' in wanted)
        return execute(
          options,
          ({ knowledge }) => offer(starting(Object.entries(undertakingsIn(knowledge.manifest)), typed)),
          'answer',
        );
      return execute(options, () => offer(starting(wanted.of, typed)), 'unopened');
    });
}

/** A word that may stand there, and what it is. */
type Candidate = readonly [word: string, about: string];

type Wanted =
  | { readonly of: readonly Candidate[] }
  | { readonly ids: readonly Kind[] }
  | { readonly undertakings: true };

interface Question {
  readonly wanted: Wanted;
  /** What of the word is there already. */
  readonly typed: string;
  /** What stands before it in the same word: `--kind=`. */
  readonly flag?: string;
  /** The data folder that the line names. */
  readonly data?: string;
}

/** bash breaks words at equals signs: `--format`, `=`, `js`. */
function unbroken(words: readonly string[]): readonly string[] {
  const joined = words.filter((word, i) => word !== '=' || !words[i - 1]?.startsWith('--'));
  return words.at(-1) === '=' ? [...joined, ''] : joined;
}

function wantedIn(program: Command, words: readonly string[]): Question {
  const typed = words.at(-1) ?? '';
  const [name, ...before] = words.slice(0, -1);
  const commandNames = program
    .createHelp()
    .visibleCommands(program)
    .map((command): Candidate => [command.name(), command.summary() || command.description()]);
  if (name === undefined) return { wanted: { of: typed.startsWith('-') ? optionsOf(program) : commandNames }, typed };
  if (name === 'help') return { wanted: { of: before.length === 0 ? commandNames : [] }, typed };
  const command = program.commands.find((each) => each.name() === name);
  return command ? wantedOf(command, before, typed) : { wanted: { of: [] }, typed };
}

/** What a command wants next: the value of an option that waits for one, another option, or its next argument. */
function wantedOf(command: Command, before: readonly string[], typed: string): Question {
  let waiting: Option | undefined;
  let taken = 0;
  let data: string | undefined;
  for (const word of before) {
    const option: Option | undefined = word.startsWith('-') ? optionIn(command, word) : undefined;
    if (option) {
      const equals = word.indexOf('=');
      if (option.long === '--data' && equals > 0) data = word.slice(equals + 1);
      waiting = takesValue(option) && equals < 0 ? option : undefined;
    } else if (waiting) {
      if (waiting.long === '--data') data = word;
      if (!waiting.variadic) waiting = undefined;
    } else taken++;
  }
  const named = data === undefined ? {} : { data };
  if (waiting && !typed.startsWith('-')) return { wanted: valuesOf(waiting), typed, ...named };
  const equals = typed.indexOf('=');
  const option = typed.startsWith('--') && equals > 0 ? optionIn(command, typed) : undefined;
  if (option) {
    const [flag, value] = [typed.slice(0, equals + 1), typed.slice(equals + 1)];
    return { wanted: valuesOf(option), typed: value, flag, ...named };
  }
  if (typed.startsWith('-')) return { wanted: { of: optionsOf(command) }, typed, ...named };
  const { registeredArguments: declared } = command;
  const last = declared.at(-1);
  const argument = declared[taken] ?? (last?.variadic ? last : undefined);
  return { wanted: argument ? valuesOf(argument) : { of: [] }, typed, ...named };
}

function optionIn(command: Command, word: string): Option | undefined {
  const flag = word.includes('=') ? word.slice(0, word.indexOf('=')) : word;
  return command.options.find((option) => option.long === flag || option.short === flag);
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap((option): Candidate[] => (option.long === undefined ? [] : [[option.long, option.description]]));
}

/** The values of an argument or option: its choices, or else what its name says, which is the singular of a kind for ids. */
function valuesOf(of: Argument | Option): Wanted {
  if (of.argChoices) return { of: of.argChoices.map((choice): Candidate => [choice, '']) };
  const placeholder = 'flags' in of ? (/[<[](.*?)[\]>]/.exec(of.flags)?.[1] ?? '') : of.name();
  const names = placeholder.split(/[^a-z]+/).map((name) => name.replace(/s$/, ''));
  const named = kinds.filter((kind) => names.includes(nounOf(kind)));
  if (named.length > 0) return { ids: named };
  if (names.includes('id')) return { ids: kinds };
  if (names.includes('kind')) return { of: kinds.map((kind): Candidate => [kind, '']) };
  if (names.includes('undertaking')) return { undertakings: true };
  if (names.includes('folder')) return { of: [[':folders', '']] };
  return { of: names.some((name) => name === 'file' || name === 'path') ? [[':files', '']] : [] };
}

/** Nobody reads through more candidates than this; the next letter brings the others. */
const most = 500;

function idsIn(knowledge: KnowledgeBase, among: readonly Kind[], typed: string): Candidate[] {
  const [first = '', rest] = typed.split('/', 2);
  const kind = among.find((each) => each === first);
  const prefix = kind !== undefined && rest !== undefined ? `${kind}/` : '';
  const wanted = knowledge.idsFrom(
    prefix === '' || kind === undefined ? among : [kind],
    typed.slice(prefix.length),
    most,
  );
  return wanted.map(({ kind: of, id }): Candidate => {
    const entry = entryOf(knowledge, of, id);
    const title = entry ? titleOf(entry) : id;
    return [`${prefix}${id}`, title === id ? nounOf(of) : title];
  });
}

function starting(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  return candidates.filter(([word]) => word.startsWith(typed) || word.startsWith(':'));
}

function product(candidates: readonly Candidate[], flag: string) {
  const lines = candidates.map(([word, about]) => {
    const whole = word.startsWith(':') ? word : flag + word;
    return `${whole}\t${visible(about.replaceAll(/\s+/g, ' '))}\n`;
  });
  return { pieces: [lines.join('')], notes: () => [] };
}
