import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { createStyle } from '../../src/render/style.ts';
import { renderText } from '../../src/render/text.ts';
import { visible } from '../../src/render/visible.ts';
import { type Block, footnoteMark, span } from '../../src/view/view.ts';
import { runs } from '../runs.ts';
import { answer, anyBlocks, anyText, viewOf } from './views.ts';

async function text(blocks: readonly Block[], width = 80, level: 0 | 1 | 2 | 3 = 0): Promise<string> {
  return renderText(viewOf(blocks), await createStyle({ level, width }));
}

test('an answer at 80 columns', async () => {
  expect(await text(answer)).toMatchInlineSnapshot(`
    "Azerbaijan: what it asks for

    Stated conditions only, as of 2025-12-10. Two hold it back from participation,
    one is a request.

    What holds it back
    ──────────────────

    Peacekeeping, not peace enforcement  red line, since 2025-12-06
      “Azerbaijan cannot engage in a peace enforcement operation. It should be a
       peace-keeping”
          senior Azerbaijani official (anonymous), Doha, 6–7 December 2025
          The Times of Israel, December 2025  B2  toi-aze-peacekeeping
      reported: Azerbaijan will not send troops to Gaza unless fighting between
      Israel and Hamas has stopped completely.
          Reuters, 2025-11-07  A2
      Shared with Indonesia. Ruled out by op7 (S/RES/2803).

    Two-state timeline  request
      “First line
       Second line

       Second paragraph”

    Who else
    ────────

    Actor      Stance    Troops  In its words                             Since
    ─────────  ────────  ──────  ───────────────────────────────────────  ──────────
    Indonesia  requires  20,000  We want a clear mandate before a single  2025-11-01
                                 soldier leaves | nothing less

    Türkiye    supports   2,000  ready                                    2025-10-13

    1. Ask Baku again.
    2. Ask Jakarta:
       • when
       • on which terms

    data/azerbaijan.yaml:12:16: error: unknown condition "two-state"
     12 |     condition: two-state
        |                ^^^^^^^^^
     hint: did you mean "two-state-timeline"?
    "
  `);
});

test('an answer at 200 columns: running text stops at 100, tables go on', async () => {
  expect(await text(answer, 200)).toMatchInlineSnapshot(`
    "Azerbaijan: what it asks for

    Stated conditions only, as of 2025-12-10. Two hold it back from participation, one is a request.

    What holds it back
    ──────────────────

    Peacekeeping, not peace enforcement  red line, since 2025-12-06
      “Azerbaijan cannot engage in a peace enforcement operation. It should be a peace-keeping”
          senior Azerbaijani official (anonymous), Doha, 6–7 December 2025
          The Times of Israel, December 2025  B2  toi-aze-peacekeeping
      reported: Azerbaijan will not send troops to Gaza unless fighting between Israel and Hamas has
      stopped completely.
          Reuters, 2025-11-07  A2
      Shared with Indonesia. Ruled out by op7 (S/RES/2803).

    Two-state timeline  request
      “First line
       Second line

       Second paragraph”

    Who else
    ────────

    Actor      Stance    Troops  In its words                                                           Since
    ─────────  ────────  ──────  ─────────────────────────────────────────────────────────────────────  ──────────
    Indonesia  requires  20,000  We want a clear mandate before a single soldier leaves | nothing less  2025-11-01
    Türkiye    supports   2,000  ready                                                                  2025-10-13

    1. Ask Baku again.
    2. Ask Jakarta:
       • when
       • on which terms

    data/azerbaijan.yaml:12:16: error: unknown condition "two-state"
     12 |     condition: two-state
        |                ^^^^^^^^^
     hint: did you mean "two-state-timeline"?
    "
  `);
});

test('an answer at 30 columns: the table becomes a list for each row', async () => {
  expect(await text(answer, 30)).toMatchInlineSnapshot(`
    "Azerbaijan: what it asks for

    Stated conditions only, as of
    2025-12-10. Two hold it back
    from participation, one is a
    request.

    What holds it back
    ──────────────────

    Peacekeeping, not peace
    enforcement  red line, since
    2025-12-06
      “Azerbaijan cannot engage in
       a peace enforcement
       operation. It should be a
       peace-keeping”
          senior Azerbaijani
          official (anonymous),
          Doha, 6–7 December 2025
          The Times of Israel,
          December 2025  B2
          toi-aze-peacekeeping
      reported: Azerbaijan will
      not send troops to Gaza
      unless fighting between
      Israel and Hamas has stopped
      completely.
          Reuters, 2025-11-07  A2
      Shared with Indonesia. Ruled
      out by op7 (S/RES/2803).

    Two-state timeline  request
      “First line
       Second line

       Second paragraph”

    Who else
    ────────

    Actor: Indonesia
    Stance: requires
    Troops: 20,000
    In its words: We want a
      clear mandate before a
      single soldier leaves |
      nothing less
    Since: 2025-11-01

    Actor: Türkiye
    Stance: supports
    Troops: 2,000
    In its words: ready
    Since: 2025-10-13

    1. Ask Baku again.
    2. Ask Jakarta:
       • when
       • on which terms

    data/azerbaijan.yaml:12:16:
    error: unknown condition
    "two-state"
     12 |     condition: two-state
        |                ^^^^^^^^^
     hint: did you mean
     "two-state-timeline"?
    "
  `);
});

