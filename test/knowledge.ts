import { openBase } from '../src/index/open.ts';
import type { KnowledgeBase } from '../src/model/knowledge.ts';
import type { DataFiles } from '../src/source/files.ts';

const manifest = 'name: t\ntitle: T\nversion: 1\nundertakings: {participation: p, clearance: c}\n';

/** Data files that lie nowhere but in a test. */
export function filesOf(texts: Readonly<Record<string, string>>): DataFiles {
  const bytes = new Map(
    Object.entries({ 'isf.yaml': manifest, ...texts }).map(([path, text]) => [path, Buffer.from(text)]),
  );
  const files = [...bytes].map(([path, { length }]) => ({ path, size: length, stamp: path, changed: 0 }));
  return {
    name: 'a test',
    list: () => ({ files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), skipped: [] }),
    *read(wanted) {
      for (const file of wanted) yield { file, bytes: bytes.get(file.path) ?? Buffer.alloc(0) };
    },
  };
}

/** The knowledge base of records written as YAML; throws where they have errors. */
export async function knowledgeOf(yaml: string): Promise<KnowledgeBase> {
  const base = await openBase({ files: filesOf({ 'a.yaml': yaml }), cache: undefined, build: 't', maxFileBytes: 1e6 });
  const errors = base.diagnostics().filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || !base.knowledge) throw new Error(errors.map(({ message }) => message).join('\n'));
  return base.knowledge;
}

/** Actors, conditions, one source and one quote (`q-<actor>`) of each actor, for positions to rest on. */
export function stage(actors: readonly string[], conditions: readonly string[]): string {
  return [
    'actors:',
    ...actors.map((id) => `  - {id: ${id}, name: ${id.toUpperCase()}, type: state}`),
    'sources:',
    '  - {id: s, title: T, publisher: P, published: 2025-01-01}',
    'conditions:',
    ...conditions.map((id) => `  - {id: ${id}, name: ${id.toUpperCase()}, statement: It is so., category: tasks}`),
    'quotes:',
    ...actors.map(
      (id) => `  - {id: q-${id}, source: s, actor: ${id}, mode: reported, said: 2025-01-01, text: Words of ${id}.}`,
    ),
    '',
  ].join('\n');
}

/** A position in one line: `a c requires red_line 2025-12-01`. */
export function positions(...lines: readonly string[]): string {
  const records = lines.map((line) => {
    const [actor, condition, stance, strength, since] = line.split(' ');
    const judged = strength === '-' ? '' : `strength: ${strength}, `;
    return `  - {actor: ${actor}, condition: ${condition}, stance: ${stance}, ${judged}since: ${since}, evidence: [q-${actor}]}`;
  });
  return records.length === 0 ? '' : `positions:\n${records.join('\n')}\n`;
}
