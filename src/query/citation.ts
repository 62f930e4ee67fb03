import { endOfTime, spanOf } from '../model/edtf.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Verification } from '../model/proof.ts';
import type { Quote, Source } from '../model/record.ts';
import { verificationOf } from './cited.ts';

/** A date as CSL-JSON has it: one or two of year, month and day, as far as they are known. */
export interface CslDate {
  readonly 'date-parts': readonly (readonly number[])[];
  readonly circa?: true;
}

/** An item of CSL-JSON (schema 1.0.2). Authors are literal, since nobody has said which of their names is the family's. */
export interface CslItem {
  readonly id: string;
  readonly type: 'webpage' | 'document';
  readonly title: string;
  readonly author?: readonly { readonly literal: string }[];
  readonly 'container-title'?: string;
  readonly publisher?: string;
  readonly issued: CslDate;
  readonly URL?: string;
  readonly language?: string;
  readonly note?: string;
}

/** A source, or a quote in it, ready to be cited. */
export interface Citation {
  readonly kind: 'quotes' | 'sources';
  readonly id: string;
  readonly source: Source;
  /** A note in the style of the Chicago Manual, without italics. */
  readonly note: string;
  readonly csl: CslItem;
  /** Null for a source. */
  readonly verification: Verification | null;
}

export function citeSource(source: Source): Citation {
  return {
    kind: 'sources',
    id: source.id,
    source,
    note: `${capital(sourceNote(source))}.`,
    csl: cslItem(source, source.id),
    verification: null,
  };
}

export function citeQuoteIn(knowledge: KnowledgeBase, quote: Quote, source: Source): Citation {
  const voice = voiceOf(knowledge, quote);
  const verification = verificationOf(knowledge, quote);
  const from = sourceNote(source);
  const how = quote.mode === 'direct' ? 'quoted in' : 'as reported in';
  const place = quote.place === undefined ? '' : `${quote.place}, `;
  const said = voice === undefined ? from : `${voice}, ${place}${dateInWords(quote.said)}, ${how} ${from}`;
  const words = quote.mode === 'direct' ? `“${quote.text.trim()}”` : quote.text.trim();
  const note = `${voice === undefined ? '' : `${capital(voice)}, ${quote.said}: `}${words} (${verification})`;
  return {
    kind: 'quotes',
    id: quote.id,
    source,
    note: `${capital(said)}.`,
    csl: cslItem(source, quote.id, note),
    verification,
  };
}

/** Who speaks, with whom for: a role says of which actor; undefined where the outlet speaks itself. */
function voiceOf(knowledge: KnowledgeBase, quote: Quote): string | undefined {
  const nameOf = (id: string) => knowledge.find('actors', id)?.name ?? id;
  const speaking = quote.claimed_by ?? quote.actor;
  if (quote.attribution === 'outlet' && quote.claimed_by === undefined) return undefined;
  const actor = speaking === undefined ? undefined : nameOf(speaking);
  const { speaker } = quote;
  const anonymous = quote.attribution === 'anonymous' ? ' (anonymous)' : '';
  if (speaker === undefined) return actor === undefined ? undefined : `${actor}${anonymous}`;
  const isRole = /^\p{Ll}/u.test(speaker);
  const isNamed = actor === undefined || speaker.toLowerCase().includes(actor.toLowerCase().slice(0, 5));
  return `${speaker}${isRole && !isNamed ? ` of ${actor}` : ''}${anonymous}`;
}

function sourceNote(source: Source): string {
  const relays = source.relays === undefined ? '' : ` (relaying ${source.relays})`;
  return [
    ...(source.authors === undefined ? [] : [listed(source.authors), ', ']),
    ...(isSupplied(source.title) ? [source.title, ', '] : ['“', innerQuotes(source.title), ',” ']),
    `${source.publisher}${relays}, ${dateInWords(source.published)}`,
    ...(source.url === undefined ? [] : [`, ${source.url}`]),
  ].join('');
}

/** A title in square brackets is the cataloguer's (ISBD), and no words of the publication to be put in quotation marks. */
function isSupplied(title: string): boolean {
  return title.startsWith('[') && title.endsWith(']');
}

