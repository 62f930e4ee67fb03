import { expect, test } from 'vitest';
import { dataFolder } from '../folder.ts';
import { runIsf } from '../io.ts';

/** Carla opposes Alfa's troops as a red line, but only Bravo says so; and those of the League, in its own words. */
const data = `
sources: [{id: s, title: S, publisher: P, published: 2026}]
defaults: {quotes: {source: s, mode: direct, attribution: named, said: 2026-01-02}}
actors:
  - {id: alfa, name: Alfa, type: state}
  - {id: bravo, name: Bravo, type: state}
  - {id: carla, name: Carla, type: state}
  - {id: league, name: League, type: bloc, members: [alfa]}
conditions:
  - {id: alfa-in, name: Alfa is in, statement: It is., category: composition, delivered_by: {actor: alfa, undertaking: participation}}
  - {id: league-in, name: The League is in, statement: It is., category: composition, delivered_by: {actor: league, undertaking: participation}}
quotes:
  - {id: alfa-ready, actor: alfa, text: We are ready.}
  - {id: not-alfa, actor: carla, claimed_by: bravo, text: Carla will never have Alfa there.}
  - {id: not-league, actor: carla, text: Never the League.}
positions:
  - {actor: carla, condition: alfa-in, stance: opposes, strength: red_line, since: 2026-01-02, evidence: [not-alfa]}
  - {actor: carla, condition: league-in, stance: opposes, strength: red_line, since: 2026-01-02, evidence: [not-league]}
commitments:
  - {actor: alfa, act: offers, date: 2026-01-02, evidence: [alfa-ready]}
`;

const questions = ['what-if alfa-in', 'unlock --for alfa', 'conflicts alfa', 'who-conditions alfa', 'brief alfa'];

test.each(questions)('%s says whose word a veto is, and through which bloc it comes', async (question) => {
  const argv = [...question.split(' '), '--data', dataFolder({ 'all.yaml': data })];
  const text = (await runIsf(argv)).stdout.replaceAll(/\s+/g, ' ');
  expect(text).toContain(
    "vetoed by Carla (a claim by Bravo), which opposes as a red line what Alfa's participation would bring about",
  );
  expect(text).toContain(
    'vetoed by Carla, which opposes as a red line what the participation of League, of which Alfa is a member, would bring about',
  );
});

test.each(questions.slice(0, 4))('%s -f json carries the claim', async (question) => {
  const argv = [...question.split(' '), '--data', dataFolder({ 'all.yaml': data }), '-f', 'json'];
  const compact = JSON.stringify(JSON.parse((await runIsf(argv)).stdout));
  expect(compact).toContain('"claim":{"actors":["bravo"],"outlets":[]},"evidence_missing":[],"via":null');
  expect(compact).toContain('"claim":null,"evidence_missing":[],"via":"league"');
});
