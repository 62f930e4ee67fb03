import {
  Composer,
  CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  type ParsedNode,
  Parser,
  type YAMLError,
} from 'yaml';
import type { Path } from '../model/diagnostic.ts';

/** How deep collections may nest. The data model needs 6; from 900 on the parser can take the process down. */
const deepest = 64;

/** What the lexer puts between lexemes; a data file has no such characters. */
const marks = new Set<string>([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** A fault of the text itself, before any question of what it says. */
export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
  /** The part of the document that cannot be trusted for it; empty: all of it. */
  readonly path: Path;
}

/** The stretch of text that a path stands at, as UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** True inside a `{...}` or `[...]`. */
  readonly flow: boolean;
}

/** A YAML file as plain data that still knows where each value stood. */
export interface SourceDocument {
  readonly data: unknown;
  readonly faults: readonly Fault[];
  /** The place of the value (or the key) at `path`; where there is none, of its nearest parent. */
  locate(path: Path, on?: 'key' | 'value'): Stretch;
}

/** Parses YAML 1.2 (core schema) without aliases, tags, directives or merge keys; never throws on bad text. */
export function parseDocument(text: string): SourceDocument {
  const parsed = compose(text);
  if ('fault' in parsed) return failed(text, [parsed.fault]);
  const [document, second] = parsed.documents;
  if (!document) return failed(text, []);
  const faults = [...syntaxFaults(parsed.documents, text), ...directiveFaults(text, document)];
  if (second) {
    const [start] = second.range;
    faults.push({
      rule: 'yaml-syntax',
      message: 'a second document starts here',
      hint: 'a data file is one YAML document: remove the --- line, or move what follows to its own file',
      start,
      end: start + 3,
      path: [],
    });
  }
  if (faults.length > 0) return failed(text, faults);
  const found: Fault[] = [];
  const data = toData(document.contents, [], found);
  return { data, faults: found, locate: (path, on) => locate(document.contents, path, on ?? 'value', text) };
}

function failed(text: string, faults: readonly Fault[]): SourceDocument {
  return { data: undefined, faults, locate: () => ({ start: 0, end: Math.min(1, text.length), flow: false }) };
}

function compose(text: string): { documents: Document.Parsed<ParsedNode, true>[] } | { fault: Fault } {
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
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    if (!marks.has(lexeme)) offset += lexeme.length;
    if (parser.stack.length > deepest)
      return {
        fault: {
          rule: 'nesting-too-deep',
          message: `collections nest deeper than ${deepest} here`,
          hint: 'records are flat: look for an unclosed [ or {',
          start: Math.max(0, offset - lexeme.length),
          end: offset,
          path: [],
        },
      };
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(false, text.length));
  return { documents };
}

function syntaxFaults(documents: readonly Document.Parsed[], text: string): Fault[] {
  return documents
    .flatMap((document) => [...document.errors, ...document.warnings])
    .map((error) => {
      const hint = hintFor(error, text);
      return {
        rule:
          error.code === 'TAG_RESOLVE_FAILED'
            ? 'yaml-tag'
            : error.code === 'BAD_DIRECTIVE'
              ? 'yaml-directive'
              : 'yaml-syntax',
        message: lowerFirst(error.message.split('\n')[0] ?? error.message),
        ...(hint === undefined ? {} : { hint }),
        start: error.pos[0],
        end: Math.max(error.pos[1], error.pos[0] + 1),
        path: [],
      };
    });
}

function hintFor(error: YAMLError, text: string): string | undefined {
  const at = text[error.pos[0]] ?? '';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a text with a colon and a space in it wants quotation marks around it';
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return `a text that starts with ${at} wants quotation marks around it`;
    case 'MISSING_CHAR':
      return 'look for a quotation mark or a bracket that is not closed';
    case 'BAD_INDENT':
      return 'the lines of one list or mapping start in the same column; a longer text goes on further in, or in quotation marks';
    case 'UNEXPECTED_TOKEN':
      return 'a text with a quotation mark, bracket or colon in it wants quotation marks around the whole of it';
    case 'TAG_RESOLVE_FAILED':
      return 'remove the tag: types are read from the text itself';
    default:
      return undefined;
  }
}

function directiveFaults(text: string, document: Document.Parsed): Fault[] {
  const head = text.slice(0, document.contents?.range[0] ?? text.length);
  const match = /^%[A-Z]+/m.exec(head);
  if (!match) return [];
  return [
    {
      rule: 'yaml-directive',
      message: `${match[0]} is not supported`,
      hint: 'remove the line: data files are YAML 1.2',
      start: match.index,
      end: match.index + match[0].length,
      path: [],
    },
  ];
}

