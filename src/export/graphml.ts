import type { Element } from 'xast';
import { x } from 'xastscript';
import type { Recorded } from '../query/recorded.ts';
import { xml, xmlDeclaration, xmlText } from '../render/xml.ts';
import { type StanceEdge, type StanceGraph, stanceGraph } from './stances.ts';

type Value = string | boolean | undefined;

const keys = {
  graph: ['as_of'],
  node: ['kind', 'label', 'type', 'category', 'statement'],
  edge: [
    'position',
    'stance',
    'strength',
    'undertaking',
    'since',
    'confidence',
    'any_of',
    'holds_back',
    'claim',
    'label',
  ],
} as const;

const flags: ReadonlySet<string> = new Set(['any_of', 'holds_back', 'claim']);

/** The stances as GraphML (http://graphml.graphdrawing.org), and what is to say of them. */
export function graphmlOf(recorded: Recorded): { pieces: Iterable<string>; notes(): readonly string[] } {
  const graph = stanceGraph(recorded);
  return { pieces: piecesOf(graph, recorded), notes: graph.notes };
}

function* piecesOf(graph: StanceGraph, { manifest: { name }, asOf }: Recorded): Iterable<string> {
  yield `${xmlDeclaration}\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n`;
  for (const of of ['graph', 'node', 'edge'] as const)
    for (const key of keys[of]) {
      const type = flags.has(key) ? 'boolean' : 'string';
      yield `${xml(x('key', { id: `${of}_${key}`, for: of, 'attr.name': key, 'attr.type': type }))}\n`;
    }
  const [open, close] = xml(x('graph', { id: name, edgedefault: 'directed' }, '\n')).split('\n');
  yield `${open}\n`;
  for (const data of dataOf('graph', { as_of: asOf ?? undefined })) yield line(data);
  for (const { id, name: label, type } of graph.actors)
    yield line(node(`actors/${id}`, { kind: 'actor', label, type }));
  for (const { id, name: label, category, statement } of graph.conditions)
    yield line(node(`conditions/${id}`, { kind: 'condition', label, category, statement }));
  let count = 0;
  for (const edge of graph.edges()) yield line(edgeOf(edge, ++count));
  yield `${close}\n</graphml>\n`;
}

function line(element: Element): string {
  return `${xml(element)}\n`;
}

function node(id: string, values: Readonly<Record<string, Value>>): Element {
  return x('node', { id }, dataOf('node', values));
}

function edgeOf({ position, condition, undertaking, anyOf, holdsBack, claim }: StanceEdge, count: number): Element {
  const { id, actor, stance, strength, since, confidence } = position;
  return x(
    'edge',
    { id: `e${count}`, source: `actors/${actor}`, target: `conditions/${condition}` },
    dataOf('edge', {
      ...{
        position: id,
        stance,
        strength,
        undertaking,
        since,
        confidence,
        any_of: anyOf,
        holds_back: holdsBack,
        claim,
      },
      label: stance,
    }),
  );
}

function dataOf(of: keyof typeof keys, values: Readonly<Record<string, Value>>): Element[] {
  return keys[of].flatMap((key) => {
    const value = values[key];
    return value === undefined ? [] : [x('data', { key: `${of}_${key}` }, xmlText(String(value)))];
  });
}
