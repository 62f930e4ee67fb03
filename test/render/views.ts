import fc from 'fast-check';
import { type Block, type Inline, type Row, roles, type Span, span, type View } from '../../src/view/view.ts';

/** A view of these blocks and rows, the rest empty. */
export function viewOf(blocks: readonly Block[], results: readonly Row[] = []): View {
  return { data: { command: 'list', query: {}, as_of: null, results, notes: [] }, blocks };
}

/** An answer as a command gives it: headings, a quote of each kind, a table, an error with its frame. */
export const answer: readonly Block[] = [
  { block: 'heading', level: 1, text: ['Azerbaijan: what it asks for'] },
  {
    block: 'prose',
    text: [
      'Stated conditions only, as of ',
      span('date', '2025-12-10'),
      '. Two hold it back from ',
      span('term', 'participation'),
      ', one is a request.',
    ],
  },
  { block: 'heading', level: 2, text: ['What holds it back'] },
  {
    block: 'heading',
    level: 3,
    text: ['Peacekeeping, not peace enforcement  ', span('bad', 'red line'), span('muted', ', since 2025-12-06')],
  },
  {
    block: 'quote',
    verbatim: true,
    text: 'Azerbaijan cannot engage in a peace enforcement operation. It should be a peace-keeping',
    marks: [[11, 17]],
    source: [
      ['senior Azerbaijani official (anonymous), Doha, 6–7 December 2025'],
      ['The Times of Israel, December 2025  ', span('rating', 'B2'), '  ', span('id', 'toi-aze-peacekeeping')],
    ],
  },
  {
    block: 'quote',
    verbatim: false,
    text: 'Azerbaijan will not send troops to Gaza unless fighting between Israel and Hamas has stopped completely.',
    source: [['Reuters, 2025-11-07  ', span('rating', 'A2')]],
  },
  { block: 'prose', text: ['Shared with Indonesia. Ruled out by ', span('id', 'op7'), ' (S/RES/2803).'] },
  { block: 'heading', level: 3, text: ['Two-state timeline  request'] },
  { block: 'quote', verbatim: true, text: 'First line\nSecond line\n\nSecond paragraph\n', source: [] },
  { block: 'heading', level: 2, text: ['Who else'] },
  {
    block: 'table',
    columns: [
      { head: 'Actor' },
      { head: 'Stance' },
      { head: 'Troops', align: 'right' },
      { head: 'In its words' },
      { head: 'Since' },
    ],
    rows: [
      [
        [span('strong', 'Indonesia')],
        ['requires'],
        ['20,000'],
        ['We want a clear mandate before a single soldier leaves | nothing less'],
        ['2025-11-01'],
      ],
      [[span('strong', 'Türkiye')], ['supports'], ['2,000'], ['ready'], ['2025-10-13']],
    ],
  },
  {
    block: 'list',
    ordered: true,
    items: [
      [{ block: 'prose', text: ['Ask Baku again.'] }],
      [
        { block: 'prose', text: ['Ask Jakarta:'] },
        {
          block: 'list',
          ordered: false,
          items: [[{ block: 'prose', text: ['when'] }], [{ block: 'prose', text: ['on which terms'] }]],
        },
      ],
    ],
  },
  {
    block: 'prose',
    text: [span('path', 'data/azerbaijan.yaml:12:16'), ': ', span('error', 'error'), ': unknown condition "two-state"'],
  },
  { block: 'frame', line: 12, excerpt: '    condition: two-state', column: 16, length: 9 },
  { block: 'prose', text: [span('hint', 'hint:'), ' did you mean "two-state-timeline"?'] },
];

