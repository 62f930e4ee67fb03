import { Composer, type Document, Lexer, type Node, type ParsedNode, Parser, type YAMLError } from 'yaml';
import type { TextFault } from './fault.ts';
import { lexerMarks, Watch } from './refused.ts';
import { explain, mostTelling } from './syntax.ts';

/** How deep collections may nest. The data model needs 6; from 900 on the parser can take the process down. */
const deepest = 64;

/** How many lexemes a file may have: more than 8 MiB of records come to, and about as many as fit into Node's usual memory. */
const mostLexemes = 4_000_000;

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
    const composed = compose(controls.length === 0 ? text : text.replace(rawControl, '\ufffd'));
    const faults = [...controls, ...composed.faults];
    const trusted = faults.length <= mostFaults && faults.every(({ local }) => local);
    return { root: trusted ? (composed.documents[0]?.contents ?? null) : undefined, faults };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Characters that no YAML text may have, and carriage returns that end no line. Three of them are the lexer's own marks. */
const rawControl = /(?![\t\n\r])\p{Cc}|\p{Cs}|\r(?!\n)/gu;

function rawControls(text: string): TextFault[] {
  const faults: TextFault[] = [];
  for (const { 0: character, index } of text.matchAll(rawControl)) {
    const bare = character === '\r';
    faults.push({
      rule: 'control-character',
      message: bare
        ? 'a carriage return stands here without a line feed'
        : `the control character ${numberOf(character)} stands here`,
      hint: bare ? 'save the file with LF or CRLF at its line ends' : 'remove it',
      start: index,
      end: index + 1,
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

function compose(text: string): { documents: Documents; faults: readonly TextFault[] } {
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
  let offset = 0;
  let lexemes = 0;
  let unparsed = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      documents.push(...composer.next(token));
      if (token.type === 'error') unparsed++;
    }
    watch.see(lexeme, offset);
    const bound = boundPassed(parser.stack.length, ++lexemes);
    if (bound) return { documents: [], faults: [...watch.refused, { ...bound, start: offset, end: offset + 1 }] };
    if (!lexerMarks.has(lexeme)) offset += lexeme.length;
    if (unparsed > mostFaults) break;
  }
  watch.end();
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return { documents, faults: faultsIn(documents, watch, text) };
}

function boundPassed(depth: number, lexemes: number): Omit<TextFault, 'start' | 'end'> | undefined {
  if (depth > deepest)
    return {
      rule: 'nesting-too-deep',
      message: `collections nest deeper than ${deepest} here`,
      hint: 'records are flat: look for an unclosed [ or {',
      local: false,
    };
  if (lexemes > mostLexemes)
    return {
      rule: 'file-too-large',
      message: 'this file has more words and marks than can be read at once',
      hint: 'split it: records may lie in any number of files',
      local: false,
    };
  return undefined;
}

function faultsIn(documents: Documents, { refused, unclosed }: Watch, text: string): TextFault[] {
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
    ...refused.map((fault) => ({ ...fault, local: !errors.some((error) => isBehind(error, fault, text)) })),
    ...unclosed,
    ...syntaxFaults(errors, refused, text),
    ...(second ? [secondDocument(second.range[0])] : []),
  ];
}

/** The library's complaints, one a line, save for those that follow from what is refused already. */
function syntaxFaults(errors: readonly YAMLError[], refused: readonly TextFault[], text: string): TextFault[] {
  const byLine = new Map<number, YAMLError[]>();
  for (const error of errors) {
    if (refused.some((fault) => isAt(error, fault) || isBehind(error, fault, text))) continue;
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

function isAt({ pos: [start, end] }: YAMLError, fault: TextFault): boolean {
  return start < fault.end && fault.start < end;
}

/** True where the error stands on the line of a fault, behind it: `*emphasis* here` is one mistake and not two. */
function isBehind({ pos: [start] }: YAMLError, fault: TextFault, text: string): boolean {
  return start >= fault.end && start < fault.end + 400 && !text.slice(fault.end, start).includes('\n');
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
