import type { Decision } from '../model/holding.ts';
import type { Actor } from '../model/record.ts';
import type { ActorAnswer, Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import { counted } from './labels.ts';
import { companyBlocks, conditionName, decisionBlocks, lines, positionBlocks, vetoLine } from './position.ts';
import { type Block, type Inline, span } from './view.ts';

/** What an actor has decided and holds: decisions first, then what holds it back, then what it asks for besides. */
export function actorBlocks(actor: Actor, blocs: readonly string[], answer: ActorAnswer, names: Names): Block[] {
  const own = answer.held.filter((row) => row.via === null && row.standing);
  const undertakings = [
    ...new Set(own.flatMap((row) => (isDemand(row) && row.undertaking !== null ? [row.undertaking] : []))),
  ];
  return [
    { block: 'heading', level: 1, text: [span('term', actor.name), ...identity(actor)] },
    ...lines([blocs.length > 0 && [span('muted', 'member of '), blocs.map((id) => names.actor(id)).join(', ')]]),
    ...part(
      'Decided',
      answer.decided.flatMap((row) => decisionBlocks(row, names)),
    ),
    ...undertakings.flatMap((undertaking) =>
      holdingPart(own, undertaking, answer.decisions.get(undertaking) ?? 'none', names),
    ),
    ...part('In the way, whatever is met', lines(answer.vetoes.map((veto) => vetoLine(veto, names)))),
    ...group(
      'Required, and met',
      own.filter((row) => isDemand(row) && row.state === 'met'),
      names,
    ),
    ...group(
      'Asked for or feared, not a condition',
      own.filter((row) => row.stance === 'requires' && !isDemand(row)),
      names,
    ),
    ...group(
      'Supports',
      own.filter((row) => row.stance === 'supports'),
      names,
    ),
    ...group(
      'Opposes',
      own.filter((row) => row.stance === 'opposes'),
      names,
    ),
    ...group(
      'Given up',
      own.filter((row) => row.stance === 'waives'),
      names,
    ),
    ...group(
      'Superseded',
      answer.held.filter((row) => row.via === null && !row.standing),
      names,
    ),
    ...blocs.flatMap((bloc) =>
      group(
        `Via ${names.actor(bloc)}, not counted as its own`,
        answer.held.filter((row) => row.via === bloc),
        names,
      ),
    ),
  ];
}

function isDemand(row: Held): boolean {
  return row.stance === 'requires' && (row.strength === 'red_line' || row.strength === 'precondition');
}

const openings: Readonly<Record<Decision, (undertaking: string) => string>> = {
  none: (undertaking) => `Holds it back from ${undertaking}`,
  undecided: (undertaking) => `Holds it back from ${undertaking}`,
  joined: (undertaking) => `Outstanding although it has joined in ${undertaking}`,
  refused: (undertaking) => `Asked for, and ${undertaking} refused all the same`,
};

function holdingPart(own: readonly Held[], undertaking: string, decision: Decision, names: Names): Block[] {
  const rows = own.filter((row) => row.holds_back && row.undertaking === undertaking);
  const title = `${openings[decision](undertaking)}: ${counted(rows.length, 'stated condition')}`;
  return group(title, rows, names);
}

function group(title: string, rows: readonly Held[], names: Names): Block[] {
  return part(
    title,
    rows.flatMap((row) => [
      ...positionBlocks(row, [span('term', conditionName(row.condition, names))], names),
      ...companyBlocks(row, names),
    ]),
  );
}

function part(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ block: 'heading', level: 2, text: [title] }, ...blocks];
}

function identity(actor: Actor): Inline {
  const facts = [actor.type.replaceAll('_', ' '), actor.iso3166].filter((fact) => fact !== undefined);
  return ['  ', span('id', actor.id), span('muted', ` · ${facts.join(' · ')}`)];
}

/** A person: posts, and for whom the person has spoken, in how many quotes. */
export function personBlocks(person: Actor, spokeFor: ReadonlyMap<string, number>, names: Names): Block[] {
  return [
    { block: 'heading', level: 1, text: [span('term', person.name), ...identity(person)] },
    ...lines([
      ...(person.posts ?? []).map(
        (post): Inline => [`${post.role}, ${names.actor(post.actor)}`, span('date', period(post))],
      ),
      ...[...spokeFor].map(
        ([id, quotes]): Inline => [
          'has spoken for ',
          span('strong', names.actor(id)),
          ` (${counted(quotes, 'quote')}): `,
          span('option', `isf who-conditions ${id}`),
        ],
      ),
    ]),
  ];
}

function period({ since, until }: { since?: string | undefined; until?: string | undefined }): string {
  if (since === undefined && until === undefined) return '';
  return since === undefined ? `, until ${until}` : until === undefined ? `, since ${since}` : `, ${since} to ${until}`;
}
