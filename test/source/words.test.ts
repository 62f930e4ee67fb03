import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../src/source/words.ts';

test.each<[string, readonly string[]]>([
  ['who-conditions azerbaijan --as-of 2025-12-31', ['who-conditions', 'azerbaijan', '--as-of', '2025-12-31']],
  ['search "peace enforcement" --kind quotes', ['search', 'peace enforcement', '--kind', 'quotes']],
  [`search '"no \\ boarding" *' "it's > $"5`.replace('$"', '"'), ['search', '"no \\ boarding" *', "it's > 5"]],
  ['search two\\ words "a \\"b\\" | c; d && e #f"', ['search', 'two words', 'a "b" | c; d && e #f']],
  ["search '$HOME' '`id`' '$(id)' '!x'", ['search', '$HOME', '`id`', '$(id)', '!x']],
  ['drift HEAD~5.. --actor {a,b} ~x [y]', ['drift', 'HEAD~5..', '--actor', '{a,b}', '~x', '[y]']],
  ['drift 2025..2026\t--exit-code', ['drift', '2025..2026', '--exit-code']],
  ['search \'\' ""', ['search', '', '']],
  ['search Türkiye “peace”', ['search', 'Türkiye', '“peace”']],
])('the words of %s', (line, words) => {
  expect(wordsOf(line)).toEqual({ ok: true, words });
});

const shell = 'is for a shell, and a marker runs isf commands, never a shell';
const quoted = 'put a word with such characters in single quotation marks';
test.each([
  ['list actors | cat', `| ${shell}`, quoted],
  ['list actors > out.txt', `> ${shell}`, quoted],
  ['list actors; rm -r x', `; ${shell}`, quoted],
  ['list actors && rm x', `&& ${shell}`, quoted],
  ['list actors &', `& ${shell}`, quoted],
  ['show $(id)', '$ would be a variable, and a marker has none', quoted],
  ['show <(id)', `<( ${shell}`, quoted],
  ['show (id)', `( ${shell}`, quoted],
  ['show `id`', `\` ${shell}`, quoted],
  ['show "`id`"', `\` ${shell}`, quoted],
  ['show $HOME', '$HOME would be a variable, and a marker has none', quoted],
  [`show "a $\{HOME} b"`, '$HOME would be a variable, and a marker has none', quoted],
  [`show $\{}`, `$\{ would be a variable, and a marker has none`, quoted],
  ['search troop*', 'troop* would stand for names of files, and a marker has none', quoted],
  ['search who?', 'who? would stand for names of files, and a marker has none', quoted],
  ['search #1', '# would start a comment', quoted],
  ['search "peace', 'a quotation mark is not closed', 'close it, or put a backslash before it'],
  ["search O'Brien", 'a quotation mark is not closed', 'close it, or put a backslash before it'],
  ['search peace\\', 'a backslash has nothing behind it', 'remove it'],
  [`search ${'a'.repeat(2000)}`, 'this command has 2007 characters', 'a marker takes 2000'],
])('%s is refused', (line, message, hint) => {
  expect(wordsOf(line)).toEqual({ ok: false, message, hint });
});

const inQuotes = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

test('property: words in single quotation marks are taken as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 5 }), (words) => {
      expect(wordsOf(inQuotes(words))).toEqual({ ok: true, words });
    }),
  );
});

test('property: whatever is refused or taken, nothing is thrown', () => {
  const piece = fc.constantFrom(...'"\'`\\$|&;<>(){}*?#!~ab \t-='.split(''), '${', '$(', "$'", '-->');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const line = pieces.join('');
      const split = wordsOf(line);
      if (split.ok) expect(wordsOf(inQuotes(split.words))).toEqual(split);
    }),
    { numRuns: 2000 },
  );
});