test('an answer in 256 colours', async () => {
  const painted = await text(answer.slice(0, 6), 80, 2);
  expect(painted.replaceAll('\u001b[', '‹')).toMatchInlineSnapshot(`
    "‹1mAzerbaijan: what it asks for‹22m

    Stated conditions only, as of 2025-12-10. Two hold it back from ‹1mparticipation‹22m,
    one is a request.

    ‹1mWhat holds it back‹22m
    ‹38;5;243m──────────────────‹39m

    ‹1mPeacekeeping, not peace enforcement  ‹22m‹38;5;196mred line‹39m‹38;5;243m, since 2025-12-06‹39m
      “Azerbaijan ‹1m‹4mcannot‹24m‹22m engage in a peace enforcement operation. It should be a
       peace-keeping”
          senior Azerbaijani official (anonymous), Doha, 6–7 December 2025
          The Times of Israel, December 2025  B2  ‹38;5;30mtoi-aze-peacekeeping‹39m
      ‹38;5;243mreported: ‹39mAzerbaijan will not send troops to Gaza unless fighting between
      Israel and Hamas has stopped completely.
          Reuters, 2025-11-07  A2
    "
  `);
});

test('colour changes nothing but colour', async () => {
  expect(stripVTControlCharacters(await text(answer, 60, 3))).toBe(await text(answer, 60));
});

test('two versions of a text stand at the margin, under an entry too, and are never wrapped', async () => {
  const blocks: readonly Block[] = [
    { block: 'heading', level: 3, text: ['README.md: 1 block'] },
    {
      block: 'difference',
      lines: [
        { kind: 'place', text: '@@ -1,2 +1,2 @@' },
        { kind: 'same', text: 'an end\r' },
        { kind: 'removed', text: 'three words here' },
        { kind: 'added', text: 'three other words here' },
      ],
    },
  ];
  expect(await text(blocks, 20)).toBe(
    'README.md: 1 block\n@@ -1,2 +1,2 @@\n an end\n-three words here\n+three other words here\n',
  );
});

test('nothing to say is no output', async () => {
  expect(await text([])).toBe('');
  expect(await text([{ block: 'prose', text: [''] }])).toBe('');
});

test('entries stand apart, what belongs to one does not', async () => {
  const entry = (name: string): Block[] => [
    { block: 'heading', level: 3, text: [name] },
    { block: 'frame', line: 7, excerpt: 'since: soon', column: 8, length: 4 },
    { block: 'prose', text: [span('hint', 'hint:'), ' write a date'] },
  ];
  expect(
    await text([...entry('a.yaml:7:8: error: no date'), ...entry('b.yaml:7:8: error: no date')]),
  ).toMatchInlineSnapshot(`
    "a.yaml:7:8: error: no date
     7 | since: soon
       |        ^^^^
     hint: write a date

    b.yaml:7:8: error: no date
     7 | since: soon
       |        ^^^^
     hint: write a date
    "
  `);
});

test('a list whose items hold quotes has blank lines between them', async () => {
  const hit = (id: string): Block[] => [
    { block: 'prose', text: [span('id', id), '  phrase'] },
    { block: 'quote', verbatim: true, text: 'peacekeeping only', marks: [[0, 12]], source: [['B2']] },
  ];
  const items = Array.from({ length: 10 }, (_, i) => hit(`quote-${i + 1}`)).slice(8);
  const list: Block = { block: 'list', ordered: true, items: [...Array.from({ length: 8 }, () => []), ...items] };
  expect(await text([list])).toMatchInlineSnapshot(`
    " 9. quote-9  phrase
        “peacekeeping only”
            B2

    10. quote-10  phrase
        “peacekeeping only”
            B2
    "
  `);
});

