import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCsv } from '../../src/render/csv.ts';
import { renderJson } from '../../src/render/json.ts';
import { renderJsonl } from '../../src/render/jsonl.ts';
import type { Row } from '../../src/view/view.ts';
import { runs } from '../runs.ts';
import { anyText, viewOf } from './views.ts';

const rows: readonly Row[] = [
  {
    actor: 'azerbaijan',
    condition: ['peacekeeping', 'two-state'],
    since: '2025-12-06',
    claim: false,
    count: -5,
    against: [{ kind: 'clause', id: 'op7' }],
    evidence: [
      { id: 'q1', text: '=1+1, "said"', source: { id: 's1', title: 'Ça – 中文' } },
      { id: 'q2', text: '- a\nb', source: null },
    ],
  },
  { actor: 'indonesia', condition: [], against: [], evidence: [], note: null },
];

test('JSON is the envelope, readable, with nothing hidden', () => {
  const view = viewOf([], [{ id: 'türkiye', text: 'a\u202eb\u2028\ud800\u001b\u{e0041}', nothing: null }]);
  expect(renderJson(view)).toBe(`{
  "command": "list",
  "query": {},
  "as_of": null,
  "results": [
    {
      "id": "türkiye",
      "text": "a\\u202eb\\u2028\\ud800\\u001b\\udb40\\udc41",
      "nothing": null
    }
  ],
  "notes": []
}
`);
  expect(JSON.parse(renderJson(view))).toEqual(view.data);
});

test('JSON Lines is one result a line', () => {
  expect(renderJsonl(viewOf([], [{ a: 1 }, { b: ['x\u202ey'] }]))).toBe('{"a":1}\n{"b":["x\\u202ey"]}\n');
  expect(renderJsonl(viewOf([]))).toBe('');
});

test('CSV has a line for each piece of evidence, dotted columns and no formulas', () => {
  expect(renderCsv(viewOf([], rows)).split('\r\n')).toEqual([
    'actor,condition,since,claim,count,against,evidence.id,evidence.text,evidence.source.id,evidence.source.title,note',
    `azerbaijan,peacekeeping; two-state,2025-12-06,false,-5,"[{""kind"":""clause"",""id"":""op7""}]",q1,"'=1+1, ""said""",s1,Ça – 中文,`,
    `azerbaijan,peacekeeping; two-state,2025-12-06,false,-5,"[{""kind"":""clause"",""id"":""op7""}]",q2,"'- a\nb",,,`,
    'indonesia,,,,,,,,,,',
    '',
  ]);
});

test('CSV of nothing is nothing, a lone empty cell is a line of its own', () => {
  expect(renderCsv(viewOf([]))).toBe('');
  expect(renderCsv(viewOf([], [{ stance: null }, { stance: 'opposes' }]))).toBe('stance\r\n""\r\nopposes\r\n');
});

const key = fc.constantFrom('id', 'actor', 'constructor', 'a b', 'with,comma', 'with"quote');
const record = fc.dictionary(key, fc.oneof(anyText, fc.constant(null), fc.boolean(), fc.integer()), { minKeys: 1 });

test('property: JSON and JSON Lines give back every value and hold no hidden character', () => {
  fc.assert(
    fc.property(fc.array(record), (results) => {
      const view = viewOf([], results);
      expect(JSON.parse(renderJson(view))).toEqual(JSON.parse(JSON.stringify(view.data)));
      const lines = renderJsonl(view).split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(results)));
      expect(renderJson(view) + lines.join('')).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    }),
  );
});

test('property: CSV gives back every cell, formulas with an apostrophe in front', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1 }), (results) => {
      const [head = [], ...lines] = parse(renderCsv(viewOf([], results)), {
        record_delimiter: '\r\n',
        skip_empty_lines: false,
      }) as string[][];
      const columns = [...new Set(results.flatMap(Object.keys))];
      expect(head).toEqual(columns);
      expect(lines.map((line) => line.map(undefused))).toEqual(
        results.map((row) => columns.map((column) => undefused(new Map(Object.entries(row)).get(column)))),
      );
    }),
    { numRuns: runs(300) },
  );
});

/** A cell as text without the apostrophe that may stand before a formula, as UTF-8 can hold it. */
function undefused(cell: unknown): string {
  const text = Buffer.from(String(cell ?? '')).toString();
  return /^'[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text;
}
