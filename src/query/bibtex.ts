import { type Citation, cslDate, dateInWords } from './citation.ts';

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * An entry for BibTeX and biblatex in UTF-8. The year and month are for BibTeX, which knows no others; a date that they do not tell
 * whole stands in words in the note, and, where it is EDTF of level 1, in biblatex's own field.
 */
export function bibtexOf({ id, source, csl }: Citation): string {
  const [parts = []] = cslDate(source.published)['date-parts'];
  const [year, month] = parts;
  const isWhole = /^\d{4}(-\d{2}){0,2}$/.test(source.published);
  const notes = [
    ...(isWhole ? [] : [`Published ${dateInWords(source.published)}`]),
    ...(source.relays === undefined ? [] : [`Relays ${source.relays}`]),
    ...(csl.note === undefined ? [] : [csl.note]),
  ];
  const fields: [string, string][] = [
    ...(source.authors === undefined ? [] : [['author', source.authors.map(author).join(' and ')] as [string, string]]),
    // The inner braces keep capitals.
    ['title', `{${escaped(source.title)}}`],
    ['howpublished', escaped(source.publisher)],
    ['year', String(year ?? '')],
    ...(month === undefined ? [] : [['month', monthNames[month - 1] ?? ''] as [string, string]]),
    ...(source.published.startsWith('[') ? [] : [['date', source.published] as [string, string]]),
    ...(source.url === undefined
      ? []
      : [['url', source.url.replaceAll(/[\\{}]/g, encodeURIComponent)] as [string, string]]),
    ...(source.lang === undefined ? [] : [['language', source.lang] as [string, string]]),
    ...(notes.length === 0 ? [] : [['note', escaped(notes.join('. '))] as [string, string]]),
  ];
  const lines = fields.map(([name, value]) => `  ${name} = ${name === 'month' ? value : `{${value}}`}`);
  return `@misc{${id},\n${lines.join(',\n')}\n}`;
}

/** A name that BibTeX would take apart wrongly is kept whole. */
function author(name: string): string {
  const written = escaped(name);
  return /\band\b|,|^\S+$/i.test(name) ? `{${written}}` : written;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function escaped(text: string): string {
  return text.replaceAll(/[\\{}&%$#_~^]/g, (char) => escapes[char] ?? `\\${char}`).replaceAll(/\s+/g, ' ');
}
