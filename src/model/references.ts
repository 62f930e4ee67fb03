import type { Kind } from './vocabulary.ts';

const fields: readonly (readonly [kinds: readonly Kind[], fields: readonly string[]])[] = [
  [['actors'], ['actor', 'actors', 'members', 'speaker_id', 'claimed_by', 'for']],
  [['sources'], ['source', 'sources', 'also_in']],
  [['conditions'], ['condition', 'any_of', 'about']],
  [
    ['quotes', 'events'],
    ['evidence', 'contradicts'],
  ],
];

/** The kinds of record that a field holds ids of, by the field's name, wherever in a record it stands; undertakings are no records. */
export const kindsReferredTo: ReadonlyMap<string, readonly Kind[]> = new Map(
  fields.flatMap(([kinds, names]) => names.map((name) => [name, kinds] as const)),
);
