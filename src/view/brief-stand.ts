/** Where an actor stands, in sentences: what it has decided, what holds it back, what it asks for and how it has moved. */
import type { Kind } from '../model/vocabulary.ts';
import type { Brief } from '../query/brief.ts';
import type { Cited, Voice } from '../query/cited.ts';
import type { Decided, Held } from '../query/conditions.ts';
import type { PositionMove } from '../query/moves.ts';
import type { Names } from '../query/names.ts';
import { wordsOf } from './evidence.ts';
import type { Draft, Support } from './footnotes.ts';
import { actLabel, contributionLabel, counted, stateLabel, strengthLabel, weightLabel } from './labels.ts';
import { moveText } from './moves.ts';
import { conditionName } from './position.ts';
import { claimed } from './terms.ts';
import { span } from './view.ts';

/** How sure the desk is of a record; null where it does not say. */
type Sure = Pick<Held, 'confidence'>;

export interface RecordName {
  readonly kind: Kind;
  readonly id: string;
}

/** A sentence, and the records that it says something of. */
export interface Sentence {
  readonly draft: Draft;
  readonly records: readonly RecordName[];
}

/** Records of one kind by their ids. */
export function recordNames(kind: Kind, ids: readonly string[]): RecordName[] {
  return ids.map((id) => ({ kind, id }));
}

/** Every piece of evidence as a footnote. */
export function restingOn(evidence: readonly Cited[]): Support[] {
  return evidence.map((piece) => ({ rests: 'evidence', piece, quoted: false }));
}

/** Parts of a sentence with something between them. */
export function listed(drafts: readonly Draft[], between: string): Draft {
  return drafts.flatMap((draft, i): Draft => (i === 0 ? draft : [between, ...draft]));
}

/** The lines on top: what it has decided, and what holds it back. */
export function standingSentences(brief: Brief, own: readonly Held[], names: Names): Sentence[] {
  const { actor, undertakings, answer } = brief;
  if (own.length === 0 && answer.decided.length === 0)
    return [
      {
        draft: [
          `No position or decision of ${actor.name}${brief.isNarrowed ? ` on ${undertakings[0]}` : ''} is on record.`,
        ],
        records: recordNames('actors', [actor.id]),
      },
    ];
  return undertakings.flatMap((undertaking) => [
    decidedSentence(brief, undertaking, names),
    holdingSentence(brief, own, undertaking, names),
  ]);
}

function decidedSentence({ actor, answer }: Brief, undertaking: string, names: Names): Sentence {
  const latest = answer.decided.find((row) => row.latest && row.undertaking === undertaking);
  if (!latest)
    return {
      draft: [`On ${undertaking}: no decision is on record.`],
      records: recordNames('actors', [actor.id]),
    };
  return {
    draft: [
      `On ${undertaking}: ${actLabel(latest.act)}`,
      ...offered(latest),
      ', on record ',
      span('date', `since ${latest.date}`),
      ...certainty(latest, names),
      '.',
      ...restingOn(latest.evidence),
      ...noted(latest),
    ],
    records: recordNames('commitments', [latest.commitment]),
  };
}

/** Where the desk is less than sure of it, how sure, and whose word it is where that is not the actor's own. */
function certainty(row: Sure & Voice, names: Names): Draft {
  return [...doubt(row), ...claimed(row, names)];
}

export function doubt({ confidence }: Sure): Draft {
  return confidence === null || confidence === 'high' ? [] : [`, ${confidence} confidence`];
}

/** What the desk adds in its own words, which may take back half of what is said. */
export function noted({ note }: { readonly note: string | null }): Draft {
  return note === null ? [] : [' ', span('muted', 'note: '), note];
}

function holdingSentence(brief: Brief, own: readonly Held[], undertaking: string, names: Names): Sentence {
  const demands = own.filter((row) => isDemand(row) && row.undertaking === undertaking);
  const holding = demands.filter((row) => row.holds_back);
  const vetoes = brief.vetoes.filter((veto) => veto.undertaking === undertaking);
  const records = recordNames(
    'positions',
    [...(holding.length > 0 ? holding : demands), ...vetoes].map(({ position }) => position),
  );
  return {
    draft: [
      ...(holding.length > 0
        ? holdingDraft(brief, holding, undertaking, names)
        : demands.length > 0
          ? metDraft(brief, demands, undertaking, names)
          : [`No condition of its own that would hold it back from ${undertaking} is on record.`]),
      ...vetoes.flatMap(
        (veto): Draft => [
          ` Vetoed by ${names.actor(veto.by)}`,
          ...certainty(veto, names),
          '.',
          ...restingOn(veto.evidence),
        ],
      ),
    ],
    records: records.length > 0 ? records : recordNames('actors', [brief.actor.id]),
  };
}

function metDraft({ statuses }: Brief, demands: readonly Held[], undertaking: string, names: Names): Draft {
  const met = demands.map(
    (row): Draft => [
      conditionName(row.condition, names),
      ...restingOn([row.condition].flat().flatMap((id) => statuses.get(id)?.evidence ?? [])),
    ],
  );
  return [`Every condition on record for ${undertaking} is recorded as met: `, ...listed(met, '; '), '.'];
}

