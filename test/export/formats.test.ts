import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { parse } from 'csv-parse/sync';
import jsonld from 'jsonld';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Element, Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { tables } from '../../src/export/tables.ts';
import { type Kind, kinds } from '../../src/model/vocabulary.ts';
import { temporaryFolder } from '../folder.ts';
import { root, runIsf } from '../io.ts';

const folder = temporaryFolder(afterAll);
const world = { cwd: join(root, 'test', 'fixtures', 'harbour'), cache: inject('cache') };
let count = 0;

async function exported(format: string, ...options: string[]): Promise<string> {
  const path = join(folder, `${[format, ...options].join('')}-${++count}`);
  const { code, stderr } = await runIsf(['export', format, '-o', path, ...options], world);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return path;
}

async function listed(kind: Kind): Promise<Record<string, unknown>[]> {
  const { stdout } = await runIsf(['list', kind, '-f', 'json'], world);
  return JSON.parse(stdout).results.map((row: { record: Record<string, unknown> }) => row.record);
}

describe('sqlite, asked in SQL', () => {
  let db: Database.Database;
  const ask = (sql: string, ...values: unknown[]) =>
    db
      .prepare(sql)
      .raw()
      .all(...values);
  beforeAll(async () => {
    db = new Database(await exported('sqlite'), { readonly: true });
  });
  afterAll(() => db.close());

  test('it is sound, and every mention leads somewhere', () => {
    expect(ask('PRAGMA integrity_check')).toEqual([['ok']]);
    expect(ask('PRAGMA foreign_key_check')).toEqual([]);
    const keys = tables.flatMap(({ columns }) => columns.filter(({ of }) => of !== undefined));
    const declared = tables.flatMap(({ name }) => ask(`PRAGMA foreign_key_list(${name})`));
    expect(declared).toHaveLength(keys.length);
  });

  test.each(kinds)('it has every one of the %s', async (kind) => {
    expect(ask(`SELECT id FROM ${kind} ORDER BY id`).flat()).toEqual((await listed(kind)).map(({ id }) => id));
  });

  test('who asks for what, in which words', () => {
    expect(
      ask(
        "SELECT condition, strength, standing, claim, mode, text, publisher FROM positions_in_words WHERE actor = 'Arcadia' ORDER BY position",
      ),
    ).toEqual([
      ['Consent at home', 'precondition', 1, 0, 'direct', 'Parliament must agree first', 'Harbour Gazette'],
      [
        'No boarding of ships',
        'precondition',
        0,
        0,
        'direct',
        "We cannot board anyone's ships. This is peace-keeping, not “enforcement”.",
        'Harbour Gazette',
      ],
      [
        'No boarding of ships',
        'red_line',
        1,
        0,
        'reported',
        'Boarding ships is out of the question for Arcadia.',
        'The Courier',
      ],
    ]);
  });

  test('the words of all positions: also of those that rest on events alone', async () => {
    const path = join(folder, 'events.sqlite');
    const data = join(folder, 'events');
    mkdirSync(data);
    writeFileSync(join(data, 'isf.yaml'), 'name: events\ntitle: Events\nversion: 1\n');
    const record = `
sources:
  - {id: s, title: Paper, publisher: Paper, published: 2025-12-01, reliability: B}
actors:
  - {id: a, name: Arcadia, type: state}
conditions:
  - {id: c, name: Consent, statement: It is agreed., category: tasks}
events:
  - {id: ev, date: 2025-12-01, title: The law is passed, sources: [s]}
positions:
  - {actor: a, condition: c, stance: requires, strength: red_line, since: 2025-12-01, evidence: [ev]}
`;
    writeFileSync(join(data, 'record.yaml'), record);
    expect(await runIsf(['export', 'sqlite', '-o', path, '--data', data])).toMatchObject({ code: 0, stderr: '' });
    const made = new Database(path, { readonly: true });
    const words = 'SELECT actor, condition, quote, text, event, event_date, event_title FROM positions_in_words';
    expect(made.prepare(words).raw().all()).toEqual([
      ['Arcadia', 'Consent', null, null, 'ev', '2025-12-01', 'The law is passed'],
    ]);
    made.close();
    expect(ask('SELECT DISTINCT position FROM positions_in_words ORDER BY position')).toEqual(
      ask('SELECT id FROM positions ORDER BY id'),
    );
  });

  test('what stands, holds back and is a claim is as the answers have it', () => {
    expect(ask('SELECT id, standing, holds_back, claim FROM positions ORDER BY id')).toEqual([
      ['arcadia-participation-home-consent-2025-12-06', 1, 1, 0],
      ['arcadia-participation-no-boarding-2025-12-06', 0, 0, 0],
      ['arcadia-participation-no-boarding-2026-01-10', 1, 1, 0],
      ['borduria-cimmerian-ships-2025-12-01', 1, 0, 1],
      ['league-participation-no-boarding-2025-12-06', 1, 0, 0],
      ['old-borduria-participation-clear-mandate-2025-10-02', 1, 0, 0],
    ]);
    expect(ask('SELECT actor, act, date FROM latest_commitments ORDER BY actor')).toEqual([
      ['Arcadia', 'undecided', '2025-12-06'],
      ['Borduria', 'offers', '2025-11-20'],
      ['Cimmeria', 'declines', '2026-01-05'],
    ]);
    expect(ask('SELECT type, count, max FROM contributions')).toEqual([['troops', null, 20000]]);
  });

  test('lists, statuses, evidence that is an event, former ids', () => {
    expect(ask('SELECT * FROM bloc_members')).toEqual([
      ['league', 'arcadia'],
      ['league', 'cimmeria'],
    ]);
    expect(
      ask('SELECT statuses.id, state, since, event FROM statuses JOIN status_evidence ON status = statuses.id'),
    ).toEqual([
      ['clear-mandate/1', 'open', '2025-10-01', 'ev-talks'],
      ['clear-mandate/2', 'met', '2025-11-17', 'ev-vote'],
    ]);
    expect(ask('SELECT * FROM deliverers')).toEqual([['cimmerian-ships', 'cimmeria', 'participation']]);
    expect(ask('SELECT * FROM former_ids')).toEqual([['actors', 'borduria', 'old-borduria']]);
    expect(ask("SELECT said, said_first, said_last FROM quotes WHERE id = 'arc-boarding'")).toEqual([
      ['2025-12-06/2025-12-07', '2025-12-06', '2025-12-07'],
    ]);
  });

  test('full text finds quotes by their stems, through the table that it is of', () => {
    const search =
      'SELECT id FROM quotes WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?) ORDER BY id';
    expect(ask(search, 'boarded').flat()).toEqual(['arc-boarding', 'arc-harder']);
    expect(ask("SELECT sql FROM sqlite_master WHERE name = 'quotes_fts'").flat()[0]).toContain("content = 'quotes'");
  });

  test('every table and view is documented, and can be read', () => {
    const things = ask(
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB '*_fts_*' AND name <> 'documentation' ORDER BY name",
    ).flat();
    expect(ask('SELECT name FROM documentation WHERE column IS NULL ORDER BY name').flat()).toEqual(things);
    for (const name of things) expect(() => ask(`SELECT * FROM ${name}`)).not.toThrow();
    const columns = ask(
      'SELECT name, column FROM documentation AS d WHERE column NOT NULL AND NOT EXISTS (SELECT 1 FROM pragma_table_info(d.name) AS t WHERE t.name = d.column)',
    );
    expect(columns).toEqual([]);
  });
});

