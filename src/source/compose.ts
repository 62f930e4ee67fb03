import { Composer, type Document, Lexer, type Node, type ParsedNode, Parser, type YAMLError } from 'yaml';
import type { TextFault } from './fault.ts';
import { lexerMarks, Watch } from './refused.ts';
import { explain, mostTelling } from './syntax.ts';

/** How deep collections may nest. The data model needs 6; from 900 on the parser can take the process down. */
const deepest = 64;

/** How many lexemes a file may have: more than 8 MiB of records come to, and about as many as fit into Node's usual memory. */
const mostLexemes = 4_000_000;

/** How many of them a short file may have, and how many more for each character. Records have one in three characters or fewer. */
const [fewLexemes, lexemesPerCharacter] = [50_000, 0.5];

/** A text with more faults than this is no data file, or hostile; it is not read on. */
export const mostFaults = 500;

/** A YAML text as a tree of nodes, and what is wrong with it; the tree is undefined where it cannot be trusted at all. */
export interface Composed {
  readonly root: Node | null | undefined;
  readonly faults: readonly TextFault[];
}

/** Reads YAML 1.2 (core schema), one document without directives, tags, anchors and aliases; never throws on bad text. */
export function composeText(text: string): Composed {
  const controls = rawControls(text);
  const { stackTraceLimit } = Error;
  // The library makes an Error for each of its complaints, and traces are nine tenths of what they cost.
  Error.stackTraceLimit = 0;
  try {
    const { documents, faults } = compose(controls.length === 0 ? text : withoutControls(text), controls);
    const trusted = faults.length <= mostFaults && faults.every(({ local }) => local);
    return { root: trusted ? (documents[0]?.contents ?? null) : undefined, faults };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A colour as a terminal has it, which comes with text that is copied from one: its bracket would open a list. */
const terminalColour = `${String.fromCharCode(0x1b)}\\[[0-?]*[ -/]*[@-~]`;

/** Characters that no YAML text may have, and carriage returns that end no line. Three of them are the lexer's own marks. */
const rawControl = new RegExp(String.raw`${terminalColour}|(?![\t\n\r])\p{Cc}|\p{Cs}|\r(?!\n)`, 'gu');

/** The text with characters that mean nothing to YAML in their place, so that what follows stays where it was. */
function withoutControls(text: string): string {
  return text.replace(rawControl, (found) => '\ufffd'.repeat(found.length));
}

function rawControls(text: string): TextFault[] {
  const faults: TextFault[] = [];
  for (const { 0: character, index } of text.matchAll(rawControl)) {
    const bare = character === '\r';
    faults.push({
      rule: 'control-character',
      message: bare
        ? 'a carriage return stands here without a line feed'
        : `a control character (${numberOf(character)}) stands here`,
      hint: bare ? 'save the file with LF or CRLF at its line ends' : 'remove it',
      start: index,
      end: index + character.length,
      local: true,
    });
    if (faults.length > mostFaults) break;
  }
  return faults;
}

/** A character as Unicode writes its number: `U+001B`. */
export function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

type Documents = readonly Document.Parsed<ParsedNode, true>[];

function compose(text: string, controls: readonly TextFault[]): { documents: Documents; faults: readonly TextFault[] } {
  const parser = new Parser();
  const composer = new Composer<ParsedNode, true>({
    schema: 'core',
    stringKeys: true,
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed<ParsedNode, true>[] = [];
  const watch = new Watch(mostFaults + 1);
  const most = Math.min(mostLexemes, fewLexemes + text.length * lexemesPerCharacter);
  let offset = 0;
  let lexemes = 0;
  let unparsed = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      documents.push(...composer.next(token));
      if (token.type === 'error') unparsed++;
    }
    watch.see(lexeme, offset);
    const bound = parser.stack.length > deepest ? tooDeep : lexemes > most ? tooMany : undefined;
    if (bound)
      return { documents: [], faults: [...controls, ...watch.refused, { ...bound, start: offset, end: offset + 1 }] };
    if (lexerMarks.has(lexeme)) continue;
    offset += lexeme.length;
    lexemes++;
    if (unparsed > mostFaults || documents.length > 1) break;
  }
  watch.end();
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return { documents, faults: faultsIn(documents, [...controls, ...watch.refused], watch.unclosed, text) };
}

const tooDeep = {
  rule: 'nesting-too-deep',
  message: `collections nest deeper than ${deepest} here`,
  hint: 'records are flat: look for an unclosed [ or {',
  local: false,
};

const tooMany = {
  rule: 'file-too-large',
  message: 'up to here, this file has more words and marks than can be read at once',
  hint: 'split it: records may lie in any number of files',
  local: false,
};

function faultsIn(
  documents: Documents,
  refused: readonly TextFault[],
  unclosed: readonly TextFault[],
  text: string,
): TextFault[] {
  const firstUnclosed = Math.min(...unclosed.map(({ start }) => start));
  const errors = documents
    .flatMap((document) => [...document.errors, ...document.warnings])
    .filter(({ code, message, pos: [start] }) => {
      const ofDirective = code === 'BAD_DIRECTIVE' || message.includes('directives-end');
      // What stands behind a bracket or quotation mark that is not closed is read wrongly, so complaints about it mislead.
      return !ofDirective && start < firstUnclosed;
    })
    .slice(0, mostFaults + 1);
  const [, second] = documents;
  return [
    ...refused.map((fault) => ({ ...fault, local: !errors.some((error) => spoils(error, fault, text)) })),
    ...unclosed,
    ...syntaxFaults(errors, refused, text),
    ...(second ? [secondDocument(second.range[0])] : []),
  ];
}

/** The library's complaints, one a line, save for those that follow from what is refused already. */
function syntaxFaults(errors: readonly YAMLError[], refused: readonly TextFault[], text: string): TextFault[] {
  const byLine = new Map<number, YAMLError[]>();
  for (const error of errors) {
    if (refused.some((fault) => followsFrom(error, fault, text))) continue;
    const line = text.lastIndexOf('\n', error.pos[0] - 1);
    byLine.set(line, [...(byLine.get(line) ?? []), error]);
  }
  return [...byLine.values()].flatMap((complaints) => {
    const error = mostTelling(complaints);
    if (!error) return [];
    const [from, to] = error.pos;
    const start = from + (/^ +(?=[^\n])/.exec(text.slice(from, from + 400))?.[0].length ?? 0);
    return [{ rule: 'yaml-syntax', ...explain(error), start, end: Math.max(to, start + 1), local: false }];
  });
}

/** True where the error stands at a fault, or behind it on its line: `*emphasis* here` is one mistake and not two. A control character explains all of its line. */
function followsFrom({ pos: [start, end] }: YAMLError, fault: TextFault, text: string): boolean {
  if (end <= fault.start && fault.rule !== 'control-character') return false;
  const [from, to] = [Math.min(start, fault.start), Math.max(start, fault.start)];
  return to - from < 400 && !text.slice(from, to).includes('\n');
}

/** Complaints about tags, anchors and aliases leave the tree around them as it is. */
const harmless = new Set<YAMLError['code']>([
  'TAG_RESOLVE_FAILED',
  'BAD_ALIAS',
  'NON_STRING_KEY',
  'MULTIPLE_TAGS',
  'MULTIPLE_ANCHORS',
  'ALIAS_PROPS',
]);

function spoils(error: YAMLError, fault: TextFault, text: string): boolean {
  return !harmless.has(error.code) && followsFrom(error, fault, text);
}

function secondDocument(start: number): TextFault {
  return {
    rule: 'yaml-syntax',
    message: 'a second document starts here',
    hint: 'a data file is one YAML document: remove the --- line, or move what follows to its own file',
    start,
    end: start + 3,
    local: false,
  };
}
