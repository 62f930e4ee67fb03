/** Where an actor stands, in sentences: what it has decided, what holds it back, what it asks for and how it has moved. */
import { type Act, defaultUndertaking, type Kind } from '../model/vocabulary.ts';
import type { Brief } from '../query/brief.ts';
import type { Cited } from '../query/cited.ts';
import type { Decided, Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import { wordsOf } from './evidence.ts';
import type { Draft, Support } from './footnotes.ts';
import { actLabel, contributionLabel, counted, stateLabel, strengthLabel, weightLabel } from './labels.ts';
import { moveText } from './moves.ts';
import { conditionName } from './position.ts';
import { claimed } from './terms.ts';
import { span } from './view.ts';

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
        draft: [`No position or decision of ${actor.name} is on record.`],
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
      draft: [`No decision of ${actor.name} on ${undertaking} is on record.`],
      records: recordNames('actors', [actor.id]),
    };
  return {
    draft: [
      `${actor.name} ${actPhrase(latest.act, undertaking)}`,
      ...offered(latest),
      ', on record ',
      span('date', `since ${latest.date}`),
      ...claimed(latest, names),
      '.',
      ...restingOn(latest.evidence),
    ],
    records: recordNames('commitments', [latest.commitment]),
  };
}

/** The act with what it is about, as the rest of a sentence. */
function actPhrase(act: Act, undertaking: string): string {
  const about = undertaking === defaultUndertaking ? '' : ` (${undertaking})`;
  const phrases: Readonly<Record<Act, string>> = {
    offers: `offers ${undertaking}`,
    pledges: `pledges ${undertaking}`,
    joins: `has joined${about}`,
    deploys: `has deployed${about}`,
    undecided: `is undecided on ${undertaking}`,
    suspends: `has suspended its ${undertaking}`,
    declines: `has declined ${undertaking}`,
    withdraws: `has withdrawn${about}`,
  };
  return phrases[act];
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
          ? metDraft(brief, demands, names)
          : ['No condition of its own that would hold it back is on record.']),
      ...vetoes.flatMap(
        (veto): Draft => [
          ` ${names.actor(veto.by)} vetoes it`,
          ...claimed(veto, names),
          '.',
          ...restingOn(veto.evidence),
        ],
      ),
    ],
    records: records.length > 0 ? records : recordNames('actors', [brief.actor.id]),
  };
}

function metDraft({ statuses }: Brief, demands: readonly Held[], names: Names): Draft {
  const met = demands.map(
    (row): Draft => [
      conditionName(row.condition, names),
      ...restingOn([row.condition].flat().flatMap((id) => statuses.get(id)?.evidence ?? [])),
    ],
  );
  return ['All that it has named as a condition is recorded as met: ', ...listed(met, '; '), '.'];
}

function holdingDraft({ answer }: Brief, holding: readonly Held[], undertaking: string, names: Names): Draft {
  const count = counted(holding.length, 'stated condition');
  const openings = {
    none: `It is held back by ${count}: `,
    undecided: `It is held back by ${count}: `,
    joined: `Of what it asked for, ${count} ${holding.length === 1 ? 'is' : 'are'} outstanding: `,
    refused: `By its own decision it stays out, whatever is met; it has also named ${count} not recorded as met: `,
  } as const;
  return [
    openings[answer.decisions.get(undertaking) ?? 'none'],
    ...listed(
      holding.map((row) => [
        conditionName(row.condition, names),
        ' (',
        strengthLabel(row.strength),
        ...claimed(row, names),
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

export function decisionSentence(row: Decided, names: Names): Sentence {
  return {
    draft: [
      span('date', row.date),
      ' ',
      span('term', `${row.undertaking}: ${actLabel(row.act)}`),
      ...offered(row),
      ...(row.latest ? [] : [span('muted', ' (not its latest word)')]),
      ...claimed(row, names),
      ...restingOn(row.evidence),
    ],
    records: recordNames('commitments', [row.commitment]),
  };
}

function offered({ contribution }: Decided): Draft {
  if (contribution.length === 0) return [];
  return [' (', span('strong', contribution.map(contributionLabel).join('; ')), ')'];
}

/** What came after something else, in order of date. */
export function moveSentences({ moves, actor, answer }: Brief, own: readonly Held[], names: Names): Sentence[] {
  if (moves.length > 0)
    return moves.map((move) => ({
      draft: [
        span('date', move.date),
        ' ',
        ...moveText(move, names),
        ...(move.kind === 'positions' ? turn(move) : []),
        ...claimed(move, names),
        ...restingOn(move.evidence),
      ],
      records: [{ kind: move.kind, id: move.id }],
    }));
  if (own.length === 0 && answer.decided.length === 0) return [];
  return [
    {
      draft: ['No change is on record: no position or decision of its own has followed another.'],
      records: recordNames('actors', [actor.id]),
    },
  ];
}

function turn({ before, after }: Extract<Brief['moves'][number], { kind: 'positions' }>): Draft {
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