/** Plain data from a node; mappings become objects without a prototype, so that any key is only a key. */
function toData(node: Node | null | undefined, path: Path, faults: Fault[]): unknown {
  if (!node) return null;
  const [start = 0, end = 0] = node.range ?? [];
  const fault = (rule: string, message: string, hint: string, from = start, to = end) =>
    faults.push({ rule, message, hint, start: from, end: to, path });
  if (isAlias(node)) {
    fault('yaml-alias', 'aliases are not supported', 'write the value out, or share it with defaults');
    return null;
  }
  if ('anchor' in node && node.anchor)
    fault('yaml-alias', 'anchors are not supported', 'remove it; fields that records share go under defaults');
  if (node.tag !== undefined)
    fault('yaml-tag', `the tag ${node.tag} is not supported`, 'remove the tag: types are read from the text itself');
  if (isMap(node)) return mapData(node.items, path, faults);
  if (isSeq(node)) return node.items.map((item, index) => toData(isNode(item) ? item : null, [...path, index], faults));
  if (!isScalar(node)) return null;
  if (typeof node.value === 'string') {
    const control = controlCharacter.exec(node.value);
    if (control)
      fault(
        'control-character',
        `this text has the control character U+${control[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`,
        'remove it',
      );
    return node.value;
  }
  return typeof node.value === 'number' && !Number.isSafeInteger(node.value)
    ? (node.source ?? String(node.value))
    : node.value;
}

/** Control characters other than tab and line breaks, and halves of surrogate pairs. */
const controlCharacter = /(?![\t\n\r])\p{Cc}|\p{Cs}/u;

function mapData(items: readonly Pair[], path: Path, faults: Fault[]): unknown {
  const data: Record<string, unknown> = Object.create(null);
  const seen = new Set<string>();
  for (const pair of items) {
    const key = keyOf(pair);
    const [start = 0, end = 0] = isNode(pair.key) ? (pair.key.range ?? []) : [];
    if (seen.has(key.normalize('NFC')))
      faults.push({
        rule: 'yaml-duplicate-key',
        message: `the key "${key}" stands twice in this mapping`,
        hint: 'remove one of the two, or start a new record with a hyphen',
        start,
        end,
        path,
      });
    else if (key === '<<')
      faults.push({
        rule: 'yaml-alias',
        message: 'merge keys are not supported',
        hint: 'fields that records share go under defaults',
        start,
        end,
        path,
      });
    else if (controlCharacter.test(key))
      faults.push({
        rule: 'control-character',
        message: 'this key has a control character',
        hint: 'remove it',
        start,
        end,
        path,
      });
    else data[key] = toData(isNode(pair.value) ? pair.value : null, [...path, key], faults);
    seen.add(key.normalize('NFC'));
  }
  return data;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.source ?? pair.key.value ?? '') : String(pair.key ?? '');
}

function locate(root: Node | null, path: Path, on: 'key' | 'value', text: string): Stretch {
  let node: Node | null = root;
  let flow = false;
  let best: Stretch = { start: 0, end: Math.min(1, text.length), flow };
  if (node?.range) best = stretchOf(node, text, flow);
  for (const [depth, step] of path.entries()) {
    if (!isCollection(node)) break;
    flow ||= node.flow === true;
    const item: unknown = isMap(node)
      ? node.items.find((pair) => isPair(pair) && keyOf(pair) === String(step))
      : node.items[Number(step)];
    if (item === undefined) break;
    if (!isPair(item)) {
      node = isNode(item) ? item : null;
      if (node) best = stretchOf(node, text, flow);
      continue;
    }
    const value = isNode(item.value) ? item.value : null;
    const last = depth === path.length - 1;
    const empty = !value?.range || value.range[0] === value.range[1];
    if (isNode(item.key) && ((last && on === 'key') || empty || isCollection(value)))
      best = stretchOf(item.key, text, flow);
    else if (value) best = stretchOf(value, text, flow);
    node = value;
  }
  return best;
}

/** A collection is pointed at by its first key or item, not by all of its lines. */
function stretchOf(node: Node, text: string, flow: boolean): Stretch {
  const [start = 0, end = 0] = node.range ?? [];
  const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
  if (isNode(first) && first.range) return { start: first.range[0], end: first.range[1], flow };
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  if (block) return { start, end: start + 1, flow };
  return { start, end: Math.max(end, Math.min(start + 1, text.length)), flow };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