test('csv: files as RFC 4180 and as the descriptor says, whose keys lead somewhere', async () => {
  const path = await exported('csv');
  const { resources } = JSON.parse(readFileSync(join(path, 'datapackage.json'), 'utf8'));
  expect(readdirSync(path).sort()).toEqual(
    ['datapackage.json', ...resources.map((resource: { path: string }) => resource.path)].sort(),
  );
  const read = new Map<string, Record<string, string>[]>();
  for (const { name, path: file, schema } of resources) {
    const text = readFileSync(join(path, file), 'utf8');
    const rows = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(text.slice(0, text.indexOf('\r\n')).split(',')).toEqual(
      schema.fields.map((field: { name: string }) => field.name),
    );
    for (const row of rows)
      for (const { name: field, type, constraints } of schema.fields) {
        if (constraints?.required) expect(row[field], `${name}.${field}`).not.toBe('');
        if (type === 'integer') expect(row[field]).toMatch(/^\d*$/);
      }
    read.set(name, rows);
  }
  let mentions = 0;
  for (const { name, schema } of resources)
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const ids = new Set(read.get(reference.resource)?.map((row) => row[reference.fields]));
      for (const row of read.get(name) ?? [])
        if (row[fields] !== '') {
          expect(ids).toContain(row[fields]);
          mentions++;
        }
    }
  expect(mentions).toBeGreaterThan(50);
  expect(read.get('quotes')?.find(({ id }) => id === 'arc-boarding')).toMatchObject({
    text: "We cannot board anyone's ships. This is peace-keeping, not “enforcement”.",
    place: 'Port Azure',
    credibility: '2',
  });
});

