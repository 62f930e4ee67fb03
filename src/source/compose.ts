import { Composer, CST, type Document, Lexer, type Node, type ParsedNode, Parser, type YAMLError } from 'yaml';

/** How deep collections may nest. The data model needs 6; from 900 on the parser can take the process down. */
const deepest = 64;

/** How many lexemes a file may have: twice what 8 MiB of records come to, and about as many as fit into Node's usual memory. */
const mostLexemes = 4_000_000;

/** A text with more faults than this is no data file, or hostile; it is not read on. */
export const mostFaults = 500;

/** A fault of the text itself, before any question of what it says, with its stretch in UTF-16 offsets. */
export interface TextFault {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
  /** True where the text around it can be trusted all the same. */
  readonly local: boolean;
}

/** A YAML text as a tree of nodes, and what is wrong with it; the tree is undefined where it cannot be trusted at all. */
export interface Composed {
  readonly root: Node | null | undefined;
  readonly faults: readonly TextFault[];
}

/** Reads YAML 1.2 (core schema), one document without directives, tags, anchors and aliases; never throws on bad text. */
export function composeText(text: string): Composed {
  const controls = rawControls(text);
  const stackTraceLimit = Error.stackTraceLimit;
  // The library makes an Error for each of its complaints, and traces are nine tenths of what they cost.
  Error.stackTraceLimit = 0;
  try {
    const composed = compose(controls.length === 0 ? text : text.replace(rawControl, '\ufffd'));
    const faults = [...controls, ...composed.faults];
    const trusted = composed.documents.length <= 1 && faults.length <= mostFaults && faults.every(({ local }) => local);
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
    const stretch = { start: index, end: index + 1, local: true };
    faults.push(
      character === '\r'
        ? {
            rule: 'control-character',
            message: 'a carriage return stands here without a line feed',
            hint: 'save the file with LF or CRLF at its line ends',
            ...stretch,
          }
        : {
            rule: 'control-character',
            message: `the control character ${codeOf(character)} stands here`,
            hint: 'remove it',
            ...stretch,
          },
    );
    if (faults.length > mostFaults) break;
  }
  return faults;
}

/** A character as Unicode writes its number: `U+001B`. */
export function codeOf(character: string): string {
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
  const properties: TextFault[] = [];
  const refuse = (fault: Omit<TextFault, 'local'>) => ({
    documents: [],
    faults: [...properties, { ...fault, local: false }],
  });
  let offset = 0;
  let lexemes = 0;
  let errors = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      documents.push(...composer.next(token));
      if (token.type === 'error') errors++;
    }
    if (lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) continue;
    if (lexeme === CST.SCALAR) {
      inScalar = true;
      continue;
    }
    const property = inScalar ? undefined : refusedProperty(lexeme);
    if (property && properties.length <= mostFaults)
      properties.push({ ...property, start: offset, end: offset + lexeme.trimEnd().length, local: true });
    inScalar = false;
    offset += lexeme.length;
    if (parser.stack.length > deepest)
      return refuse({
        rule: 'nesting-too-deep',
        message: `collections nest deeper than ${deepest} here`,
        hint: 'records are flat: look for an unclosed [ or {',
        start: Math.max(0, offset - lexeme.length),
        end: offset,
      });
    if (++lexemes > mostLexemes)
      return refuse({
        rule: 'file-too-large',
        message: 'this file has more words and marks than can be read at once',
        hint: 'split it: records may lie in any number of files',
        start: offset - lexeme.length,
        end: offset,
      });
    if (errors > mostFaults) break;
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return { documents, faults: [...properties, ...syntaxFaults(documents, properties), ...secondDocument(documents)] };
}

/** What is wrong with a lexeme that is a tag, an anchor, an alias or a directive; undefined for any other. */
function refusedProperty(lexeme: string): Pick<TextFault, 'rule' | 'message' | 'hint'> | undefined {
  const quoted = `a text that starts with ${lexeme[0]} wants quotation marks around it`;
  switch (CST.tokenType(lexeme)) {
    case 'tag':
      return {
        rule: 'yaml-tag',
        message: `the tag ${lexeme} is not supported`,
        hint: `remove it, since types are read from the text itself; ${quoted}`,
      };
    case 'anchor':
      return {
        rule: 'yaml-alias',
        message: 'anchors are not supported',
        hint: `remove it, and share fields through defaults; ${quoted}`,
      };
    case 'alias':
      return {
        rule: 'yaml-alias',
        message: 'aliases are not supported',
        hint: `write the value out, or share it through defaults; ${quoted}`,
      };
    case 'directive-line':
      return {
        rule: 'yaml-directive',
        message: `the directive ${lexeme.trimEnd().split(/\s/, 1)[0]} is not supported`,
        hint: 'remove the line: data files are YAML 1.2',
      };
    default:
      return undefined;
  }
}

/** The library's complaints, save for those about a tag, an anchor, an alias or a directive, which are refused as such. */
function syntaxFaults(documents: Documents, properties: readonly TextFault[]): TextFault[] {
  return documents
    .flatMap((document) => [...document.errors, ...document.warnings])
    .slice(0, mostFaults + 1)
    .filter(
      (error) =>
        error.code !== 'BAD_DIRECTIVE' &&
        !properties.some(({ start, end }) => start < error.pos[1] && error.pos[0] < end),
    )
    .map((error) => {
      const [start, end] = error.pos;
      const hint = hintFor(error);
      return {
        rule: 'yaml-syntax',
        message: lowerFirst(error.message.split('\n')[0] ?? error.message),
        ...(hint === undefined ? {} : { hint }),
        start,
        end: Math.max(end, start + 1),
        local: false,
      };
    });
}

function secondDocument([, second]: Documents): TextFault[] {
  if (!second) return [];
  const [start] = second.range;
  return [
    {
      rule: 'yaml-syntax',
      message: 'a second document starts here',
      hint: 'a data file is one YAML document: remove the --- line, or move what follows to its own file',
      start,
      end: start + 3,
      local: false,
    },
  ];
}

function hintFor(error: YAMLError): string | undefined {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a text with a colon and a space in it wants quotation marks around it';
    case 'BAD_SCALAR_START':
      return `a text that starts with ${error.message.at(-1)} wants quotation marks around it`;
    case 'MISSING_CHAR':
      return 'look for a quotation mark or a bracket that is not closed';
    case 'BAD_INDENT':
      return 'the lines of one list or mapping start in the same column; a longer text goes on further in, or in quotation marks';
    case 'UNEXPECTED_TOKEN':
      return 'a text with a quotation mark, bracket or colon in it wants quotation marks around the whole of it';
    default:
      return undefined;
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
