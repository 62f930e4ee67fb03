import { expect, test } from 'vitest';
import { dataFolder } from '../folder.ts';
import { runIsf } from '../io.ts';

/** Alfa waits for the League, of whose members Bravo has refused, by the word of a rival; Bravo has terms all the same. */
const league = `
sources: [{id: s, title: S, publisher: P, published: 2026}]
defaults: {quotes: {source: s, mode: direct, attribution: named, said: 2026-01-02}}
actors:
  - {id: alfa, name: Alfa, type: state}
  - {id: bravo, name: Bravo, type: state}
  - {id: carla, name: Carla, type: state}
  - {id: delta, name: Delta, type: state}
  - {id: league, name: League, type: bloc, members: [bravo, carla]}
conditions:
  - {id: harbour-open, name: The harbour is open, statement: It is., category: security, delivered_by: {actor: league, undertaking: opening, evidence: [up-to]}}
  - {id: tolls-gone, name: No tolls, statement: There are none., category: security, delivered_by: {actor: delta, undertaking: tolls}}
quotes:
  - {id: alfa-first, actor: alfa, text: Open the harbour and we come.}
  - {id: up-to, actor: league, text: The harbour is ours to open.}
  - {id: bravo-never, actor: bravo, claimed_by: carla, text: Bravo will not open it.}
  - {id: bravo-tolls, actor: bravo, text: Not while there are tolls.}
  - {id: delta-tolls, actor: delta, text: Tolls stay.}
positions:
  - {actor: alfa, condition: harbour-open, stance: requires, strength: red_line, since: 2026-01-02, evidence: [alfa-first]}
  - {actor: bravo, undertaking: opening, condition: tolls-gone, stance: requires, strength: red_line, since: 2026-01-02, evidence: [bravo-tolls]}
  - {actor: delta, condition: tolls-gone, stance: opposes, strength: red_line, since: 2026-01-02, evidence: [delta-tolls]}
commitments:
  - {actor: bravo, undertaking: opening, act: declines, date: 2026-01-02, evidence: [bravo-never]}
`;

const manifest = `name: test
title: Test
version: 1
undertakings: {participation: joining, opening: opening the harbour, tolls: taking no tolls, leaving: leaving}
`;

/** The answer in text, its lines unwrapped. */
async function deadlocks(data: string): Promise<string> {
  const folder = dataFolder({ 'isf.yaml': manifest, 'all.yaml': data });
  const { stdout } = await runIsf(['deadlocks', '--data', folder]);
  return stdout.replaceAll(/\s+/g, ' ');
}

test('ids stand behind what they prove: whom it is up to, who has refused, and by whose word', async () => {
  const text = await deadlocks(league);
  const upTo = 'which is up to League (opening; all of Bravo, Carla) · up-to';
  expect(text).toContain(upTo);
  expect(text).toContain('Bravo has refused its opening, a claim by Carla');
  // In the middle of a chain the refusal is told in passing.
  expect(text).toContain(`${upTo}; Bravo has refused, a claim by Carla · bravo-never`);
});

