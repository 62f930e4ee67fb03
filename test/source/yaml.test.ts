import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/source/document.ts';

/** The data of a text that has no fault. */
function dataOf(text: string): unknown {
  const { data, faults } = parseDocument(text);
  expect(faults).toEqual([]);
  return data;
}

/** The rules that a text breaks, each with the text that it points at. */
function faultsOf(text: string): string[] {
  return parseDocument(text).faults.map(({ rule, start, end }) => `${rule} ${text.slice(start, end)}`);
}

describe('YAML 1.2, core schema', () => {
  test.each([
    ['NO', 'NO'],
    ['yes', 'yes'],
    ['on', 'on'],
    ['y', 'y'],
    ['2025-12-06', '2025-12-06'],
    ['2025-12', '2025-12'],
    ['2025-12~', '2025-12~'],
    ['12:30:45', '12:30:45'],
    ['1_000', '1_000'],
    ['0b101', '0b101'],
    ['0o17', '0o17'],
    ['0x10', '0x10'],
    ['007', '007'],
    ['+5', '+5'],
    ['1e3', '1e3'],
    ['2.50', '2.50'],
    ['.inf', '.inf'],
    ['.nan', '.nan'],
    ['12345678901234567890', '12345678901234567890'],
    ['=', '='],
    ['2025', 2025],
    ['-5', -5],
    ['true', true],
    ['False', false],
    ['~', null],
    ['null', null],
    ['', null],
    ['"2025"', '2025'],
    ["'true'", 'true'],
    ['"\\u00e9\\U0001F600\\t"', 'é😀\t'],
    ['|\n  one\n  two\n', 'one\ntwo\n'],
    ['>-\n  one\n  two\n', 'one two'],
    ['"#3"', '#3'],
    ['a#b', 'a#b'],
  ])('%j is %j', (written, meant) => {
    expect(dataOf(`value: ${written}`)).toEqual({ value: meant });
  });

  test('a key is text, whatever it looks like', () => {
    expect(dataOf('2025: a\ntrue: b\n~: c\nNO: d\n1.0: e')).toEqual({
      2025: 'a',
      true: 'b',
      '~': 'c',
      NO: 'd',
      '1.0': 'e',
    });
  });

  test('an empty file, a comment and an empty document are nothing', () => {
    for (const text of ['', '\n\n', '# comment\n', '---\n', '---\n...\n']) expect(dataOf(text)).toBeNull();
  });

  test('lines may end with CRLF', () => {
    expect(dataOf('a: one\r\nb: |\r\n  two\r\n  three\r\nc:\r\n  - "four\r\n    five"\r\n')).toEqual({
      a: 'one',
      b: 'two\nthree\n',
      c: ['four five'],
    });
  });

  test('keys that JavaScript knows are keys like any other', () => {
    const data = dataOf('__proto__: {polluted: true}\nconstructor: 1\ntoString: 2\nhasOwnProperty: 3') as object;
    expect(Object.keys(data)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('what is refused', () => {
  test.each([
    ['a: 1\na: 2', ['yaml-duplicate-key a']],
    ['{a: 1, "a": 2}', ['yaml-duplicate-key "a"']],
    ['"\\u00e9": 1\n"e\\u0301": 2', ['yaml-duplicate-key "e\\u0301"']],
    ['1: a\n"1": b', ['yaml-duplicate-key "1"']],
    ['a: &x 1', ['yaml-alias &x']],
    ['&x a: 1', ['yaml-alias &x']],
    ['a: *x', ['yaml-alias *x']],
    ['*x : 1', ['yaml-alias *x']],
    ['a: &x 1\nb: *x', ['yaml-alias &x', 'yaml-alias *x']],
    ['<<: {a: 1}', ['yaml-alias <<']],
    ['a: !!str 1', ['yaml-tag !!str']],
    ['a: !!int x', ['yaml-tag !!int']],
    ['a: ! b', ['yaml-tag !']],
    ['a: !thing {b: c}', ['yaml-tag !thing']],
    ['!<tag:yaml.org,2002:map> {a: b}', ['yaml-tag !<tag:yaml.org,2002:map>']],
    ['? !!str a\n: b', ['yaml-tag !!str']],
    ['a: !!binary aGk=', ['yaml-tag !!binary']],
    ['%YAML 1.1\n---\na: no', ['yaml-directive %YAML 1.1']],
    ['%YAML 1.2\n---\na: no', ['yaml-directive %YAML 1.2']],
    ['%YAML 1.3\n---\na: no', ['yaml-directive %YAML 1.3']],
    ['%TAG !e! tag:example.org,2000:\n---\na: b', ['yaml-directive %TAG !e! tag:example.org,2000:']],
    ['%anything at all\n---\na: b', ['yaml-directive %anything at all']],
    ['%YAML 1.2', ['yaml-directive %YAML 1.2']],
    ['a: 1\n...\n%YAML 1.1\n---\nb: 2', ['yaml-directive %YAML 1.1', 'yaml-syntax ---']],
    ['a: 1\n---\nb: 2', ['yaml-syntax ---']],
    ['a: b #c', ['cut-text #c']],
    ['a: [b, c #d\n]', ['cut-text #d']],
    ['a: "\\x1b[31m"', ['control-character "\\x1b[31m"']],
    ['a: "\\0"', ['control-character "\\0"']],
    ['a: "\\ud800"', ['control-character "\\ud800"']],
    ['"a\\e": b', ['control-character "a\\e"']],
    ['a: b\u0007c', ['control-character \u0007']],
    ['# \u009b', ['control-character \u009b']],
    ['a: b\u007f', ['control-character \u007f']],
    ['a: b\rc: d', ['control-character \r']],
  ])('%j: %j', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  test.each(['a: b # c', 'a: "b" #c', 'a: b\n#c', 'a: |\n  b\n#c', '- a\n  #b\n', 'a: b #', 'a: b ##c', 'a: b #-- c'])(
    '%j has a comment, and no text is cut',
    (text) => expect(faultsOf(text)).toEqual([]),
  );

  test('of a record with a fault only that record is in doubt', () => {
    const { data, faults } = parseDocument('quotes:\n  - id: one\n  - id: !!str two\n  - id: three\n    also: "\\a"\n');
    expect(faults.map(({ path }) => path)).toEqual([
      ['quotes', 1, 'id'],
      ['quotes', 2, 'also'],
    ]);
    expect(data).toMatchObject({ quotes: [{ id: 'one' }, {}, { id: 'three' }] });
  });

  test.each(['a: b: c', 'a: *emphasis* of it', 'a: [b', 'a: "b', 'a: b\rc: d'])(
    '%j leaves nothing to be trusted',
    (text) => {
      const { data, faults } = parseDocument(text);
      expect(data).toBeUndefined();
      expect(faults.length).toBeGreaterThan(0);
    },
  );
});

describe('a path is led back to its place', () => {
  const text =
    'sources:\n  - id: press\n    title: >\n      Folded\n    authors: [A, {name: B}]\n    empty:\nevents: {id: one}\n';
  const { locate } = parseDocument(text);
  const at = (...args: Parameters<typeof locate>) => {
    const { start, end } = locate(...args);
    return text.slice(start, end);
  };

  test.each([
    [['sources', 0, 'id'], 'press', 'id'],
    [['sources', 0, 'title'], '>', 'title'],
    [['sources', 0, 'authors'], 'authors', 'authors'],
    [['sources', 0, 'authors', 0], 'A', 'A'],
    [['sources', 0, 'authors', 1, 'name'], 'B', 'name'],
    [['sources', 0, 'empty'], 'empty', 'empty'],
    [['sources', 0, 'missing'], 'id', 'id'],
    [['sources', 0], 'id', 'id'],
    [['sources', 7, 'id'], 'sources', 'sources'],
    [['events', 'id'], 'one', 'id'],
    [['nothing'], 'sources', 'sources'],
    [[], 'sources', 'sources'],
  ])('%j', (path, value, key) => {
    expect(at(path, 'value')).toBe(value);
    expect(at(path, 'key')).toBe(key);
  });
});