test('a frame longer than the line shows the fault, with … where it is cut', async () => {
  const excerpt = `\tnote: ${'word '.repeat(10)}中文 two-state-timelin ${'more '.repeat(10)}`;
  const column = Array.from(excerpt).indexOf('中') + 4;
  const frame: Block = { block: 'frame', line: 120, excerpt, column, length: 17 };
  expect(await text([frame], 50)).toMatchInlineSnapshot(`
    " 120 | …d word 中文 two-state-timelin more more m…
         |              ^^^^^^^^^^^^^^^^^
    "
  `);
});

test('Chinese breaks between characters, never before what closes nor after what opens', async () => {
  const quote: Block = {
    block: 'quote',
    verbatim: true,
    text: '中方主张“巴人治巴”，国际稳定部队应当得到安理会授权，尊重巴勒斯坦人民的意愿。',
    source: [],
  };
  expect(await text([quote], 30)).toMatchInlineSnapshot(`
    "  “中方主张“巴人治巴”，国际稳
       定部队应当得到安理会授权，
       尊重巴勒斯坦人民的意愿。”
    "
  `);
});

test('hidden characters are shown, line breaks outside quotes are spaces', async () => {
  const prose: Block = { block: 'prose', text: ['a\u202eb\nc\u0007 ', span('id', '\u001b[31mred')] };
  expect(await text([prose])).toBe('a\\u{202e}b c\\u{7} \\u{1b}[31mred\n');
});

test('a cell with nothing but a mark that takes no room is there all the same', async () => {
  const table: Block = { block: 'table', columns: [{ head: 'a' }], rows: [[['x']], [['\u{112df}']]] };
  expect(await text([table])).toContain('\u{112df}');
});

test('footnotes stand under their numbers, which hang in the margin', async () => {
  const notes = Array.from({ length: 10 }, (_, i) => ({
    label: `note-${i}`,
    lines: i === 9 ? [['“We cannot board anyone’s ships”'], ['Ada Quill, 2025-12-06']] : [['word']],
  }));
  const drawn = await text(
    [
      { block: 'prose', text: ['Undecided.', footnoteMark(1, 'note-0'), footnoteMark(10, 'note-9')] },
      { block: 'footnotes', notes },
    ],
    30,
  );
  expect(
    drawn
      .split('\n')
      .filter((line) => !/^ *\[[2-9]\]/.test(line))
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "Undecided.[1][10]

     [1] word
    [10] “We cannot board anyone’s
         ships”
         Ada Quill, 2025-12-06
    "
  `);
});

test('a word of a hundred thousand characters comes out whole', async () => {
  const word = 'b中'.repeat(50_000);
  const drawn = await text([{ block: 'quote', verbatim: true, text: word, source: [] }]);
  expect(drawn.replaceAll(/[\s“”]/g, '')).toBe(word);
});

const raw = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u200b\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/u;

test('property: whatever goes in, no control or bidi character comes out, no two blank lines', async () => {
  await fc.assert(
    fc.asyncProperty(anyBlocks, fc.integer({ min: 20, max: 120 }), async (blocks, width) => {
      const plain = await text(blocks, width);
      expect(plain).not.toMatch(raw);
      expect(plain).not.toMatch(/\n\n\n|^\n|\n\n$/);
      expect(plain === '' || plain.endsWith('\n')).toBe(true);
      const painted = await text(blocks, width, 3);
      expect(stripVTControlCharacters(painted)).toBe(plain);
      expect(painted).not.toMatch(/\p{Cs}/u);
    }),
    { numRuns: runs(150) },
  );
});

test('property: only a single word is wider than the line', async () => {
  await fc.assert(
    fc.asyncProperty(anyBlocks, fc.integer({ min: 40, max: 120 }), async (blocks, width) => {
      const wrapped = blocks.filter(({ block }) => block !== 'difference');
      const wide = (await text(wrapped, width)).split('\n').filter((line) => stringWidth(line) > width);
      // A marker, a quotation mark or the number of a frame may stand before the word.
      const words = wide.map((line) => line.replace(/^ *(?:•|\d+\.|\[\d+\]|reported:)? */, ''));
      expect(words.filter((word) => !/^[^ ]+ *$/.test(word))).toEqual([]);
    }),
    { numRuns: runs(150) },
  );
});

test('property: every word of a quote is there, in order, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.integer({ min: 20, max: 120 }), fc.boolean(), async (said, width, verbatim) => {
      const shown = await text([{ block: 'quote', verbatim, text: said, source: [] }], width);
      const bare = (s: string) => s.replace(/\s/g, '');
      const expected = bare(
        said
          .trim()
          .split(/\r\n|\r|\n/)
          .map((line) => visible(line))
          .join(''),
      );
      expect(bare(shown)).toBe(verbatim ? `“${expected}”` : `reported:${expected}`);
    }),
    { numRuns: runs(150) },
  );
});
