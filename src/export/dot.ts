import type { Stance } from '../model/vocabulary.ts';
import type { Recorded } from '../query/recorded.ts';
import { type StanceEdge, type StanceGraph, stanceGraph } from './stances.ts';

const colours: Readonly<Record<Stance, string>> = {
  requires: '#0b5d6b',
  supports: '#1e6b3a',
  opposes: '#b3261e',
  waives: '#8a8a8a',
};

/** The stances in the DOT language of Graphviz, ready to be laid out, and what is to say of them. */
export function dotOf(recorded: Recorded): { pieces: Iterable<string>; notes(): readonly string[] } {
  const graph = stanceGraph(recorded);
  return { pieces: piecesOf(graph, recorded), notes: graph.notes };
}

function* piecesOf(graph: StanceGraph, { manifest, asOf }: Recorded): Iterable<string> {
  const title = asOf === null ? manifest.title : `${manifest.title} (as of ${asOf})`;
  yield `digraph ${quoted(manifest.name)} {\n`;
  yield `  graph [${attributes({ label: title, labelloc: 't', rankdir: 'LR', ranksep: '2', fontname: 'sans-serif' })}];\n`;
  yield `  node [${attributes({ fontname: 'sans-serif', fontsize: '11', color: '#5d656f' })}];\n`;
  yield `  edge [${attributes({ fontname: 'sans-serif', fontsize: '9', arrowsize: '0.7' })}];\n`;
  for (const { id, name } of graph.actors)
    yield `  ${quoted(`actors/${id}`)} [${attributes({ label: name, shape: 'box', style: 'rounded' })}];\n`;
  for (const { id, name, statement } of graph.conditions)
    yield `  ${quoted(`conditions/${id}`)} [${attributes({ label: name, shape: 'note', tooltip: statement })}];\n`;
  for (const edge of graph.edges()) yield edgeLine(edge);
  yield '}\n';
}

/** The stance is the colour; what holds back is drawn heavy, one of several that will do dashed, a claim dotted. */
function edgeLine({ position, condition, anyOf, holdsBack, claim }: StanceEdge): string {
  const { actor, stance, strength, since, id } = position;
  const words = [
    stance,
    strength?.replaceAll('_', ' '),
    anyOf ? 'one of several' : undefined,
    claim ? 'a claim' : undefined,
  ];
  const look = {
    label: words.filter((word) => word !== undefined).join(', '),
    tooltip: `${id}, since ${since}`,
    color: colours[stance],
    fontcolor: colours[stance],
    penwidth: holdsBack ? '2' : '1',
    ...(claim ? { style: 'dotted' } : anyOf ? { style: 'dashed' } : {}),
  };
  return `  ${quoted(`actors/${actor}`)} -> ${quoted(`conditions/${condition}`)} [${attributes(look)}];\n`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(', ');
}

/**
 * A quoted string of DOT, in which labels read backslashes, line breaks and what looks like a character reference as escapes. Other
 * ampersands stay: not every reader of DOT knows references.
 */
function quoted(text: string): string {
  const literal = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll(/&(?=#?\w+;)/g, '&amp;');
  return `"${literal}"`;
}
