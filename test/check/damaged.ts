import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, writeFiles } from '../folder.ts';

/** A data folder that cannot lie in the repository as it is, and the part of what is said about it that is compared. */
export interface Damaged {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly shown?: (output: string) => string;
}

const event = (title: string) =>
  `events:\n  - id: ceasefire\n    date: 2025-10-10\n    title: ${title}\n    sources: [press]\n`;

const bytes = (...parts: readonly (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

export const damaged: Readonly<Record<string, () => Damaged>> = {
  unreadable: () => {
    const cwd = dataFolder({});
    execFileSync('mkfifo', [join(cwd, 'pipe.yaml')]);
    return { cwd };
  },

  'file-too-large': () => ({
    cwd: dataFolder({ 'large.yaml': '# filler\n'.repeat(130_000), 'commas.yaml': `actors: [${','.repeat(120_000)}]` }),
    env: { ISF_MAX_FILE_MIB: '1' },
  }),

  'file-encoding': () => ({
    cwd: dataFolder({
      'latin-1.yaml': bytes('events:\n  - id: visit\n    title: Erdo', [0xf0], 'an speaks\n'),
      'behind-letters.yaml': bytes('# Erdoğan 中 😀 ', [0xff], ' and on'),
      'start.yaml': bytes([0x80], event('A ceasefire')),
      'end.yaml': bytes('# cut inside a character: ', [0xe4, 0xb8]),
      'surrogate.yaml': bytes('# ', [0xed, 0xa0, 0x80]),
      'nul.yaml': bytes('\ufeff', event('A\0ceasefire')),
      'utf-16-le.yaml': Buffer.from(`\ufeff${event('A ceasefire')}`, 'utf16le'),
      'utf-16-be.yaml': Buffer.from(`\ufeff${event('A ceasefire')}`, 'utf16le').swap16(),
    }),
  }),

  'control-character': () => ({
    cwd: dataFolder({
      'press.yaml': 'sources:\n  - {id: press, title: On the ceasefire, publisher: The Press, published: 2025-10-11}\n',
      'raw.yaml': event('"\u001b[31mA \u0085ceasefire\u007f"'),
      'in-braces.yaml':
        'events:\n  - {id: pause, date: 2025-10-10, title: A \u001b[1mlong\u001b[0m pause, sources: [press]}\n',
      'lexer-marks.yaml': '\u0002\n\u0018\n\u001f\n',
      'comment.yaml': '# bell \u0007\nevents: []\n',
      'line-ends.yaml': 'events: []\r# old Macintosh\r',
      'escaped.yaml': event(String.raw`"\e[31mA ceasefire\x07"`),
      'escaped-return.yaml': event(String.raw`"A ceasefire\r"`),
      'escaped-key.yaml': String.raw`"eve\u009bnts": []`,
      'escaped-surrogate.yaml': event(String.raw`"\ud83d"`),
    }),
  }),

  'symbolic-link': () => {
    const cwd = dataFolder({});
    const outside = dataFolder({ 'events.yaml': event('Elsewhere') });
    symlinkSync(join(outside, 'events.yaml'), join(cwd, 'file.yaml'));
    symlinkSync(outside, join(cwd, 'folder'));
    symlinkSync('.', join(cwd, 'loop'));
    symlinkSync('circle', join(cwd, 'circle'));
    symlinkSync('nowhere', join(cwd, 'dangling.yml'));
    symlinkSync(join(outside, 'events.yaml'), join(cwd, 'no-data.txt'));
    return { cwd };
  },

  'more-problems': () => {
    const cwd = dataFolder({});
    mkdirSync(join(cwd, 'many'));
    writeFileSync(join(cwd, 'many', 'fields.yaml'), `sources:\n${'  - {}\n'.repeat(150)}`);
    writeFiles(cwd, { 'many/faults.yaml': `events:\n${'  - &a a\n'.repeat(520)}` });
    return {
      cwd,
      shown: (output) =>
        output
          .split('\n\n')
          .filter((part, at, parts) => part.includes('[more-problems]') || at >= parts.length - 1)
          .join('\n\n'),
    };
  },
};
