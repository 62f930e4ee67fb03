/** How the values of the closed lists are said to people. */
import type { Change } from '../model/change.ts';
import type { Verification } from '../model/proof.ts';
import type { Commitment } from '../model/record.ts';
import type { Act, Effect, Stance, State, Strength } from '../model/vocabulary.ts';
import { type Inline, type Span, span } from './view.ts';

const strengthLabels: Readonly<Record<Strength, Span>> = {
  red_line: span('bad', 'red line'),
  precondition: span('caution', 'precondition'),
  request: span('strong', 'request'),
  concern: span('strong', 'concern'),
};

export function strengthLabel(strength: Strength | null): Span {
  return strength === null ? span('muted', 'strength not judged') : strengthLabels[strength];
}

const stateLabels: Readonly<Record<State, Span>> = {
  open: span('strong', 'open'),
  met: span('good', 'met'),
  failed: span('bad', 'failed'),
  disputed: span('caution', 'disputed'),
};

/** The recorded state of a condition; nothing recorded is said, not taken for open. */
export function stateLabel(state: State | null): Span {
  return state === null ? span('muted', 'no status recorded') : stateLabels[state];
}

const stanceLabels: Readonly<Record<Stance, Span>> = {
  requires: span('strong', 'requires'),
  supports: span('good', 'supports'),
  opposes: span('bad', 'opposes'),
  waives: span('muted', 'has given up'),
};

/** What a position asks and how strongly: of a demand the strength says it. */
export function weightLabel({ stance, strength }: { stance: Stance; strength: Strength | null }): Inline {
  if (stance === 'requires') return [strengthLabel(strength)];
  return strength === null ? [stanceLabels[stance]] : [stanceLabels[stance], ' (', strengthLabel(strength), ')'];
}

const stanceSentences: Readonly<Record<Stance, string | Span>> = {
  requires: 'requires it',
  supports: span('good', 'supports it'),
  opposes: span('bad', 'opposes it'),
  waives: span('muted', 'has given it up'),
};

/** A stance as the rest of a sentence on a condition that stands above: `opposes it`. */
export function stanceSentence(stance: Stance): string | Span {
  return stanceSentences[stance];
}

const changeLabels: Readonly<Record<Change, Span>> = {
  added: span('strong', 'new'),
  hardened: span('bad', 'hardened'),
  softened: span('good', 'softened'),
  reversed: span('caution', 'reversed'),
  waived: span('good', 'given up'),
  restated: span('muted', 'said again'),
};

/** How a position moved. */
export function changeLabel(change: Change): Span {
  return changeLabels[change];
}

const actLabels: Readonly<Record<Act, string>> = {
  offers: 'offers',
  pledges: 'pledges',
  joins: 'has joined',
  deploys: 'has deployed',
  undecided: 'undecided',
  suspends: 'has suspended its part',
  declines: 'has declined',
  withdraws: 'has withdrawn',
};

export function actLabel(act: Act): string {
  return actLabels[act];
}

const effectLabels: Readonly<Record<Effect, Span>> = {
  meets: span('good', 'meets it'),
  strains: span('caution', 'strains it'),
  falls_short: span('caution', 'falls short of it'),
  contradicts: span('bad', 'contradicts it'),
};

export function effectLabel(effect: Effect): Span {
  return effectLabels[effect];
}

const verificationLabels: Readonly<Record<Verification, Span>> = {
  verified: span('good', 'verified'),
  unverified: span('caution', 'unverified'),
  changed: span('bad', 'changed since verified'),
  reported: span('muted', 'reported'),
};

/** How far a quote's wording is proved. */
export function verificationLabel(verification: Verification): Span {
  return verificationLabels[verification];
}

/** `1 condition`, `2 conditions`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What is put on the table: `troops 5,000-8,000 (by June)`. */
export function contributionLabel({ type, count, note }: NonNullable<Commitment['contribution']>[number]): string {
  const size = count === undefined ? '' : ` ${figure(count)}`;
  return `${type.replaceAll('_', ' ')}${size}${note === undefined ? '' : ` (${note})`}`;
}

/** Figures as people read them: `20,000`, `5,000-8,000`, `about 1,000`, `about 1,000 (500-2,000)`. */
function figure(
  count: number | { min?: number | undefined; max?: number | undefined; approx?: number | undefined },
): string {
  if (typeof count === 'number') return grouped(count);
  const { min, max, approx } = count;
  const bounds = min === undefined && max === undefined ? '' : ` (${bounded(min, max)})`;
  return approx === undefined ? bounded(min, max) : `about ${grouped(approx)}${bounds}`;
}

function bounded(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `${grouped(min)}-${grouped(max)}`;
  if (min !== undefined) return `at least ${grouped(min)}`;
  return max === undefined ? 'an unstated number' : `up to ${grouped(max)}`;
}

/** A number with its thousands parted: `20,000`. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
