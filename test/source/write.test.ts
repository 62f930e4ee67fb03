import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeWhole } from '../../src/source/write.ts';
import { temporaryFolder } from '../folder.ts';

describe('a file written whole', () => {
  test('is there with its content, and nothing is left beside it', () => {
    const folder = temporaryFolder();
    writeWhole(join(folder, 'out.txt'), 'one\n');
    writeWhole(join(folder, 'out.txt'), 'two\n'.repeat(1_000_000));
    expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toBe('two\n'.repeat(1_000_000));
    expect(readdirSync(folder)).toEqual(['out.txt']);
  });

  test('keeps the permissions that it had', () => {
    const file = join(temporaryFolder(), 'out.txt');
    writeFileSync(file, 'one');
    chmodSync(file, 0o666);
    writeWhole(file, 'two');
    expect(statSync(file).mode & 0o777).toBe(0o666);
  });

  test('is as it was where writing fails, and nothing is left beside it', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'out.txt'), 'one');
    expect(() => writeWhole(join(folder, 'nowhere', 'out.txt'), 'two')).toThrow('ENOENT');
    expect(() => writeWhole(join(folder, 'sub'), 'two')).toThrow('EISDIR');
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['sub', 'sub/out.txt']);
  });

  test('behind a link is written, and the link stays', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real.txt'), 'one');
    symlinkSync('real.txt', join(folder, 'link.txt'));
    writeWhole(join(folder, 'link.txt'), 'two');
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('two');
    expect(readdirSync(folder).sort()).toEqual(['link.txt', 'real.txt']);
  });

  test('that a link leads to may be yet to come', () => {
    const folder = temporaryFolder();
    symlinkSync('real.txt', join(folder, 'first.txt'));
    symlinkSync('first.txt', join(folder, 'second.txt'));
    writeWhole(join(folder, 'second.txt'), 'one');
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('one');
    expect(readlinkSync(join(folder, 'first.txt'))).toBe('real.txt');
    symlinkSync('circle', join(folder, 'circle'));
    expect(() => writeWhole(join(folder, 'circle'), 'x')).toThrow('ELOOP');
  });

  test.runIf(process.platform === 'linux')('is no file but a device: written to as it is', () => {
    expect(() => writeWhole('/dev/null', 'x')).not.toThrow();
    expect(() => writeWhole('/dev/full', 'x')).toThrow('ENOSPC');
  });
});