/** Quotation marks inside of quotation marks are single. */
function innerQuotes(title: string): string {
  return title.replaceAll(/“([^“”]*)”|"([^"]*)"/g, (_, curly?: string, straight?: string) => `‘${curly ?? straight}’`);
}

function listed(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** A validated date in words, as doubtful as it is: `ca. December 2025`, `December 6–7, 2025`, `December 6 or 9, 2025`. */
export function dateInWords(date: string): string {
  const set = /^\[(.*)\]$/s.exec(date)?.[1];
  if (set?.includes('..')) return `between ${set.split('..').map(simpleInWords).join(' and ')}`;
  if (set !== undefined)
    return set
      .split(',')
      .map((each) => simpleInWords(each.trim()))
      .join(' or ');
  const [from = '', to] = date.split('/');
  if (to === undefined) return simpleInWords(from);
  if (to === '' || to === '..') return `from ${simpleInWords(from)} on`;
  const [a, b] = [partsOf(from), partsOf(to)];
  const isPlain = !/[?~%X]/.test(date) && a.length === b.length && a[0] === b[0];
  if (isPlain && a.length === 3 && a[1] === b[1]) return `${month(a[1])} ${a[2]}–${b[2]}, ${a[0]}`;
  if (isPlain && a.length === 3) return `${month(a[1])} ${a[2]}–${month(b[1])} ${b[2]}, ${a[0]}`;
  if (isPlain && a.length === 2) return `${month(a[1])}–${month(b[1])} ${a[0]}`;
  return `${simpleInWords(from)}–${simpleInWords(to)}`;
}

function simpleInWords(date: string): string {
  const [year = 0, ofYear, day] = partsOf(date);
  const digits = date.slice(0, 4);
  const bare = digits.endsWith('XX')
    ? `${digits.slice(0, 2)}00s`
    : digits.endsWith('X')
      ? `${digits.slice(0, 3)}0s`
      : ofYear === undefined
        ? String(year)
        : day === undefined
          ? `${month(ofYear)} ${year}`
          : `${month(ofYear)} ${day}, ${year}`;
  return `${/[~%]$/.test(date) ? 'ca. ' : ''}${bare}${/[?%]$/.test(date) ? '?' : ''}`;
}

function month(number: number | undefined): string {
  return months[(number ?? 1) - 1] ?? '';
}

/** Year, month and day of a simple date, as far as they are known. */
function partsOf(date: string): number[] {
  const parts = date.replace(/[?~%]$/, '').split('-');
  const known = parts.findIndex((part) => part.includes('X'));
  return (known === -1 ? parts : parts.slice(0, known)).map(Number);
}

/** A validated date as CSL has it; what may be outside of its parts, or only somewhere between them, is circa. */
export function cslDate(date: string): CslDate {
  const isSimple = !/[[/]/.test(date) && !/^\d{2,3}X/.test(date);
  if (isSimple) return { 'date-parts': [partsOf(date)], ...(/[?~%]$/.test(date) ? { circa: true as const } : {}) };
  const { first, last } = spanOf(date);
  const isInterval = /^[^[/]+\/[^/]+$/.test(date);
  const [from, to] = date.split('/');
  const ends =
    isInterval && last !== endOfTime ? [partsOf(from ?? ''), partsOf(to ?? '')] : [partsOf(first), partsOf(last)];
  return {
    'date-parts': last === endOfTime ? ends.slice(0, 1) : ends,
    ...(isInterval && last !== endOfTime && !/[?~%X]/.test(date) ? {} : { circa: true as const }),
  };
}

function cslItem(source: Source, id: string, note?: string): CslItem {
  return {
    id,
    type: source.url === undefined ? 'document' : 'webpage',
    title: source.title,
    ...(source.authors === undefined ? {} : { author: source.authors.map((literal) => ({ literal })) }),
    ...(source.url === undefined ? { publisher: source.publisher } : { 'container-title': source.publisher }),
    issued: cslDate(source.published),
    ...(source.url === undefined ? {} : { URL: source.url }),
    ...(source.lang === undefined ? {} : { language: source.lang }),
    ...(note === undefined ? {} : { note }),
  };
}