test('json: each kind with its records, as they are in the data', async () => {
  const whole = JSON.parse(readFileSync(await exported('json'), 'utf8'));
  expect(Object.keys(whole)).toEqual(['manifest', 'as_of', ...kinds]);
  expect(whole.manifest.name).toBe('harbour');
  for (const kind of kinds) if (kind !== 'quotes') expect(whole[kind]).toEqual(await listed(kind));
  const quotes = await listed('quotes');
  expect(whole.quotes.map((quote: { id: string; text: string }) => [quote.id, quote.text])).toEqual(
    quotes.map(({ id, text }) => [id, text]),
  );
});

describe('json-ld, through a processor that has no network', () => {
  const offline = { documentLoader: (url: string) => Promise.reject(new Error(`no network for ${url}`)) };
  let document: unknown;
  beforeAll(async () => {
    document = JSON.parse(readFileSync(await exported('jsonld'), 'utf8'));
  });

  test('persons, organisations, quotations, and where in the source they stand', async () => {
    const nodes = new Map((await jsonld.expand(document, offline)).map((node) => [node['@id'], node]));
    expect(nodes.get('urn:isf:harbour:actors/ada-quill')).toMatchObject({
      '@type': ['http://schema.org/Person'],
      'http://schema.org/worksFor': [
        {
          '@type': ['http://schema.org/OrganizationRole'],
          'http://schema.org/roleName': [{ '@value': 'foreign minister' }],
          'http://schema.org/worksFor': [{ '@id': 'urn:isf:harbour:actors/arcadia' }],
        },
      ],
    });
    expect(nodes.get('urn:isf:harbour:actors/league')).toMatchObject({
      '@type': ['http://schema.org/Organization', 'urn:isf:terms:Bloc'],
      'http://schema.org/member': [
        { '@id': 'urn:isf:harbour:actors/arcadia' },
        { '@id': 'urn:isf:harbour:actors/cimmeria' },
      ],
    });
    expect(nodes.get('urn:isf:harbour:quotes/arc-parliament')).toMatchObject({
      '@type': ['http://schema.org/Quotation'],
      'http://schema.org/text': [{ '@value': 'Parliament must agree first' }],
      'urn:isf:terms:actor': [{ '@id': 'urn:isf:harbour:actors/arcadia' }],
      'urn:isf:terms:said': [{ '@value': '2025-12-06/2025-12-07', '@type': 'http://id.loc.gov/datatypes/edtf/EDTF' }],
    });
    expect(nodes.get('urn:isf:harbour:quotes/arc-parliament#annotation')).toMatchObject({
      '@type': ['http://www.w3.org/ns/oa#Annotation'],
      'http://www.w3.org/ns/oa#hasBody': [{ '@id': 'urn:isf:harbour:quotes/arc-parliament' }],
      'http://www.w3.org/ns/oa#hasTarget': [
        {
          'http://www.w3.org/ns/oa#hasSource': [{ '@id': 'https://example.org/terms' }],
          'http://www.w3.org/ns/oa#hasSelector': [
            {
              '@type': ['http://www.w3.org/ns/oa#TextQuoteSelector'],
              'http://www.w3.org/ns/oa#exact': [{ '@value': 'Parliament must agree first' }],
            },
          ],
        },
      ],
    });
    expect(nodes.has('urn:isf:harbour:quotes/arc-harder#annotation')).toBe(false);
  });

  test('nothing of it is lost on the way to RDF, and every mention is of a node', async () => {
    const quads = (await jsonld.toRDF(document, { ...offline, format: 'application/n-quads' })).trim().split('\n');
    const subjects = new Set(quads.map((quad) => quad.slice(0, quad.indexOf(' '))));
    const mentioned = quads.flatMap((quad) => quad.match(/ (<urn:isf:harbour:\w+\/[^>]+>) \.$/)?.[1] ?? []);
    expect(mentioned.length).toBeGreaterThan(40);
    expect(mentioned.filter((iri) => !subjects.has(iri))).toEqual([]);
    const expanded = JSON.stringify(await jsonld.expand(document, offline));
    const { '@context': context, '@graph': graph } = document as { '@context': Context; '@graph': unknown };
    const term = (key: string) => {
      const meant = context[key] ?? key;
      return (typeof meant === 'string' ? meant : meant['@id']).replace(/^\w+:/, '');
    };
    for (const key of keysIn(graph))
      if (!key.startsWith('@')) expect(expanded).toMatch(new RegExp(`[#/:]${term(key)}"`));
  });
});

