import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const statementsPerActor = 10;
const actorsPerFile = 100;

/** Writes a knowledge base of that many statements: ten for each actor, each the evidence of a position; the same every time. */
export function writeBase(folder: string, statements: number): void {
  mkdirSync(folder, { recursive: true });
  const actors = Math.ceil(statements / statementsPerActor);
  writeFileSync(join(folder, 'isf.yaml'), 'name: bench\ntitle: Bench\nversion: 1\n');
  for (let from = 0; from < actors; from += actorsPerFile) {
    const ids = Array.from({ length: Math.min(actorsPerFile, actors - from) }, (_, index) => from + index);
    writeFileSync(join(folder, `actors-${from}.yaml`), fileOf(ids));
  }
}

function fileOf(actors: readonly number[]): string {
  const [first = 0] = actors;
  const lines = [
    `sources: [{id: source-${first}, title: Source ${first}, publisher: Bench, published: 2025-12-31}]`,
    `defaults: {quotes: {source: source-${first}, mode: reported, said: 2025-12-06}, positions: {stance: requires, since: 2025-12-06}}`,
  ];
  lines.push('actors:', ...actors.map((actor) => `  - {id: actor-${actor}, name: Actor ${actor}, type: state}`));
  lines.push(
    'conditions:',
    ...actors.map(
      (actor) =>
        `  - {id: condition-${actor}, name: Condition ${actor}, statement: State ${actor} holds, category: tasks}`,
    ),
  );
  lines.push('quotes:');
  for (const actor of actors)
    for (let at = 0; at < statementsPerActor; at++) {
      const words = Array.from(
        { length: 12 },
        (_, word) => `word${(actor * 131 + at * 17 + word * 7919) ** 2 % 23_586}`,
      );
      const harbour = actor === 7 && at === 0 ? ' harbour word77' : '';
      lines.push(`  - {id: quote-${actor}-${at}, actor: actor-${actor}, text: ${words.join(' ')}${harbour}}`);
    }
  lines.push('positions:');
  for (const actor of actors)
    lines.push(
      `  - {actor: actor-${actor}, condition: condition-${actor}, strength: red_line, evidence: [${Array.from({ length: statementsPerActor }, (_, at) => `quote-${actor}-${at}`).join(', ')}]}`,
    );
  return `${lines.join('\n')}\n`;
}
