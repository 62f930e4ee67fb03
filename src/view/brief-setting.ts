/** What others hold and what the mandate says, beside what an actor asks for, in sentences. */
import { effects } from '../model/vocabulary.ts';
import type { Brief } from '../query/brief.ts';
import type { Held } from '../query/conditions.ts';
import { chainTo, type DeadlockRow, type Step } from '../query/deadlocks.ts';
import type { Names } from '../query/names.ts';
import { doubt, listed, noted, recordNames, restingOn, type Sentence } from './brief-stand.ts';
import { delivererText } from './deadlocks.ts';
import type { Draft, Support } from './footnotes.ts';
import { effectLabel, strengthLabel, weightLabel } from './labels.ts';
import { conditionName, vetoLine } from './position.ts';
import { claimed } from './terms.ts';
import { span } from './view.ts';

/** Who is on the same side, condition by condition. */
export function companySentences({ company }: Brief, demands: readonly Held[], names: Names): Sentence[] {
  const keys = new Map<string, Held[]>();
  for (const row of demands) {
    const key = [row.condition].flat().join('-or-');
    keys.set(key, [...(keys.get(key) ?? []), row]);
  }
  return [...keys].flatMap(([condition, rows]): Sentence[] => {
    const [row] = rows;
    const others = row ? (company.get(row.position) ?? []) : [];
    if (!row || others.length === 0) return [];
    const actors = [...new Set(others.map(({ actor }) => actor))];
    return [
      {
        draft: [
          span('term', conditionName(row.condition, names)),
          ': ',
          ...listed(
            actors.map((actor) =>
              otherDraft(
                others.filter((other) => other.actor === actor),
                rows,
                names,
              ),
            ),
            ', ',
          ),
          { rests: 'positions', condition, positions: others },
        ],
        records: recordNames(
          'positions',
          others.map(({ position }) => position),
        ),
      },
    ];
  });
}

/** One of the others by the strongest of its positions: a demand before a stance in favour. */
function otherDraft(positions: readonly Held[], own: readonly Held[], names: Names): Draft {
  const demands = positions.filter(({ stance }) => stance === 'requires');
  const isForTheSame = demands.some((other) => own.some(({ undertaking }) => undertaking === other.undertaking));
  const others = [...new Set(demands.map(({ undertaking }) => undertaking))].join(', ');
  return [
    names.actor(positions[0]?.actor ?? ''),
    ...(demands.length === 0 ? [' (supports it)'] : isForTheSame ? [] : [` (for ${others})`]),
    ...(positions.every(({ claim }) => claim !== null) ? [span('caution', ' (claimed)')] : []),
  ];
}

/** What a bloc holds whose member the actor is. */
export function viaSentence(row: Held, names: Names): Sentence {
  return {
    draft: [
      `${names.actor(row.actor)}: `,
      span('term', conditionName(row.condition, names)),
      ', ',
      ...weightLabel(row),
      ' ',
      span('date', `since ${row.since}`),
      ...claimed(row, names),
      ...restingOn(row.evidence),
    ],
    records: recordNames('positions', [row.position]),
  };
}

/** Vetoes, then what opposes each demand in the words of others and of the mandate, then what it waits for in vain. */
export function obstacleSentences(brief: Brief, demands: readonly Held[], names: Names): Sentence[] {
  const conditions = [...new Set(demands.flatMap(({ condition }) => condition))];
  return [
    ...brief.vetoes.map((veto) => ({
      draft: [...vetoLine(veto, names), ...doubt(veto), ...restingOn(veto.evidence), ...noted(veto)],
      records: recordNames('positions', [veto.position]),
    })),
    ...conditions.flatMap((id) => againstSentence(id, brief, demands, names)),
    ...longest(brief.deadlocks).map((row) => deadlockSentence(row, brief, names)),
  ];
}

