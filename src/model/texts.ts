import type { Entry } from './knowledge.ts';

/** A text of a record that a search looks through: what names it, what it says, or an id that nobody would search by first. */
export interface Searchable {
  readonly field: string;
  readonly text: string;
  readonly part: 'name' | 'body' | 'id';
}

/** The searchable texts of a record, the most telling first. */
export function textsOf(entry: Pick<Entry, 'kind' | 'record'>): Searchable[] {
  const { naming, saying, also = [] } = fieldsOf(entry);
  const as = (part: Searchable['part'], fields: readonly Field[]) =>
    fields.map(([field, text]) => ({ field, text, part }));
  return [...as('name', naming), ...as('body', saying), ...as('id', also)];
}

type Field = readonly [field: string, text: string];

interface Fields {
  readonly naming: readonly Field[];
  readonly saying: readonly Field[];
  readonly also?: readonly Field[];
}

function fieldsOf(entry: Pick<Entry, 'kind' | 'record'>): Fields {
  const { kind, record } = entry as Entry;
  const note = one('note', record.note);
  const ids: readonly Field[] = [['id', record.id], ...all('formerly', record.formerly)];
  switch (kind) {
    case 'actors':
      return {
        naming: [['name', record.name], ...all('aliases', record.aliases), ...ids, ...one('iso3166', record.iso3166)],
        saying: [
          ...all(
            'posts',
            record.posts?.map((post) => post.role),
          ),
          ...note,
        ],
      };
    case 'sources':
      return {
        naming: [['title', record.title], ['publisher', record.publisher], ...ids],
        saying: [...all('authors', record.authors), ...one('relays', record.relays), ...note],
      };
    case 'quotes':
      return {
        naming: [],
        saying: [['text', record.text], ...one('speaker', record.speaker), ...one('place', record.place), ...note],
        also: ids,
      };
    case 'conditions':
      return {
        naming: [['name', record.name], ...all('keywords', record.keywords), ...ids],
        saying: [
          ['statement', record.statement],
          ...note,
          ...all(
            'status',
            record.status?.map((status) => status.note ?? ''),
          ),
        ],
      };
    case 'positions':
      return { naming: [], saying: note };
    case 'commitments':
      return {
        naming: [],
        saying: [
          ...note,
          ...all(
            'contribution',
            record.contribution?.map((part) => part.note ?? ''),
          ),
        ],
      };
    case 'clauses':
      return {
        naming: [['instrument', record.instrument], ...one('paragraph', record.paragraph), ...ids],
        saying: [['summary', record.summary], ...note],
      };
    case 'events':
      return {
        naming: [['title', record.title], ...ids],
        saying: [...one('summary', record.summary), ...note],
      };
    default:
      return kind satisfies never;
  }
}

function one(field: string, text: string | undefined): Field[] {
  return text === undefined || text === '' ? [] : [[field, text]];
}

function all(field: string, texts: readonly string[] | undefined): Field[] {
  return (texts ?? []).flatMap((text) => one(field, text));
}
