import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../model/diagnostic.ts';
import { composeText, mostFaults, numberOf } from './compose.ts';
import type { TextFault } from './fault.ts';

/** A fault of the text, and the part of the document that cannot be trusted for it; an empty path: all of it. */
export interface Fault extends Omit<TextFault, 'local'> {
  readonly path: Path;
}

/** The stretch of text that a path stands at, as UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A YAML file as plain data that still knows where each value stood. */
export interface SourceDocument {
  readonly data: unknown;
  readonly faults: readonly Fault[];
  /** The place of the value (or the key) at `path`; where there is none, of its nearest parent. */
  locate(path: Path, on?: 'key' | 'value'): Stretch;
  /** True where a key stands in braces without a colon, as the part of a text behind a comma does. */
  isBare(path: Path): boolean;
}

/** Parses YAML 1.2 (core schema) without aliases, tags, directives or merge keys; never throws on bad text. */
export function parseDocument(text: string): SourceDocument {
  const { root, faults } = composeText(text);
  if (root === undefined) return untrusted(text, faults);
  const found: Fault[] = faults.map(({ local: _, ...fault }) => ({ ...fault, path: pathAt(root, fault.start) }));
  const data = toData(root, [], found);
  if (found.length > mostFaults) return untrusted(text, found);
  return {
    data,
    faults: found,
    locate: (path, on) => locate(root, path, on ?? 'value', text),
    isBare: (path) => isBare(root, path),
  };
}

function untrusted(text: string, faults: readonly Omit<TextFault, 'local'>[]): SourceDocument {
  return {
    data: undefined,
    faults: faults.map((fault) => ({ ...fault, path: [] })),
    locate: () => ({ start: 0, end: Math.min(1, text.length) }),
    isBare: () => false,
  };
}

/** The way to what stands at an offset, or follows it: of each collection the first member that ends beyond. */
function pathAt(root: Node | null, offset: number): Path {
  const path: (string | number)[] = [];
  let node = root;
  while (isCollection(node) && node.range && node.range[0] <= offset) {
    const { items } = node;
    const index = items.findIndex((item) => endOf(item) > offset);
    const item = items[index];
    if (item === undefined) break;
    path.push(isPair(item) ? keyOf(item) : index);
    const inside: unknown = isPair(item) ? item.value : item;
    node = isNode(inside) ? inside : null;
  }
  return path;
}

function endOf(item: unknown): number {
  const last = isPair(item) ? (item.value ?? item.key) : item;
  return isNode(last) ? (last.range?.[1] ?? 0) : 0;
}

/** Plain data from a node; mappings become objects without a prototype, so that any key is only a key. */
function toData(node: unknown, path: Path, faults: Fault[]): unknown {
  if (isMap(node)) return mapData(node.items, path, faults);
  if (isSeq(node)) return node.items.map((item, index) => toData(item, [...path, index], faults));
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'string') refuseControls(value, node, path, faults);
  // The model has whole numbers only; what is written in another way is no such number: 2.5, 0x10, 1e3, 007.
  if (typeof value === 'number' && !(Number.isSafeInteger(value) && String(value) === node.source)) return node.source;
  return value;
}

/** Control characters other than tab and line feed, and halves of surrogate pairs, that a text has by way of escapes. */
const controlCharacter = /(?![\t\n])\p{Cc}|\p{Cs}/u;

function refuseControls(text: string, node: Node, path: Path, faults: Fault[]): void {
  const control = controlCharacter.exec(text);
  if (!control) return;
  const [start = 0, end = 0] = node.range ?? [];
  faults.push({
    rule: 'control-character',
    message: `this text has ${/\p{Cs}/u.test(control[0]) ? 'half of a character' : 'a control character'} (${numberOf(control[0])})`,
    hint: 'remove the escape sequence that makes it',
    start,
    end,
    path,
  });
}

function mapData(items: readonly Pair[], path: Path, faults: Fault[]): unknown {
  const data: Record<string, unknown> = Object.create(null);
  const seen = new Set<string>();
  for (const pair of items) {
    const key = keyOf(pair);
    const [start = 0, end = 0] = isNode(pair.key) ? (pair.key.range ?? []) : [];
    const fault = (rule: string, message: string, hint: string) =>
      faults.push({ rule, message, hint, start, end, path });
    if (seen.has(key.normalize('NFC')))
      fault(
        'yaml-duplicate-key',
        `the key "${key}" stands twice in this mapping`,
        path.length === 0
          ? 'put what stands below it under the first of the two'
          : 'remove one of the two, or start a new record with a hyphen',
      );
    else if (key === '<<')
      fault('yaml-alias', 'merge keys are not supported', 'fields that records share go under defaults');
    else {
      if (isNode(pair.key)) refuseControls(key, pair.key, path, faults);
      data[key] = toData(pair.value, [...path, key], faults);
    }
    seen.add(key.normalize('NFC'));
  }
  return data;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.source ?? pair.key.value ?? '') : String(pair.key ?? '');
}

function memberAt(collection: YAMLMap | YAMLSeq, step: string | number): unknown {
  return isMap(collection)
    ? collection.items.find((pair) => keyOf(pair) === String(step))
    : collection.items[Number(step)];
}

function isBare(root: Node | null, path: Path): boolean {
  let node: unknown = root;
  let found: unknown;
  for (const step of path) {
    if (!isCollection(node)) return false;
    found = memberAt(node, step);
    node = isPair(found) ? found.value : found;
  }
  return isPair(found) && found.value === null;
}

function locate(root: Node | null, path: Path, on: 'key' | 'value', text: string): Stretch {
  let node: Node | null = root;
  let best: Stretch = { start: 0, end: Math.min(1, text.length) };
  if (node?.range) best = stretchOf(node, text);
  for (const [depth, step] of path.entries()) {
    if (!isCollection(node)) break;
    const item = memberAt(node, step);
    if (item === undefined) break;
    if (!isPair(item)) {
      node = isNode(item) ? item : null;
      if (node) best = stretchOf(node, text);
      continue;
    }
    const value = isNode(item.value) ? item.value : null;
    const last = depth === path.length - 1;
    const empty = !value?.range || value.range[0] === value.range[1];
    if (isNode(item.key) && ((last && on === 'key') || empty || isCollection(value))) best = stretchOf(item.key, text);
    else if (value) best = stretchOf(value, text);
    node = value;
  }
  return best;
}

/** A collection is pointed at by its first key or item, not by all of its lines. */
function stretchOf(node: Node, text: string): Stretch {
  const [start = 0, end = 0] = node.range ?? [];
  const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
  if (isNode(first) && first.range) return { start: first.range[0], end: first.range[1] };
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  if (block) return { start, end: start + 1 };
  return { start, end: Math.max(end, Math.min(start + 1, text.length)) };
}
