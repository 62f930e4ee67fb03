/**
 * The one definition of the record kinds: validation, the types (record.ts) and the references between records come from here.
 * Imports zod, so it is loaded only when YAML is read.
 */
import * as z from 'zod';
import { readDate } from './edtf.ts';
import {
  actorTypes,
  acts,
  attributions,
  categories,
  confidences,
  contributionTypes,
  credibilities,
  effects,
  type Kind,
  modalities,
  modes,
  reliabilities,
  type Space,
  stances,
  states,
  strengths,
} from './vocabulary.ts';

export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const slug = z.string().regex(slugPattern, {
  error: 'an id is lower-case letters and digits, parted by single hyphens',
});

/** The space that a field's ids refer to, for the fields that refer. */
export const references = z.registry<{ space: Space }>();

function ref(space: Space) {
  const field = slug.clone();
  references.add(field, { space });
  return field;
}

const text = z.string().refine((value) => value.trim() !== '', { error: 'this text is empty' });

/** A bare year reads as a number in YAML; its digits are the date. */
export const date: z.ZodType<string> = z.preprocess(
  (value) => (Number.isInteger(value) ? String(value) : value),
  z.string().superRefine((value, context) => {
    const reading = readDate(value);
    if (!reading.ok)
      context.addIssue({
        code: 'custom',
        message: `"${value}" is not a date: ${reading.reason}`,
        params: { rule: 'invalid-date' },
      });
  }),
);

const url = z
  .string()
  .regex(/^https?:\/\/[^\s]+$/, { error: 'a web address starts with http:// or https:// and has no space' });

const several = <T extends z.ZodType>(item: T) => z.array(item).min(1, { error: 'this list is empty' });

const evidence = several(ref('evidence'));
const count = z.number().int().min(0, { error: 'a count is 0 or more' });

const common = {
  id: slug,
  formerly: several(slug).optional(),
  note: text.optional(),
};

/** Looks at a record as a whole even where single fields are wrong, so that everything is said in one run. */
const atOnce = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };

const actors = z
  .strictObject({
    ...common,
    name: text,
    type: z.enum(actorTypes),
    aliases: several(text).optional(),
    iso3166: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'an ISO 3166-1 alpha-3 code is three capital letters' })
      .optional(),
    wikidata: z
      .string()
      .regex(/^Q[1-9]\d*$/, { error: 'a Wikidata id is Q and a number' })
      .optional(),
    members: several(ref('actors')).optional(),
    posts: several(
      z.strictObject({ actor: ref('actors'), role: text, since: date.optional(), until: date.optional() }),
    ).optional(),
  })
  .superRefine((actor, context) => {
    if (!actorTypes.includes(actor.type)) return;
    if (actor.members && actor.type !== 'bloc')
      only(context, 'members', 'only a bloc has members', 'remove them, or write type: bloc');
    if (actor.posts && actor.type !== 'person')
      only(context, 'posts', 'only a person holds posts', 'remove them, or write type: person');
  }, atOnce);

const sources = z.strictObject({
  ...common,
  title: text,
  publisher: text,
  published: date,
  authors: several(text).optional(),
  url: url.optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'a language is a BCP 47 tag such as en or pt-BR' })
    .optional(),
  reliability: z.enum(reliabilities).optional(),
  relays: text.optional(),
});

const quotes = z
  .strictObject({
    ...common,
    source: ref('sources'),
    mode: z.enum(modes),
    text,
    said: date,
    actor: ref('actors').optional(),
    speaker: text.optional(),
    speaker_id: ref('actors').optional(),
    attribution: z.enum(attributions).optional(),
    claimed_by: ref('actors').optional(),
    place: text.optional(),
    also_in: several(ref('sources')).optional(),
    credibility: z.literal(credibilities).optional(),
    prefix: text.optional(),
    suffix: text.optional(),
    contradicts: several(ref('evidence')).optional(),
    about: several(ref('conditions')).optional(),
  })
  .superRefine((quote, context) => {
    const { actor, attribution } = quote;
    const known = attribution === undefined || attributions.includes(attribution);
    if (actor === undefined && known && attribution !== 'outlet')
      context.addIssue({
        code: 'custom',
        path: [],
        message: 'this quote names no actor, and only the outlet itself (attribution: outlet) may speak of nobody',
        params: { rule: 'missing-field', hint: 'add actor: the one whose position it speaks of' },
      });
  }, atOnce);