function holdingDraft({ answer }: Brief, holding: readonly Held[], undertaking: string, names: Names): Draft {
  const isClaimed = holding.some(({ claim }) => claim !== null);
  const stated = isClaimed
    ? `${counted(holding.length, 'condition')} on record`
    : counted(holding.length, 'stated condition');
  const are = holding.length === 1 ? 'is' : 'are';
  const openings = {
    none: `Held back from ${undertaking} by ${stated}: `,
    undecided: `Held back from ${undertaking} by ${stated}: `,
    joined: `Outstanding for ${undertaking} ${are} ${stated}: `,
    refused: `Besides, ${stated} for ${undertaking} ${are} not recorded as met: `,
  } as const;
  return [
    openings[answer.decisions.get(undertaking) ?? 'none'],
    ...listed(
      holding.map((row) => [
        conditionName(row.condition, names),
        ' (',
        strengthLabel(row.strength),
        ...certainty(row, names),
        ')',
        ...restingOn(row.evidence.slice(0, 1)),
      ]),
      '; ',
    ),
    '.',
  ];
}

function isDemand({ stance, strength }: Held): boolean {
  return stance === 'requires' && (strength === 'red_line' || strength === 'precondition');
}

/** A position with the words nearest to the actor's own, and all that it rests on. */
export function positionSentence(row: Held, { statuses, undertakings }: Brief, names: Names): Sentence {
  const [nearest, ...others] = row.evidence;
  const conditions = [row.condition].flat();
  // The heading says what a demand is for, and its strength.
  const isUnder = row.stance === 'requires';
  const facts: Draft[] = [
    ...(isUnder || row.stance === 'waives' || row.strength === null ? [] : [[strengthLabel(row.strength)]]),
    listed(
      conditions.map((id) => stateDraft(id, statuses)),
      ' or ',
    ),
    [span('date', `since ${row.since}`)],
    ...(isUnder || row.undertaking === null || undertakings.includes(row.undertaking)
      ? []
      : [[`for ${row.undertaking}`]]),
    ...(row.confidence === null || row.confidence === 'high' ? [] : [[`${row.confidence} confidence`]]),
  ];
  return {
    draft: [
      span('term', conditionName(row.condition, names)),
      ' (',
      ...listed(facts, ', '),
      ...claimed(row, names),
      ')',
      ...(nearest === undefined
        ? []
        : [': ', wordsOf(nearest), { rests: 'evidence' as const, piece: nearest, quoted: true }]),
      ...restingOn(others),
      ...noted(row),
    ],
    records: [
      { kind: 'positions', id: row.position },
      ...recordNames(
        'conditions',
        conditions.filter((id) => statuses.has(id)),
      ),
    ],
  };
}

function stateDraft(condition: string, statuses: Brief['statuses']): Draft {
  const status = statuses.get(condition);
  return [stateLabel(status?.state ?? null), ...restingOn(status?.evidence ?? [])];
}

/** Its decisions, each with the day on which another took its place. */
export function decisionSentences({ decisions }: Brief, names: Names): Sentence[] {
  return decisions.map((row, at) => {
    const next = decisions.slice(at + 1).find(({ undertaking }) => undertaking === row.undertaking);
    return {
      draft: [
        span('date', row.date),
        ' ',
        span('term', `${row.undertaking}: ${actLabel(row.act)}`),
        ...offered(row),
        ...(next === undefined ? [] : [', ', span('date', `followed by another on ${next.date}`)]),
        ...certainty(row, names),
        ...restingOn(row.evidence),
        ...noted(row),
      ],
      records: recordNames('commitments', [row.commitment]),
    };
  });
}

function offered({ contribution }: Decided): Draft {
  return contribution.length === 0 ? [] : [' · ', span('strong', contribution.map(contributionLabel).join('; '))];
}

/** How its positions came about, day by day: what was new, then what changed. */
export function moveSentences({ moves }: Brief, names: Names): Sentence[] {
  const days = [...new Set(moves.map(({ date }) => date))];
  return days.flatMap((date) => {
    const ofDay = moves.filter((move) => move.date === date);
    const added = ofDay.filter(({ before }) => before === null);
    return [
      ...(added.length === 0 ? [] : [additionSentence(date, added, names)]),
      ...ofDay.filter(({ before }) => before !== null).map((move) => changeSentence(move, names)),
    ];
  });
}

function additionSentence(date: string, added: readonly PositionMove[], names: Names): Sentence {
  const said = added.map(
    (move): Draft => [
      span('term', conditionName(move.condition, names)),
      ' (',
      ...weightLabel(move.after),
      ...claimed(move, names),
      ')',
      ...restingOn(move.evidence.slice(0, 1)),
    ],
  );
  return {
    draft: [span('date', date), ' new: ', ...listed(said, '; ')],
    records: recordNames(
      'positions',
      added.map(({ id }) => id),
    ),
  };
}

function changeSentence(move: PositionMove, names: Names): Sentence {
  return {
    draft: [
      span('date', move.date),
      ' ',
      ...moveText(move, names),
      ...turn(move),
      ...claimed(move, names),
      ...restingOn(move.evidence),
    ],
    records: recordNames('positions', [move.id]),
  };
}

function turn({ before, after }: PositionMove): Draft {
  if (before === null) return [];
  return [
    ...(after.stance === 'waives' ? [] : [', now ', ...weightLabel(after)]),
    ', was ',
    ...weightLabel(before),
    ' ',
    span('date', `since ${before.since}`),
    ...(before.claim === null ? [] : [span('caution', ' (a claim)')]),
  ];
}