function againstSentence(condition: string, brief: Brief, demands: readonly Held[], names: Names): Sentence[] {
  const opposed = brief.opposition.get(condition) ?? [];
  const clauses = demands
    .flatMap(({ against }) => against)
    .filter((each) => each.kind === 'clause' && each.condition === condition);
  const bearing = (effect: string) => [
    ...new Set(clauses.filter((each) => each.effect === effect).map(({ id }) => id)),
  ];
  const said: Draft[] = [
    ...opposed.map(
      (row): Draft => [
        `opposed by ${names.actor(row.actor)}`,
        ...(row.strength === null ? [] : [' (', strengthLabel(row.strength), ')']),
        ...claimed(row, names),
        ...restingOn(row.evidence),
      ],
    ),
    ...effects
      .filter((effect) => bearing(effect).length > 0)
      .map(
        (effect): Draft => [
          'the mandate ',
          effectLabel(effect),
          ...bearing(effect).map((clause): Support => ({ rests: 'clause', clause })),
        ],
      ),
  ];
  if (said.length === 0) return [];
  return [
    {
      draft: [span('term', names.condition(condition)), ': ', ...listed(said, '; ')],
      records: [
        ...recordNames(
          'positions',
          opposed.map(({ position }) => position),
        ),
        ...recordNames('clauses', effects.flatMap(bearing)),
      ],
    },
  ];
}

/** Without the chains that a longer one goes on from. */
function longest(rows: readonly DeadlockRow[]): DeadlockRow[] {
  const pathOf = ({ steps }: DeadlockRow) =>
    steps.map(({ term, requires }) => `${term.position} ${requires}`).join('\n');
  return rows.filter((row) => !rows.some((other) => other !== row && pathOf(other).startsWith(`${pathOf(row)}\n`)));
}

/** Who is in a circle that another waits for. */
function circling({ steps }: DeadlockRow, names: Names): string {
  const who = [...new Set(steps.map((step) => `${names.actor(step.actor)} (${step.undertaking})`))];
  return who.length === 1 ? `${who} waits for itself` : `${who.join(', ')} wait for each other`;
}

/** A circle or a chain in one sentence, link by link; each refusal with what it rests on. */
function deadlockSentence(row: DeadlockRow, { actor, pieces }: Brief, names: Names): Sentence {
  const { kind, ends_with, way_out } = row;
  const isIn = row.steps.some((step) => step.actor === actor.id);
  const steps = isIn ? row.steps : [...chainTo(row, actor.id), ...row.steps];
  const links = steps.map(
    (step): Draft => [
      `${names.actor(step.actor)} (${step.undertaking}): waits for `,
      span('term', names.condition(step.requires)),
      ...claimed(step.term, names),
      ...restingOn(step.evidence),
      `, which is up to ${delivererText(step.delivered_by, names)}`,
      ...refusalDraft(step, pieces, names),
    ],
  );
  const around = kind === 'circle' ? 'way out' : 'way round';
  return {
    draft: [
      ...listed(links, '; '),
      ...(kind === 'circle' ? [isIn ? '; each waits for the other' : `; ${circling(row, names)}`] : []),
      ...(way_out.length === 0
        ? [span('muted', ` (no ${around} on record)`)]
        : [` (a ${around}: ${way_out.map((id) => names.condition(id)).join(', ')})`]),
    ],
    records: [
      ...recordNames(
        'positions',
        steps.map(({ term }) => term.position),
      ),
      ...recordNames(ends_with?.because === 'refused' ? 'commitments' : 'positions', ends_with?.records ?? []),
    ],
  };
}

function refusalDraft({ refusal, refused_by }: Step, pieces: Brief['pieces'], names: Names): Draft {
  if (refusal === null || refused_by === null) return [];
  return [
    span('bad', refusal === 'refused' ? ', which has refused' : ', which opposes it'),
    ...claimed(refused_by, names),
    ...restingOn(refused_by.evidence.flatMap((id) => pieces.get(id) ?? [])),
  ];
}
