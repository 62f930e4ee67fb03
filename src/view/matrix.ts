import type { Stance, Strength } from '../model/vocabulary.ts';
import type { Matrix } from '../query/matrix.ts';
import type { Names } from '../query/names.ts';
import type { Stand } from '../query/stands.ts';
import { counted } from './labels.ts';
import { type Block, type Column, type Inline, type Role, span } from './view.ts';

const strengthCodes: Readonly<Record<Strength, string>> = {
  red_line: 'R',
  precondition: 'P',
  request: 'Q',
  concern: 'C',
};
const sideCodes: Readonly<Record<Stance, string>> = { requires: '', supports: '+', opposes: '-', waives: '0' };

/** What the signs of a cell mean, in the order of the legend. */
const legend: readonly {
  readonly opening: string;
  readonly signs: readonly (readonly [sign: string, meaning: string])[];
}[] = [
  {
    opening: 'A letter alone requires it:',
    signs: [
      ['R', 'red line'],
      ['P', 'precondition'],
      ['Q', 'request'],
      ['C', 'concern'],
      ['D', 'demand, strength not judged'],
    ],
  },
  {
    opening: 'With a sign:',
    signs: [
      ['+', 'supports it'],
      ['-', 'opposes it'],
      ['0', 'has given it up'],
    ],
  },
  {
    opening: 'Marks:',
    signs: [
      ['/', 'one of several that will do'],
      ['*', "a claim, not the actor's own statement"],
      ['!', 'evidence left out because of an error in the data'],
      ['^', 'via a bloc, not its own'],
    ],
  },
];
const signOrder = legend.flatMap(({ signs }) => signs.map(([sign]) => sign));

/** A stand in signs: `R` requires as a red line, `-R` opposes as one, `+` supports; `*` a claim, `!` evidence left out, `^` via a bloc, `/` one of several. */
function code({ stance, strength, claim, evidence_missing: missing, via, any_of }: Stand): string {
  const judged = strength === null ? (stance === 'requires' ? 'D' : '') : strengthCodes[strength];
  const marks = `${any_of === null ? '' : '/'}${claim === null ? '' : '*'}${missing.length === 0 ? '' : '!'}${via === null ? '' : '^'}`;
  return `${sideCodes[stance]}${stance === 'waives' ? '' : judged}${marks}`;
}

function roleOf({ stance, strength, via }: Stand): Role | undefined {
  if (via !== null || stance === 'waives') return 'muted';
  if (stance === 'supports') return 'good';
  if (stance === 'opposes' || strength === 'red_line') return 'bad';
  return strength === 'precondition' ? 'caution' : undefined;
}

/** Signs of a cell, each once, with how many stands it is for where that is more than one. */
function cell(stands: readonly Stand[], isCounted: boolean): Inline {
  const signs = new Map<string, { role: Role | undefined; count: number }>();
  for (const stand of stands) {
    const sign = code(stand);
    signs.set(sign, { role: roleOf(stand), count: (signs.get(sign)?.count ?? 0) + 1 });
  }
  return [...signs].sort(bySign).flatMap(([sign, { role, count }], i) => {
    const text = isCounted && count > 1 ? `${count}${sign}` : sign;
    return [...(i === 0 ? [] : [',']), role === undefined ? text : span(role, text)];
  });
}

function bySign([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const rank = (sign: string) => signOrder.findIndex((known) => sign.startsWith(known));
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** The actors' own stands, and those of their blocs only where they have none. */
function told(stands: readonly Stand[]): readonly Stand[] {
  const own = stands.filter(({ via }) => via === null);
  return own.length > 0 ? own : stands;
}

/** Actors by conditions, a sign for each stand. */
export function conditionGrid({ actors, conditions, at }: Matrix, names: Names): Block[] {
  return grid(
    actors,
    conditions.map(({ id, category }, i) => ({ head: names.condition(id), short: String(i + 1), group: category })),
    (actor, index) => cell(told(at(actor, conditions[index]?.id ?? '')), false),
    names,
  );
}

/** Actors by categories, each sign with how many conditions it stands for. */
export function categoryGrid({ actors, conditions, at }: Matrix, names: Names): Block[] {
  const categories = [...new Set(conditions.map(({ category }) => category))];
  return grid(
    actors,
    categories.map((category) => ({ head: category, short: category })),
    (actor, index) =>
      cell(
        conditions.flatMap(({ id, category }) => (category === categories[index] ? told(at(actor, id)) : [])),
        true,
      ),
    names,
  );
}

function grid(
  actors: readonly string[],
  columns: readonly Column[],
  cellOf: (actor: string, column: number) => Inline,
  names: Names,
): Block[] {
  if (actors.length === 0 || columns.length === 0) return [];
  return [
    {
      block: 'table',
      columns: [{ head: 'actor' }, ...columns],
      rows: actors.map((actor) => [[span('term', names.actor(actor))], ...columns.map((_, i) => cellOf(actor, i))]),
    },
  ];
}

/** What the signs in a matrix mean; only those that stand in it. */
export function legendText({ actors, conditions, at }: Matrix): string {
  const used = new Set(
    actors.flatMap((actor) => conditions.flatMap(({ id }) => told(at(actor, id)).flatMap((stand) => [...code(stand)]))),
  );
  return legend
    .flatMap(({ opening, signs }) => {
      const meanings = signs.filter(([sign]) => used.has(sign)).map(([sign, meaning]) => `${sign} ${meaning}`);
      return meanings.length === 0 ? [] : [`${opening} ${meanings.join(', ')}.`];
    })
    .join(' ');
}

/** Says where one cell holds positions on several undertakings, which no sign tells apart. */
export function mixedNote({ actors, conditions, at }: Matrix): string[] {
  const mixed = actors
    .flatMap((actor) =>
      conditions.map(({ id }) => new Set(told(at(actor, id)).map(({ undertaking }) => undertaking ?? 'none'))),
    )
    .filter(({ size }) => size > 1);
  if (mixed.length === 0) return [];
  const undertakings = [...new Set(mixed.flatMap((each) => [...each]))].sort();
  return [
    `${counted(mixed.length, 'cell')} of actor and condition ${mixed.length === 1 ? 'mixes' : 'mix'} undertakings (${undertakings.join(', ')}): --undertaking shows one alone.`,
  ];
}