/** `fc.string({ unit: 'binary' })` has the same characters, but first makes a map of all 1.1 million. */
const anyCharacter = fc
  .oneof(
    { weight: 0xd800, arbitrary: fc.nat(0xd7ff) },
    { weight: 0x110000 - 0xe000, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((point) => String.fromCodePoint(point));

/** Pieces that renderers stumble over, among ordinary words. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('peace', 'not', 'Gaza', 'a', 'two-state', 'Türkiye', 'peace_keeping', '2,000'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        '*',
        '**',
        '_',
        '__',
        '`',
        '``',
        '|',
        '\\',
        '\\|',
        '#',
        '# ',
        '-',
        '- ',
        '+ ',
        '1.',
        '1) ',
        '>',
        '~~',
        '[x]',
        '[^1]',
      ],
      ...[
        '<b>',
        '<script>',
        '</a>',
        '<!--',
        '-->',
        '<?',
        '&amp;',
        '&#35;',
        '![',
        '](',
        ')',
        '---',
        '===',
        ':-',
        '$',
        '\t',
        '    ',
      ],
      ...[
        'https://example.org/a_b?c=d&e=*f*',
        'http://x.org).',
        'www.example.org',
        'a.b@example.org',
        'mailto:a@b.org',
        'https://',
      ],
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '\u001b[31m',
        '\u0000',
        '\u0007',
        '\u009b1m',
        '\u007f',
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\u00ad',
        '\u2028',
        '\ud800',
      ],
      ...[
        '\udc00',
        '\u{e0041}',
        '\u200d',
        '\u061c',
        '\r',
        '\n',
        '\r\n',
        '\n\n',
        '中文',
        '。',
        '👩‍👧',
        '🇦🇿',
        'e\u0301',
        'سلام',
        'می\u200cخواهم',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.array(anyCharacter, { maxLength: 6 }).map((characters) => characters.join('')) },
);

/** Any text, much of it hostile. */
export const anyText = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ' ', ' ')), { maxLength: 14 })
  .map((pieces) => pieces.flat().join(''));

/** Of paths without line breaks, which are shown in them and are spaces elsewhere. */
const anySpan: fc.Arbitrary<string | Span> = fc.oneof(
  anyText,
  fc
    .record({ role: fc.constantFrom(...roles), text: anyText })
    .map(({ role, text }) => span(role, role === 'path' ? text.replaceAll(/[\r\n]/g, '') : text)),
);

const anyInline: fc.Arbitrary<Inline> = fc.array(anySpan, { maxLength: 4 });

const anyLeaf: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ block: fc.constant('heading' as const), level: fc.constantFrom(1, 2, 3), text: anyInline }),
  fc.record({ block: fc.constant('prose' as const), text: anyInline }),
  fc.record({
    block: fc.constant('quote' as const),
    verbatim: fc.boolean(),
    text: anyText,
    marks: fc.array(fc.tuple(fc.nat(40), fc.nat(60)), { maxLength: 3 }),
    source: fc.array(anyInline, { maxLength: 2 }),
  }),
  fc.record({
    block: fc.constant('table' as const),
    columns: fc.array(fc.record({ head: anyText, align: fc.constant('right' as const) }), { maxLength: 4 }),
    rows: fc.array(fc.array(anyInline, { maxLength: 4 }), { maxLength: 3 }),
  }),
  fc.record({
    block: fc.constant('frame' as const),
    line: fc.nat(100_000),
    excerpt: anyText,
    column: fc.integer({ min: 1, max: 90 }),
    length: fc.nat(30),
  }),
);

const anyDifference: fc.Arbitrary<Block> = fc.record({
  block: fc.constant('difference' as const),
  lines: fc
    .array(fc.record({ kind: fc.constantFrom('same' as const, 'removed' as const, 'added' as const), text: anyText }), {
      maxLength: 3,
    })
    .map((lines) => [{ kind: 'place' as const, text: '@@ -1 +1 @@' }, ...lines]),
});

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  { weight: 8, arbitrary: anyLeaf },
  { weight: 1, arbitrary: anyDifference },
  {
    weight: 2,
    arbitrary: fc.record({
      block: fc.constant('footnotes' as const),
      notes: fc.array(
        fc.record({
          label: fc.constantFrom('arc-boarding', 'ev-1', 'a'),
          lines: fc.array(anyInline, { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      block: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(fc.array(anyLeaf, { maxLength: 3 }), { maxLength: 3 }),
    }),
  },
);

/** Any blocks that a command might hand over, and many that none would. */
export const anyBlocks = fc.array(anyBlock, { maxLength: 5 });
