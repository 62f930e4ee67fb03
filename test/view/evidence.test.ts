import { describe, expect, test } from 'vitest';
import type { CitedQuote } from '../../src/query/cited.ts';
import { evidenceBlocks, evidenceSource } from '../../src/view/evidence.ts';
import { plain } from '../../src/view/view.ts';

const names = {
  actor: (id: string) => id.toUpperCase(),
  condition: String,
  source: String,
  clause: String,
  clauseText: String,
};
const quote: CitedQuote = {
  id: 'q',
  actor: 'arcadia',
  speaker: null,
  attribution: null,
  claimed_by: null,
  mode: 'reported',
  text: 'It is so.',
  said: '2026-01-10',
  place: null,
  credibility: null,
  verification: 'reported',
  contradicts: [],
  source: { id: 's', title: 'T', publisher: 'P', published: '2026', url: null, reliability: null },
  also_in: [],
};
const voice = (piece: Partial<CitedQuote>, around: string | null) =>
  plain(evidenceSource({ ...quote, ...piece }, around, names)[0] ?? []);

describe('whose position a quote speaks of', () => {
  test.each<[Partial<CitedQuote>, string, string]>([
    [{ speaker: 'Ada Quill' }, 'ARCADIA: Ada Quill, 2026-01-10', 'Ada Quill, 2026-01-10'],
    [
      { speaker: 'an official', attribution: 'anonymous', place: 'Port Azure' },
      'ARCADIA: an official (anonymous), 2026-01-10, Port Azure',
      'an official (anonymous), 2026-01-10, Port Azure',
    ],
    [{ attribution: 'anonymous' }, 'ARCADIA: anonymous, 2026-01-10', 'anonymous, 2026-01-10'],
    [{ attribution: 'collective' }, 'ARCADIA: collective, 2026-01-10', 'collective, 2026-01-10'],
    [{}, 'ARCADIA, 2026-01-10', '2026-01-10'],
    [{ speaker: 'ARCADIA' }, 'ARCADIA, 2026-01-10', 'ARCADIA, 2026-01-10'],
    [{ attribution: 'outlet' }, "of ARCADIA: in the outlet's voice, 2026-01-10", "in the outlet's voice, 2026-01-10"],
    [
      { claimed_by: 'borduria', speaker: 'spokesman' },
      'of ARCADIA: claim by BORDURIA (spokesman), 2026-01-10',
      'claim by BORDURIA (spokesman), 2026-01-10',
    ],
    [{ claimed_by: 'borduria' }, 'of ARCADIA: claim by BORDURIA, 2026-01-10', 'claim by BORDURIA, 2026-01-10'],
    [{ actor: null, attribution: 'outlet' }, "in the outlet's voice, 2026-01-10", "in the outlet's voice, 2026-01-10"],
  ])('%j', (piece, alone, named) => {
    expect(voice(piece, null)).toBe(alone);
    expect(voice(piece, 'borduria')).toBe(alone);
    expect(voice(piece, 'arcadia')).toBe(named);
  });

  test('is said of the first of several with one origin', () => {
    const [first, second, third] = evidenceBlocks(
      [quote, { ...quote, id: 'r' }, { ...quote, id: 'z', actor: 'borduria' }],
      null,
      names,
    ).map((block) => (block.block === 'quote' ? plain(block.source[0] ?? []) : ''));
    expect(first).toBe('ARCADIA, 2026-01-10');
    expect(second).toMatch(/^the same speaker, date and source/);
    expect(third).toBe('BORDURIA, 2026-01-10');
  });
});
