import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DataFile, readDataFile } from '../../src/source/read.ts';
import { root } from '../io.ts';
import { runs } from '../runs.ts';

/** Small, seeded and good enough (mulberry32): the same mutations on every machine. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const inserted = [
  ...[
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '\t',
    '\n',
    '\r',
    '\r\n',
    ': ',
    ' #',
    ', ',
    '- ',
    '? ',
    '& ',
    '&a ',
    '*a',
    '!!str ',
    '! ',
  ],
  ...[
    '|',
    '>',
    '%',
    '@',
    '`',
    '<<: ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\\',
    '\0',
    '\u001b',
    '\u0085',
    '\ufeff',
    '\u2028',
    '😀',
    '  ',
  ],
].map((text) => Buffer.from(text));

/** One to three of: a flipped bit, bytes cut out, bytes doubled, a mark put in, a piece moved, the end cut off. */
function mutate(original: Buffer, below: (limit: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(bytes.length + 1);
    const length = 1 + below(below(4) === 0 ? 400 : 12);
    const [before, piece, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ];
    switch (below(6)) {
      case 0:
        bytes = Buffer.from(bytes);
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        bytes = Buffer.concat([before, after]);
        break;
      case 2:
        bytes = Buffer.concat([before, piece, piece, after]);
        break;
      case 3:
        bytes = Buffer.concat([before, inserted[below(inserted.length)] ?? Buffer.alloc(0), piece, after]);
        break;
      case 4: {
        const to = below(after.length + 1);
        bytes = Buffer.concat([before, after.subarray(0, to), piece, after.subarray(to)]);
        break;
      }
      default:
        if (below(4) === 0) bytes = Buffer.from(before);
    }
  }
  return bytes;
}

describe('a data file with accidents', () => {
  const original = readFileSync(join(root, 'test', 'fixtures', 'accidents.yaml'));

  function read(bytes: Buffer): DataFile {
    return readDataFile('file.yaml', bytes);
  }

  test('is sound without them', () => {
    const { records, broken, diagnostics } = read(original);
    expect({ broken, diagnostics }).toEqual({ broken: [], diagnostics: [] });
    expect(records).toHaveLength(9);
  });

  test('is read, or refused at a place, 1,000 times over', () => {
    const below = random(20251206);
    const seen = new Set<string>();
    const parts = original.toString('utf8').split(/^(?=[a-z]+:)/m);
    for (let run = 0; run < runs(1000); run++) {
      // Of most files only some of the kinds: in a short file accidents meet.
      const from = run % 4 === 0 ? 0 : below(parts.length);
      const upTo = run % 4 === 0 ? parts.length : from + 1 + below(parts.length - from);
      const bytes = mutate(Buffer.from(parts.slice(from, upTo).join('')), below);
      const { records, broken, diagnostics } = read(bytes);
      if (broken.length > 0 && diagnostics.length === 0) expect.fail(`run ${run}: nothing told`);
      const lines = bytes.toString('latin1').split('\n').length;
      for (const { rule, line, column, length, message } of diagnostics) {
        seen.add(rule);
        const sound = line >= 1 && line <= lines && column >= 1 && length >= 1 && message !== '';
        if (!sound) expect.fail(`run ${run}: ${rule} at ${line}:${column}, ${length} long: ${message}`);
      }
      for (const { kind, id, references } of records)
        if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !references) expect.fail(`run ${run}: ${kind} ${id}`);
    }
    // What the accidents are expected to hit, so that the test cannot pass by doing nothing.
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        'control-character',
        'cut-text',
        'file-encoding',
        'invalid-date',
        'invalid-value',
        'missing-field',
        'unknown-field',
        'unknown-kind',
        'yaml-alias',
        'yaml-duplicate-key',
        'yaml-syntax',
        'yaml-tag',
      ]),
    );
  }, 60_000);
});