test('what hangs on a circle is told with it, in its own words, in deadlocks and in a brief', async () => {
  const folder = dataFolder({
    'isf.yaml': manifest,
    'all.yaml': `
sources: [{id: s, title: S, publisher: P, published: 2026}]
defaults: {quotes: {source: s, mode: direct, attribution: named, said: 2026-01-02}}
actors:
  - {id: alfa, name: Alfa, type: state}
  - {id: bravo, name: Bravo, type: state}
  - {id: carla, name: Carla, type: state}
  - {id: delta, name: Delta, type: state}
conditions:
  - {id: alfa-out, name: Alfa is out, statement: It is., category: security, delivered_by: {actor: alfa, undertaking: leaving}}
  - {id: bravo-opens, name: Bravo opens, statement: It does., category: security, delivered_by: {actor: bravo, undertaking: opening}}
  - {id: carla-in, name: Carla is in, statement: It is., category: composition, delivered_by: {actor: carla, undertaking: participation}}
quotes:
  - {id: alfa-q, actor: alfa, text: Open and we leave.}
  - {id: bravo-q, actor: bravo, text: Leave and we open.}
  - {id: carla-q, actor: carla, text: Nobody of ours beside Alfa.}
  - {id: delta-q, actor: delta, text: After Carla.}
positions:
  - {actor: alfa, undertaking: leaving, condition: bravo-opens, stance: requires, strength: red_line, since: 2026-01-02, evidence: [alfa-q]}
  - {actor: bravo, undertaking: opening, condition: alfa-out, stance: requires, strength: red_line, since: 2026-01-02, evidence: [bravo-q]}
  - {actor: carla, condition: alfa-out, stance: requires, strength: red_line, since: 2026-01-02, evidence: [carla-q]}
  - {actor: delta, condition: carla-in, stance: requires, strength: red_line, since: 2026-01-02, evidence: [delta-q]}
`,
  });
  const { stdout } = await runIsf(['deadlocks', '--data', folder]);
  expect(stdout).toContain(`  No way out is on record.
  What hangs on it: 2 undertakings
  Carla (participation) requires Alfa is out (red line, since 2026-01-02)
  “Nobody of ours beside Alfa.”
      named, 2026-01-02
      P, S, 2026 · unverified · carla-q
  which is up to Alfa (leaving)
  Delta (participation) requires Carla is in (red line, since 2026-01-02)
  “After Carla.”
      named, 2026-01-02
      P, S, 2026 · unverified · delta-q
  which is up to Carla (participation)
`);
  const brief = await runIsf(['brief', 'delta', '--data', folder]);
  expect(brief.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Delta (participation): waits for Carla is in[1], which is up to Carla (participation); Carla (participation): waits for Alfa is out[2], which is up to Alfa (leaving);',
  );
  expect(brief.stdout.replaceAll(/\s+/g, ' ')).toContain('Alfa (leaving), Bravo (opening) wait for each other');
});

test('alternatives that multiply beyond what is looked at are given up with a word, not with the memory', async () => {
  const each = Array.from({ length: 6 }, (_, at) => at);
  const members = Array.from({ length: 27 }, (_, at) => at);
  const actor = (bloc: number, member: number) => `  - {id: m${bloc}-${member}, name: X, type: state}\n`;
  const data = (isMutual: boolean) =>
    [
      'sources: [{id: s, title: S, publisher: P, published: 2026}]',
      'defaults: {positions: {stance: requires, strength: red_line, since: 2026-01-02, evidence: [q]}}',
      'quotes: [{id: q, source: s, mode: direct, text: So be it., said: 2026-01-02, attribution: outlet}]',
      `actors:\n  - {id: asker, name: Asker, type: state}\n${each.flatMap((bloc) => members.map((member) => actor(bloc, member))).join('')}`,
      ...each.map(
        (bloc) =>
          `  - {id: b${bloc}, name: Bloc ${bloc}, type: bloc, members: [${members.map((member) => `m${bloc}-${member}`).join(', ')}]}`,
      ),
      'conditions:',
      '  - {id: asked, name: Asked, statement: It is., category: tasks, delivered_by: {actor: asker, undertaking: participation}}',
      ...each.map(
        (bloc) =>
          `  - {id: c${bloc}, name: C, statement: It is., category: tasks, delivered_by: {actor: b${bloc}, undertaking: participation}}`,
      ),
      'positions:',
      `  - {actor: asker, any_of: [${each.map((bloc) => `c${bloc}`).join(', ')}]}`,
      ...(isMutual
        ? each.flatMap((bloc) => members.map((member) => `  - {actor: m${bloc}-${member}, condition: asked}`))
        : ['  - {actor: m0-0, condition: asked}']),
    ].join('\n');
  const ask = async (isMutual: boolean) => {
    const folder = dataFolder({ 'isf.yaml': manifest, 'all.yaml': data(isMutual) });
    return JSON.parse((await runIsf(['deadlocks', '-f', 'json', '--data', folder])).stdout);
  };
  const free = await ask(false);
  expect([free.complete, free.results[0].kind, free.results[0].way_out.length]).toEqual([true, 'circle', 5]);
  const { complete, complete_to, results } = await ask(true);
  expect([complete, complete_to, results.length > 0]).toEqual([false, 0, true]);
});
