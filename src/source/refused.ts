import { CST } from 'yaml';
import type { TextFault } from './fault.ts';

/** What the lexer puts between lexemes. No text has these characters by the time that it is lexed. */
export const lexerMarks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Looks at each lexeme of a text in turn for what data files may not have, and for what is opened and never closed. */
export class Watch {
  /** Tags, anchors, aliases, directives, and comments that cut a text short, in their order; no more than asked for. */
  readonly refused: TextFault[] = [];
  /** Brackets and quotation marks without an end. */
  readonly unclosed: TextFault[] = [];
  readonly #most: number;
  #opened: { readonly bracket: string; readonly at: number }[] = [];
  #inScalar = false;
  #behindText = false;

  constructor(most: number) {
    this.#most = most;
  }

  see(lexeme: string, at: number): void {
    const inScalar = this.#inScalar;
    this.#inScalar = lexeme === CST.SCALAR;
    if (lexeme === CST.FLOW_END) this.end();
    if (lexerMarks.has(lexeme)) return;
    const behindText = this.#behindText;
    // A text in a block ends with its line, and what follows is a comment of its own.
    this.#behindText = inScalar ? !lexeme.endsWith('\n') : behindText && /^[ \t]/.test(lexeme);
    if (inScalar) return;
    if (lexeme === '[' || lexeme === '{') this.#opened.push({ bracket: lexeme, at });
    else if (lexeme === ']' || lexeme === '}') this.#opened.pop();
    else if (isUnclosed(lexeme)) this.#leaveOpen(lexeme[0] ?? '', at, 'close it, or remove it');
    const property = behindText && /^#[\p{L}\p{N}]/u.test(lexeme) ? cuttingComment : refusedProperty(lexeme);
    if (property && this.refused.length < this.#most)
      this.refused.push({ ...property, start: at, end: at + lexeme.trimEnd().length, local: true });
  }

  /** To be called where a text or a flow collection breaks off. */
  end(): void {
    const innermost = this.#opened.at(-1);
    this.#opened = [];
    if (!innermost) return;
    const { bracket, at } = innermost;
    this.#leaveOpen(
      bracket,
      at,
      `close it with ${bracket === '[' ? ']' : '}'}; a text that starts with ${bracket} wants quotation marks around it`,
    );
  }

  #leaveOpen(mark: string, at: number, hint: string): void {
    if (this.unclosed.length < this.#most)
      this.unclosed.push({
        rule: 'yaml-syntax',
        message: `this ${mark} is not closed`,
        hint,
        start: at,
        end: at + 1,
        local: false,
      });
  }
}

/** True for a quoted text that ends without its quotation mark: one behind a backslash, or doubled, is part of the text. */
function isUnclosed(lexeme: string): boolean {
  if (lexeme.startsWith('"')) return !/(?<!\\)(?:\\\\)*"$/.test(lexeme.slice(1));
  if (!lexeme.startsWith("'")) return false;
  let closing = 0;
  while (closing < lexeme.length - 1 && lexeme.at(-1 - closing) === "'") closing++;
  return closing % 2 === 0;
}

type Refusal = Pick<TextFault, 'rule' | 'message' | 'hint'>;

/** A text without quotation marks ends at a space and #; a comment that begins like more of the text is more of the text. */
const cuttingComment: Refusal = {
  rule: 'cut-text',
  message: 'the text ends before this, because a space and # start a comment',
  hint: 'put the whole text in quotation marks; if it is a comment, put a space behind the #',
};

/** What is wrong with a lexeme that is a tag, an anchor, an alias or a directive; undefined for any other. */
function refusedProperty(lexeme: string): Refusal | undefined {
  switch (CST.tokenType(lexeme)) {
    case 'tag':
      return {
        rule: 'yaml-tag',
        message: `the tag ${lexeme} is not supported`,
        hint: `remove it, since types are read from the text itself; ${wantsQuotes(lexeme)}`,
      };
    case 'anchor':
      return {
        rule: 'yaml-alias',
        message: 'anchors are not supported',
        hint: `remove it, and share fields through defaults; ${wantsQuotes(lexeme)}`,
      };
    case 'alias':
      return {
        rule: 'yaml-alias',
        message: 'aliases are not supported',
        hint: `write the value out, or share it through defaults; ${wantsQuotes(lexeme)}`,
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

function wantsQuotes(lexeme: string): string {
  return `a text that starts with ${lexeme[0]} wants quotation marks around it`;
}
