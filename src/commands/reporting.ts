import { setImmediate } from 'node:timers/promises';
import { byPlace, type Diagnostic } from '../model/diagnostic.ts';
import { type ExitCode, exitCodes, Failure } from '../model/failure.ts';
import { fenced } from '../render/md.ts';
import type { TextFault } from '../source/fault.ts';
import { type MarkdownFile, readMarkdown, realPath, refuseReadOnly, replaceMarkdown } from '../source/markdown.ts';
import { blocksIn, type Marked, type MarkedBlock } from '../source/markers.ts';
import { placesIn } from '../source/place.ts';
import { wordsOf } from '../source/words.ts';
import { hunksOf, type Replacement } from '../view/hunks.ts';
import { counted } from '../view/labels.ts';
import { type Filled, reportBlocks } from '../view/report.ts';
import { type DifferenceLine, noteBlocks, signed, titled, type View } from '../view/view.ts';
import type { Asked, Session } from './command.ts';

/** Fills the marked blocks of documents, or with `check` says which are out of date. Loaded late: it takes a parser and a differ. */
export async function fillReports(
  session: Session,
  names: readonly string[],
  { check = false, output }: { readonly check?: boolean; readonly output?: string },
): Promise<View> {
  const files = filesNamed(session, names);
  refuseOver(files, output, session);
  const drafts: Draft[] = [];
  for (const file of files) drafts.push(await draftOf(session, file));
  refuseFaults(drafts, check);
  const changed = drafts.filter(({ file, text }) => text !== file.text);
  if (!check) replaceAll(changed);
  const differences = new Map(check ? changed.map((draft) => [draft.file.name, differenceOf(draft)]) : []);
  const filled = drafts.map((draft) => filledOf(draft, check, differences.get(draft.file.name)));
  const notes = [
    ...drafts.flatMap(({ notes }) => notes),
    ...drafts
      .filter(({ blocks }) => blocks.length === 0)
      .map(({ file }) => `${file.name} has no marker. <!-- isf: command --> and <!-- /isf --> enclose a block.`),
    ...(check && changed.length > 0 ? ['Out of date: isf report without --check writes what is new.'] : []),
  ];
  return {
    data: { command: 'report', query: { files: names, check }, as_of: null, results: filled, notes },
    title: titled('Reports', names, null),
    blocks: [...reportBlocks(filled, differences), ...noteBlocks(notes)],
    exit: check && changed.length > 0 ? 1 : 0,
  };
}

/** Each file once, however often and by whichever name it is given. */
function filesNamed(session: Session, names: readonly string[]): MarkdownFile[] {
  const files = names.map((name) => readMarkdown(name, session.path(name)));
  return files.filter((file, i) => files.findIndex(({ path }) => path === file.path) === i);
}

/** What is said of the documents would take the place of one of them. */
function refuseOver(files: readonly MarkdownFile[], output: string | undefined, session: Session): void {
  const file = output === undefined ? undefined : files.find(({ path }) => path === realPath(session.path(output)));
  if (file)
    throw new Failure(
      exitCodes.usage,
      `-o ${output} is one of the documents themselves`,
      'the answers go into their blocks; -o takes what isf report says of them',
    );
}

/** A document as it is to be. */
interface Draft {
  readonly file: MarkdownFile;
  readonly text: string;
  readonly blocks: readonly DraftedBlock[];
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
}

interface DraftedBlock extends MarkedBlock {
  /** The line of the opening marker, from 1, in the file as it was. */
  readonly line: number;
  /** What is to stand between the markers. */
  readonly content: string;
}

type MarkerFault = Pick<TextFault, 'rule' | 'message' | 'start' | 'end'> & { readonly hint?: string | undefined };

/** A marker at fault, and the exit code that it asks for. */
interface Fault {
  readonly diagnostic: Diagnostic;
  readonly exit: ExitCode;
}

async function draftOf(session: Session, file: MarkdownFile): Promise<Draft> {
  const marked = markedIn(file, session.questions);
  const placeOf = placesIn(file.text);
  const faults: Fault[] = [];
  const blame = ({ rule, message, hint, start, end }: MarkerFault, exit: ExitCode) => {
    const said = hint === undefined ? { message } : { message, hint };
    faults.push({ diagnostic: { rule, severity: 'error', file: file.name, ...said, ...placeOf(start, end) }, exit });
  };
  for (const fault of marked.faults) blame(fault, exitCodes.usage);
  const blocks: DraftedBlock[] = [];
  const notes: string[] = [];
  let text = '';
  let end = 0;
  for (const block of marked.blocks) {
    const { line } = placeOf(block.start, block.end);
    session.progress(`${file.name}:${line}: ${block.command}`);
    // So that Ctrl-C is heard.
    await setImmediate();
    const asked = await answerTo(session, block);
    if (asked instanceof Failure) {
      const { message, hint, exit } = asked;
      blame({ rule: 'command', message, hint, start: block.start, end: block.end }, exit);
      continue;
    }
    const content = contentOf(asked.markdown, file.text.startsWith('\r\n', block.from) ? '\r\n' : '\n');
    blocks.push({ ...block, line, content });
    notes.push(...asked.notes.map((note) => `${file.name}:${line}: ${note}`));
    text += file.text.slice(end, block.from) + content;
    end = block.to;
  }
  return { file, text: text + file.text.slice(end), blocks, faults, notes };
}