const delivery = z.strictObject({
  actor: ref('actors'),
  undertaking: ref('undertakings'),
  evidence: evidence.optional(),
});

/** Who brings a condition about: one act, any or all of several, or `self`, each actor its own. */
export type Delivery = z.infer<typeof delivery> | { any_of: Delivery[] } | { all_of: Delivery[] } | 'self';

const deliveredBy: z.ZodType<Delivery> = z.lazy(() =>
  z.union(
    [
      z.literal('self'),
      z.strictObject({ any_of: several(deliveredBy) }),
      z.strictObject({ all_of: several(deliveredBy) }),
      delivery,
    ],
    { error: '{actor, undertaking, evidence}, any_of or all_of of these, or self' },
  ),
);

const conditions = z.strictObject({
  ...common,
  name: text,
  statement: text,
  category: z.enum(categories),
  keywords: several(text).optional(),
  status: several(
    z.strictObject({
      state: z.enum(states),
      since: date,
      for: several(ref('actors')).optional(),
      evidence,
      note: text.optional(),
    }),
  ).optional(),
  delivered_by: deliveredBy.optional(),
});

const positions = z
  .strictObject({
    ...common,
    id: slug.optional(),
    actor: ref('actors'),
    condition: ref('conditions').optional(),
    any_of: z
      .array(ref('conditions'))
      .min(2, { error: 'any_of names two conditions or more; a single one is named by condition' })
      .optional(),
    stance: z.enum(stances),
    since: date,
    evidence,
    strength: z.enum(strengths).optional(),
    undertaking: ref('undertakings').optional(),
    confidence: z.enum(confidences).optional(),
  })
  .superRefine((position, context) => {
    if (position.condition === undefined && position.any_of === undefined)
      context.addIssue({
        code: 'custom',
        path: [],
        message: 'this position names no condition',
        params: { rule: 'missing-field', hint: 'add condition, or any_of with the conditions of which one will do' },
      });
    if (position.condition !== undefined && position.any_of !== undefined)
      only(context, 'any_of', 'a position has either condition or any_of, not both', 'remove one of the two');
  }, atOnce);

const figure = z.union(
  [count, z.strictObject({ min: count.optional(), max: count.optional(), approx: count.optional() })],
  { error: 'a whole number or {min, max, approx}' },
);

const commitments = z.strictObject({
  ...common,
  id: slug.optional(),
  actor: ref('actors'),
  act: z.enum(acts),
  date,
  evidence,
  undertaking: ref('undertakings').optional(),
  contribution: several(
    z.strictObject({ type: z.enum(contributionTypes), count: figure.optional(), note: text.optional() }),
  ).optional(),
  confidence: z.enum(confidences).optional(),
});

const clauses = z.strictObject({
  ...common,
  instrument: text,
  modality: z.enum(modalities),
  summary: text,
  since: date,
  sources: several(ref('sources')),
  until: date.optional(),
  paragraph: text.optional(),
  bears_on: several(
    z.strictObject({ condition: ref('conditions'), effect: z.enum(effects), evidence, note: text.optional() }),
  ).optional(),
});

const events = z.strictObject({
  ...common,
  date,
  title: text,
  sources: several(ref('sources')),
  summary: text.optional(),
  actors: several(ref('actors')).optional(),
});

export const schemas = {
  actors,
  sources,
  quotes,
  conditions,
  positions,
  commitments,
  clauses,
  events,
} as const satisfies Record<Kind, z.ZodType>;

const age = z.string().regex(/^[1-9]\d{0,4}d$/, { error: 'an age is a number of days, such as 120d' });

export const manifestSchema = z.strictObject({
  name: slug,
  title: text,
  version: z.literal(1),
  description: text.optional(),
  undertakings: z.record(slug, text).optional(),
  stale_after: z
    .strictObject({
      position: age.optional(),
      status: age.optional(),
      actor: age.optional(),
      categories: z
        .partialRecord(z.enum(categories), z.strictObject({ position: age.optional(), status: age.optional() }))
        .optional(),
    })
    .optional(),
});

function only(context: z.RefinementCtx, field: string, message: string, hint: string): void {
  context.addIssue({ code: 'custom', path: [field], message, params: { hint } });
}
