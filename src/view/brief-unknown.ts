/** What the record does not say of an actor, or does not prove, in sentences. */
import { compareText } from '../model/diagnostic.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import type { Brief } from '../query/brief.ts';
import type { CitedQuote } from '../query/cited.ts';
import type { Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import { listed, recordNames, restingOn, type Sentence } from './brief-stand.ts';
import { counted } from './labels.ts';
import { conditionName } from './position.ts';
import { span } from './view.ts';

export function unknownSentences(brief: Brief, own: readonly Held[], names: Names): Sentence[] {
  const cited = [...own, ...brief.answer.decided].flatMap(({ evidence }) => evidence);
  const quotes = [
    ...new Map(cited.flatMap((piece) => (piece.mode === 'event' ? [] : [[piece.id, piece] as const]))).values(),
  ];
  return [
    ...unjudged(brief, own, names),
    ...claims(own, names),
    ...contradictions(quotes, brief.pieces),
    ...unproved(quotes),
    ...contribution(brief, own),
    ...silence(brief),
    ...lastWord(brief),
  ];
}

function unjudged({ statuses }: Brief, own: readonly Held[], names: Names): Sentence[] {
  const asked = own.filter(({ stance }) => stance === 'requires').flatMap(({ condition }) => condition);
  const ids = [...new Set(asked)].filter((id) => !statuses.has(id));
  if (ids.length === 0) return [];
  const list = ids.map((id) => names.condition(id)).join('; ');
  return [{ draft: [`Whether it is met, nobody has recorded: ${list}.`], records: recordNames('conditions', ids) }];
}

function claims(own: readonly Held[], names: Names): Sentence[] {
  const rows = own.filter(({ claim }) => claim !== null);
  if (rows.length === 0) return [];
  const said = rows.map((row) => [conditionName(row.condition, names), ...restingOn(row.evidence)]);
  return [
    {
      draft: ['Only others say this of it: ', ...listed(said, '; '), '.'],
      records: recordNames(
        'positions',
        rows.map(({ position }) => position),
      ),
    },
  ];
}

/** Each pair once, whichever of the two names the other. */
function contradictions(quotes: readonly CitedQuote[], pieces: Brief['pieces']): Sentence[] {
  const pairs = new Map<string, readonly string[]>();
  for (const { id, contradicts } of quotes)
    for (const other of contradicts) {
      const pair = [id, other].sort(compareText);
      pairs.set(pair.join(' '), pair);
    }
  if (pairs.size === 0) return [];
  const known = new Map([...pieces, ...quotes.map((quote) => [quote.id, quote] as const)]);
  const said = [...pairs.values()].map((pair) =>
    listed(
      pair.map((id) => [span('id', id), ...restingOn([known.get(id) ?? []].flat())]),
      ' and ',
    ),
  );
  return [
    {
      draft: ['At odds on record: ', ...listed(said, '; '), '.'],
      records: recordNames('quotes', [...new Set([...pairs.values()].flat())]),
    },
  ];
}

function unproved(quotes: readonly CitedQuote[]): Sentence[] {
  const found = quotes.filter(({ verification }) => verification === 'unverified' || verification === 'changed');
  if (found.length === 0) return [];
  const said = found.map((quote) => [span('id', quote.id), ...restingOn([quote])]);
  return [
    {
      draft: ['Not proved word for word: ', ...listed(said, ', '), '.'],
      records: recordNames(
        'quotes',
        found.map(({ id }) => id),
      ),
    },
  ];
}

/** Asked only of who may yet take part, or has. */
function contribution({ actor, answer, undertakings }: Brief, own: readonly Held[]): Sentence[] {
  const isOffered = answer.decided.some((row) => row.contribution.length > 0 && undertakings.includes(row.undertaking));
  const isAsked = own.length > 0 || answer.decided.length > 0;
  const isRefused = answer.decisions.get(defaultUndertaking) === 'refused';
  if (isOffered || isRefused || !isAsked || !undertakings.includes(defaultUndertaking)) return [];
  return [
    {
      draft: [`What it would contribute to ${defaultUndertaking} is not on record.`],
      records: recordNames('actors', [actor.id]),
    },
  ];
}

function silence({ actor, asOf, silentOn, undertakings }: Brief): Sentence[] {
  if (silentOn.length === 0) return [];
  const command = `isf stale --kind pair --actor ${actor.id} --undertaking ${undertakings[0]}${asOf === null ? '' : ` --as-of ${asOf}`}`;
  const count = counted(silentOn.length, 'condition');
  return [
    {
      draft: [
        `On ${count} others have a position and it has none: silent, or not researched (`,
        span('option', command),
        ').',
      ],
      records: recordNames('conditions', silentOn),
    },
  ];
}

function lastWord({ actor, last }: Brief): Sentence[] {
  if (!last) return [];
  return [
    {
      draft: [
        `The latest record of ${actor.type === 'person' ? actor.name : 'it'} is dated `,
        span('date', last.said),
        '.',
        ...restingOn([last]),
      ],
      records: recordNames(last.mode === 'event' ? 'events' : 'quotes', [last.id]),
    },
  ];
}