function markedIn({ name, text }: MarkdownFile, questions: readonly string[]): Marked {
  try {
    return blocksIn(text, questions);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(exitCodes.data, `${name} is nested too deep`, 'its lists or quotations stand within each other');
  }
}

/** A blank line after the opening marker, and one before the closing one. */
function contentOf(markdown: string, lineEnd: string): string {
  const lines = markdown.split(/\r\n?|\n/);
  while (lines.at(-1) === '') lines.pop();
  return ['', '', ...lines, ...(lines.length === 0 ? [] : ['', ''])].join(lineEnd);
}

interface Answered {
  readonly markdown: string;
  readonly notes: readonly string[];
}

async function answerTo(session: Session, { command, under }: MarkedBlock): Promise<Answered | Failure> {
  const split = wordsOf(command);
  if (!split.ok) return new Failure(exitCodes.usage, split.message, split.hint);
  try {
    const asked = await session.ask(split.words, under);
    return { markdown: markdownOf(asked, command), notes: asked.notes };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** The languages of fenced blocks, by format. */
const languages = new Map([
  ['text', 'console'],
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['csv', 'csv'],
  ['csl', 'json'],
  ['bibtex', 'bibtex'],
]);

/** Markdown as it is; text as a session at a terminal, other formats as code. */
function markdownOf({ format, text }: Asked, command: string): string {
  if (format === 'md') return text;
  const language = languages.get(format);
  if (language === undefined)
    throw new Failure(
      exitCodes.usage,
      `a block cannot be ${format}, which is a file of its own`,
      `it can be md, which it is without -f, or ${[...languages.keys()].join(', ')}`,
    );
  return fenced(language, format === 'text' ? `$ isf ${withoutFormat(command)}\n${text}` : text);
}

/** A command without -f, which in a session would only say what is seen; in quotation marks it is somebody's words. */
function withoutFormat(command: string): string {
  const count = (line: string) => {
    const split = wordsOf(line);
    return split.ok ? split.words.length : Infinity;
  };
  const [option] = [...command.matchAll(/\s+(?:-f\s*|--format(?:\s+|=))\S+/g)]
    .map(({ 0: found, index }) => command.slice(0, index) + command.slice(index + found.length))
    .filter((rest) => count(rest) < count(command));
  return option === undefined ? command : withoutFormat(option);
}

/** Throws a Failure that tells every faulty marker in its place, where there is one. */
function refuseFaults(drafts: readonly Draft[], check: boolean): void {
  const faults = drafts.flatMap((draft) => [...draft.faults].sort((a, b) => byPlace(a.diagnostic, b.diagnostic)));
  const [first] = faults;
  if (!first) return;
  throw new Failure(
    faults.some(({ exit }) => exit === exitCodes.usage) ? exitCodes.usage : first.exit,
    `${counted(faults.length, 'faulty marker')}, so nothing was ${check ? 'compared' : 'written'}`,
    undefined,
    faults.map(({ diagnostic }) => diagnostic),
  );
}

/** Writes all of them, or, where one may not be written, none. */
function replaceAll(drafts: readonly Draft[]): void {
  for (const { file } of drafts) refuseReadOnly(file);
  const written: string[] = [];
  for (const { file, text } of drafts) {
    try {
      replaceMarkdown(file, text);
    } catch (error) {
      if (!(error instanceof Failure) || written.length === 0) throw error;
      throw new Failure(error.exit, error.message, `${error.hint}; written before it: ${written.join(', ')}`);
    }
    written.push(file.name);
  }
}

/** What filling changes, as a unified diff. */
function differenceOf({ file, blocks }: Draft): DifferenceLine[] {
  const replacements = blocks
    .filter((block) => !isCurrent(block, file))
    .map(({ command, line, start, from, to, content }): Replacement => {
      const lineStart = file.text.lastIndexOf('\n', start) + 1;
      return {
        before: file.text.slice(lineStart, to),
        after: file.text.slice(lineStart, from) + content,
        line,
        title: `${file.name}:${line}: ${command}`,
      };
    });
  return hunksOf(file.name, replacements);
}

function filledOf({ file, text, blocks }: Draft, check: boolean, difference: DifferenceLine[] | undefined): Filled {
  const stateOf = (current: boolean): Filled['state'] => (current ? 'current' : check ? 'outdated' : 'updated');
  let grown = 0;
  const rows = blocks.map((block) => {
    const line = block.line + (check ? 0 : grown);
    grown += linesIn(block.content) - linesIn(file.text.slice(block.from, block.to));
    return { line, command: block.command, state: stateOf(isCurrent(block, file)) };
  });
  return {
    file: file.name,
    state: stateOf(text === file.text),
    blocks: rows,
    difference: difference ? `${difference.map(signed).join('\n')}\n` : null,
  };
}

function isCurrent({ from, to, content }: DraftedBlock, { text }: MarkdownFile): boolean {
  return text.slice(from, to) === content;
}

function linesIn(text: string): number {
  return text.split('\n').length;
}