type Context = Readonly<Record<string, string | { readonly '@id': string }>>;

function keysIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const inner = Object.entries(value).flatMap(([key, item]) => (key === 'deliveredBy' ? [] : [...keysIn(item)]));
  return new Set([...(Array.isArray(value) ? [] : Object.keys(value)), ...inner]);
}

/** The standing positions of the harbour, as the graphs must have them. */
const stances = [
  ['actors/arcadia', 'conditions/home-consent', 'requires'],
  ['actors/arcadia', 'conditions/no-boarding', 'requires'],
  ['actors/borduria', 'conditions/cimmerian-ships', 'opposes'],
  ['actors/league', 'conditions/no-boarding', 'requires'],
  ['actors/borduria', 'conditions/clear-mandate', 'requires'],
];

test('graphml, through an XML parser: nodes, declared keys, an edge for each standing stance', async () => {
  const tree = fromXml(readFileSync(await exported('graphml'), 'utf8'));
  const named = (name: string) => elementsIn(tree).filter((element) => element.name === name);
  expect(elementsIn(tree)[0]?.attributes.xmlns).toBe('http://graphml.graphdrawing.org/xmlns');
  const keys = new Set(named('key').map(({ attributes }) => attributes.id));
  for (const { attributes } of named('data')) expect(keys).toContain(attributes.key);
  const nodes = new Set(named('node').map(({ attributes }) => attributes.id));
  expect([...nodes].sort()).toEqual([
    ...new Set(stances.map(([from]) => from)),
    ...['cimmerian-ships', 'clear-mandate', 'home-consent', 'no-boarding'].map((id) => `conditions/${id}`),
  ]);
  const edges = named('edge').map((edge) => [
    edge.attributes.source,
    edge.attributes.target,
    dataOf(edge, 'edge_stance'),
  ]);
  expect(edges).toEqual(stances);
  const claim = named('edge').find(({ attributes }) => attributes.target === 'conditions/cimmerian-ships');
  expect(claim && ['claim', 'holds_back', 'strength'].map((key) => dataOf(claim, `edge_${key}`))).toEqual([
    'true',
    'false',
    'red_line',
  ]);
});

