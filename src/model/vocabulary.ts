/** The closed lists of the data model: each is the one place that names its values, in the order that reports use. */

/** Record kinds, as they stand in a data file. */
export const kinds = [
  'actors',
  'sources',
  'quotes',
  'conditions',
  'positions',
  'commitments',
  'clauses',
  'events',
] as const;
export type Kind = (typeof kinds)[number];

/** Where an id is looked up: quotes and events share one space, since either can be evidence. */
export type Space = Exclude<Kind, 'quotes' | 'events'> | 'evidence' | 'undertakings';

export function spaceOf(kind: Kind): Space {
  return kind === 'quotes' || kind === 'events' ? 'evidence' : kind;
}

export const actorTypes = ['state', 'organisation', 'bloc', 'armed_group', 'person'] as const;

/** Admiralty code (NATO AJP-2.1): reliability of the source, A (completely reliable) to F (cannot be judged). */
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Admiralty code: credibility of the statement, 1 (confirmed) to 6 (cannot be judged). */
export const credibilities = [1, 2, 3, 4, 5, 6] as const;

export const modes = ['direct', 'reported'] as const;
export const attributions = ['named', 'anonymous', 'collective', 'outlet'] as const;

export const categories = [
  'mandate',
  'command',
  'tasks',
  'political',
  'security',
  'logistics',
  'domestic',
  'information',
  'financial',
  'composition',
] as const;

export const states = ['open', 'met', 'failed', 'disputed'] as const;
export type State = (typeof states)[number];

export const stances = ['requires', 'supports', 'opposes', 'waives'] as const;
export type Stance = (typeof stances)[number];

/** Strongest first. */
export const strengths = ['red_line', 'precondition', 'request', 'concern'] as const;
export type Strength = (typeof strengths)[number];

/** From 0 for a red line, the weaker the higher; what nobody has judged comes last. */
export function strengthRank(strength: Strength | null | undefined): number {
  return strength ? strengths.indexOf(strength) : strengths.length;
}

/** Analytic confidence, after US Intelligence Community Directive 203. */
export const confidences = ['low', 'moderate', 'high'] as const;

export const acts = [
  'offers',
  'pledges',
  'joins',
  'deploys',
  'undecided',
  'suspends',
  'declines',
  'withdraws',
] as const;
export type Act = (typeof acts)[number];

export const contributionTypes = [
  'troops',
  'police',
  'medical',
  'engineering',
  'training',
  'logistics',
  'funding',
  'observers',
  'staff_officers',
  'reconstruction',
] as const;

export const modalities = ['duty', 'permission', 'prohibition', 'provision'] as const;

export const effects = ['meets', 'strains', 'falls_short', 'contradicts'] as const;
export type Effect = (typeof effects)[number];

/** The undertaking that a requirement or a commitment is about when its record names none. */
export const defaultUndertaking = 'participation';
