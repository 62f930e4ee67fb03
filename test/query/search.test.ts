import { describe, expect, test } from 'vitest';
import { search } from '../../src/query/search.ts';
import { knowledgeOf } from '../knowledge.ts';

const said = (quotes: Readonly<Record<string, string>>) =>
  [
    'sources:\n  - {id: wire, title: News, publisher: Wire, published: 2025-10-11}',
    'actors:',
    '  - {id: ruritania, name: Ruritania, aliases: [Old Kingdom], type: state}',
    '  - {id: sylvania, name: Sylvania, type: state}',
    'conditions:',
    '  - {id: border-watch, name: A watched border, statement: The border is watched., category: tasks}',
    'quotes:',
    ...Object.entries(quotes).map(
      ([id, text]) =>
        `  - {id: ${id}, source: wire, actor: ruritania, mode: reported, said: 2025-10-11, text: "${text}"}`,
    ),
    '',
  ].join('\n');

async function hits(yaml: string, query: string, limit = 20): Promise<string[]> {
  const { found } = await search(await knowledgeOf(yaml), query, { scope: {}, limit, exact: false });
  return found.map(({ id, match }) => `${match} ${id}`);
}

describe('hits past typing errors', () => {
  test('come by the fewest errors, however rare and frequent the other words are', async () => {
    const yaml = said({
      'q-near':
        'Many long words stand around this one, which says barrier once and then goes on and on about the weather.',
      'q-far': 'Carriers, carriers.',
      'q-farther': 'Carrier.',
    });
    expect(await hits(yaml, 'barreir')).toEqual(['fuzzy q-near']);
    expect(await hits(yaml, 'barriesr')).toEqual(['fuzzy q-near', 'fuzzy q-far', 'fuzzy q-farther']);
    expect(await hits(yaml, 'barriesr', 1)).toEqual(['fuzzy q-near']);
  });

  test('of a stem come by the fewest errors too', async () => {
    const yaml = said({
      'q-enforces': 'It enforces.',
      'q-enforcement': 'It speaks at length of many a thing, and of enforcement among them, which is not the least.',
    });
    expect(await hits(yaml, 'enforcment')).toEqual(['fuzzy q-enforcement', 'fuzzy q-enforces']);
  });

  test('count the errors of all words together', async () => {
    const yaml = said({
      'q-three': 'Carriers, borders.',
      'q-two': 'There are, as far as anybody here can tell, more barriers along the coast than at most of the borders.',
    });
    expect(await hits(yaml, 'barriesr bordrs')).toEqual(['fuzzy q-two', 'fuzzy q-three']);
  });

  test('have words side by side before words apart', async () => {
    const yaml = said({
      'q-apart': 'Watch. Border.',
      'q-together': 'There is, as far as anybody here can tell, a border watch in the hills and another on the coast.',
    });
    expect(await hits(yaml, 'bordr watch')).toEqual(['fuzzy border-watch', 'fuzzy q-together', 'fuzzy q-apart']);
  });
});

describe('what is named comes before what mentions it', () => {
  const yaml = said({ 'q-1': 'Ruritania, Ruritania!', 'q-2': 'The Old Kingdom. Old Kingdom. Border watch.' });

  test.each([
    ['ruritania', 'exact ruritania', 'exact q-1'],
    ['Ruritnaia', 'fuzzy ruritania', 'fuzzy q-1'],
    ['old kingdom', 'phrase ruritania', 'phrase q-2'],
    ['odl kindgom', 'fuzzy ruritania', 'fuzzy q-2'],
    ['border-wacth', 'fuzzy border-watch', 'fuzzy q-2'],
  ])('%s', async (query, first, second) => {
    expect((await hits(yaml, query)).slice(0, 2)).toEqual([first, second]);
  });
});

test('a condition comes with who holds which stance on it, and what that rests on', async () => {
  const yaml = `${said({ 'q-1': 'The border must be watched.', 'q-2': 'It should be.' })}  - {id: q-3, source: wire, actor: sylvania, mode: reported, said: 2025-10-11, text: "No watch, we said."}
positions:
  - {actor: ruritania, condition: border-watch, stance: requires, strength: red_line, since: 2025-10-11, evidence: [q-1]}
  - {actor: ruritania, condition: border-watch, stance: requires, strength: request, since: 2025-10-12, evidence: [q-2]}
  - {actor: sylvania, condition: border-watch, stance: opposes, strength: red_line, since: 2025-10-11, evidence: [q-3]}
`;
  const { found } = await search(await knowledgeOf(yaml), 'watched border', { scope: {}, limit: 1, exact: false });
  const stances = found[0]?.stances.map(({ stance, strength, evidence }) => [stance, strength, evidence[0]?.id]);
  expect(stances).toEqual([
    ['requires', 'request', 'q-2'],
    ['opposes', 'red_line', 'q-3'],
  ]);
});