function elementsIn(node: Nodes): Element[] {
  const below = 'children' in node ? node.children.flatMap(elementsIn) : [];
  return node.type === 'element' ? [node, ...below] : below;
}

function dataOf(element: Element, key: string): string | undefined {
  const data = elementsIn(element).find(({ name, attributes }) => name === 'data' && attributes.key === key);
  return data?.children.map((child) => ('value' in child ? child.value : '')).join('');
}

test('dot, through Graphviz', async () => {
  const graphviz = await Graphviz.load();
  const dot = readFileSync(await exported('dot'), 'utf8');
  const { objects, edges } = JSON.parse(graphviz.layout(dot, 'json', 'dot'));
  const label = (i: number) => objects[i].name;
  expect(
    edges.map((edge: { tail: number; head: number; label: string }) => [
      label(edge.tail),
      label(edge.head),
      edge.label,
    ]),
  ).toEqual([
    ['actors/arcadia', 'conditions/home-consent', 'requires, precondition'],
    ['actors/arcadia', 'conditions/no-boarding', 'requires, red line'],
    ['actors/borduria', 'conditions/cimmerian-ships', 'opposes, red line, a claim'],
    ['actors/league', 'conditions/no-boarding', 'requires, request'],
    ['actors/borduria', 'conditions/clear-mandate', 'requires, red line'],
  ]);
});

test('as of a day: what is dated later is gone from records, lists and what is made of them', async () => {
  const path = await exported('sqlite', '--as-of', '2025-12-31');
  const db = new Database(path, { readonly: true });
  const ask = (sql: string) => db.prepare(sql).raw().all().flat();
  expect(ask('SELECT as_of FROM knowledge_base')).toEqual(['2025-12-31']);
  expect(ask("SELECT id FROM quotes WHERE said_first > '2025-12-31'")).toEqual([]);
  expect(ask("SELECT id FROM positions WHERE actor = 'arcadia' AND standing ORDER BY id")).toEqual([
    'arcadia-participation-home-consent-2025-12-06',
    'arcadia-participation-no-boarding-2025-12-06',
  ]);
  expect(ask("SELECT act FROM commitments WHERE actor = 'cimmeria'")).toEqual([]);
  expect(ask('PRAGMA foreign_key_check')).toEqual([]);
  db.close();
  const early = JSON.parse(readFileSync(await exported('json', '--as-of', '2025-10-31'), 'utf8'));
  expect(early.conditions.find((each: { id: string }) => each.id === 'clear-mandate').status).toHaveLength(1);
  expect([early.clauses, early.commitments]).toEqual([[], []]);
  // Both are published in December, and cited for what was said and done in October.
  expect(early.sources.map(({ id }: { id: string }) => id)).toEqual(['courier', 'gazette']);
  const before = JSON.parse(readFileSync(await exported('json', '--as-of', '2025-09'), 'utf8'));
  expect(kinds.filter((kind) => before[kind].length > 0)).toEqual(['actors', 'conditions']);
  const graphs = await Promise.all([[], ['--as-of', '2025-12-31']].map((options) => exported('graphml', ...options)));
  expect(graphs.map((graph) => /<data key="graph_as_of">(.*?)</.exec(readFileSync(graph, 'utf8'))?.[1])).toEqual([
    undefined,
    '2025-12-31',
  ]);
});

test.each(['sqlite', 'csv', 'json', 'jsonld', 'graphml', 'dot'])('%s is the same bytes each time', async (format) => {
  const [first, second] = [await exported(format), await exported(format)];
  const files = format === 'csv' ? readdirSync(first) : [''];
  for (const file of files) expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file)))).toBe(true);
});
