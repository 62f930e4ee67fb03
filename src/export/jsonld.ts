import {
  type Actor,
  conditionsOf,
  type Quote,
  type RecordOf,
  undertakingOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import type { Recorded } from '../query/recorded.ts';
import { printable } from '../render/json.ts';

type Node = Readonly<Record<string, unknown>>;

const reference = { '@type': '@id' };
const edtf = { '@type': 'edtf:EDTF' };

/**
 * The terms used: schema.org where it has one, the Web Annotation vocabulary for where in a source a quote stands, EDTF dates as
 * the Library of Congress types them, and `isf:` for what is the model's own. `kb:` is the one line to change for other addresses.
 */
function contextOf(name: string): Node {
  return {
    '@version': 1.1,
    kb: { '@id': `urn:isf:${name}:`, '@prefix': true },
    isf: { '@id': 'urn:isf:terms:', '@prefix': true },
    schema: 'http://schema.org/',
    oa: 'http://www.w3.org/ns/oa#',
    edtf: 'http://id.loc.gov/datatypes/edtf/',
    sameAs: { '@id': 'schema:sameAs', ...reference },
    url: { '@id': 'schema:url', ...reference },
    member: { '@id': 'schema:member', ...reference },
    worksFor: { '@id': 'schema:worksFor' },
    isPartOf: { '@id': 'schema:isPartOf', ...reference },
    citation: { '@id': 'schema:citation', ...reference },
    about: { '@id': 'schema:about', ...reference },
    creator: { '@id': 'schema:creator', ...reference },
    attendee: { '@id': 'schema:attendee', ...reference },
    actor: { '@id': 'isf:actor', ...reference },
    claimedBy: { '@id': 'isf:claimedBy', ...reference },
    contradicts: { '@id': 'isf:contradicts', ...reference },
    condition: { '@id': 'isf:condition', ...reference },
    anyOf: { '@id': 'isf:anyOf', ...reference },
    evidence: { '@id': 'isf:evidence', ...reference },
    heldFor: { '@id': 'isf:heldFor', ...reference },
    said: { '@id': 'isf:said', ...edtf },
    published: { '@id': 'isf:published', ...edtf },
    since: { '@id': 'isf:since', ...edtf },
    until: { '@id': 'isf:until', ...edtf },
    date: { '@id': 'isf:date', ...edtf },
    deliveredBy: { '@id': 'isf:deliveredBy', '@type': '@json' },
    body: { '@id': 'oa:hasBody', ...reference },
    target: 'oa:hasTarget',
    source: { '@id': 'oa:hasSource', ...reference },
    selector: 'oa:hasSelector',
    motivation: { '@id': 'oa:motivatedBy', ...reference },
    exact: 'oa:exact',
    prefix: 'oa:prefix',
    suffix: 'oa:suffix',
  };
}

/** The records as JSON-LD 1.1, its context within: one graph, a node a line. */
export function* jsonldOf(recorded: Recorded): Iterable<string> {
  const { manifest, asOf } = recorded;
  yield `{\n"@context": ${JSON.stringify(contextOf(manifest.name))},\n"@graph": [`;
  const about = {
    '@id': `kb:${manifest.name}`,
    '@type': 'schema:Dataset',
    'schema:name': manifest.title,
    'schema:description': manifest.description,
    'isf:asOf': asOf ?? undefined,
  };
  yield `\n${JSON.stringify(about)}`;
  for (const kind of kinds) {
    const write = writers[kind] as Writer<Kind>;
    for (const record of recorded.records(kind)) {
      const marks = { 'isf:note': record.note };
      for (const [i, node] of write(record, recorded).entries())
        yield `,\n${printable(JSON.stringify(i === 0 ? { '@id': iri(kind, record.id), ...node, ...marks } : node))}`;
    }
  }
  yield '\n]\n}\n';
}

type Writer<K extends Kind> = (record: RecordOf[K], recorded: Recorded) => readonly Node[];

/** A record as nodes, the first of them the record itself. */
const writers: { readonly [K in Kind]: Writer<K> } = {
  actors: (actor) => [
    {
      '@type': actorTypes[actor.type],
      'schema:name': actor.name,
      'schema:alternateName': actor.aliases,
      'schema:identifier': actor.iso3166 && {
        '@type': 'schema:PropertyValue',
        'schema:propertyID': 'ISO 3166-1 alpha-3',
        'schema:value': actor.iso3166,
      },
      sameAs: actor.wikidata && `http://www.wikidata.org/entity/${actor.wikidata}`,
      member: actor.members?.map((id) => iri('actors', id)),
      worksFor: actor.posts?.map((post) => ({
        '@type': 'schema:OrganizationRole',
        'schema:roleName': post.role,
        since: post.since,
        until: post.until,
        worksFor: { '@id': iri('actors', post.actor) },
      })),
    },
  ],
  sources: (source) => [
    {
      '@type': 'schema:CreativeWork',
      'schema:name': source.title,
      'schema:publisher': { '@type': 'schema:Organization', 'schema:name': source.publisher },
      'schema:author': source.authors?.map((name) => ({ '@type': 'schema:Person', 'schema:name': name })),
      'schema:datePublished': isoDate(source.published),
      published: source.published,
      url: source.url,
      'schema:inLanguage': source.lang,
      'isf:reliability': source.reliability,
      'isf:relays': source.relays,
    },
  ],
  quotes: (quote, recorded) => [
    {
      '@type': 'schema:Quotation',
      'schema:text': quote.text,
      'isf:mode': quote.mode,
      creator: quote.speaker_id && iri('actors', quote.speaker_id),
      'schema:creditText': quote.speaker,
      actor: quote.actor && iri('actors', quote.actor),
      claimedBy: quote.claimed_by && iri('actors', quote.claimed_by),
      'isf:attribution': quote.attribution,
      'schema:dateCreated': isoDate(quote.said),
      said: quote.said,
      'schema:locationCreated': quote.place && { '@type': 'schema:Place', 'schema:name': quote.place },
      'isf:credibility': quote.credibility,
      isPartOf: iri('sources', quote.source),
      citation: quote.also_in?.map((id) => iri('sources', id)),
      contradicts: quote.contradicts?.map((id) => evidenceIri(id, recorded)),
      about: quote.about?.map((id) => iri('conditions', id)),
    },
    ...annotationOf(quote, recorded),
  ],
  conditions: (condition, recorded) => [
    {
      '@type': ['schema:DefinedTerm', 'isf:Condition'],
      'schema:name': condition.name,
      'schema:description': condition.statement,
      'schema:keywords': condition.keywords,
      'isf:category': condition.category,
      deliveredBy: condition.delivered_by,
      'isf:status': condition.status?.map(({ state, since, for: actors, evidence, note }) => ({
        '@type': 'isf:Status',
        'isf:state': state,
        since,
        heldFor: actors?.map((id) => iri('actors', id)),
        evidence: evidence.map((id) => evidenceIri(id, recorded)),
        'isf:note': note,
      })),
    },
  ],
  positions: (position, recorded) => [
    {
      '@type': 'isf:Position',
      actor: iri('actors', position.actor),
      ...(position.any_of
        ? { anyOf: conditionsOf(position).map((id) => iri('conditions', id)) }
        : { condition: conditionsOf(position).map((id) => iri('conditions', id)) }),
      'isf:stance': position.stance,
      'isf:strength': position.strength,
      'isf:undertaking': undertakingOf(position),
      since: position.since,
      'isf:confidence': position.confidence,
      'isf:standing': recorded.stands(position),
      'isf:holdsBack': recorded.holdsBack(position),
      'isf:claim': recorded.isClaim(position),
      evidence: position.evidence.map((id) => evidenceIri(id, recorded)),
    },
  ],
  commitments: (commitment, recorded) => [
    {
      '@type': 'isf:Commitment',
      actor: iri('actors', commitment.actor),
      'isf:act': commitment.act,
      'isf:undertaking': undertakingOfCommitment(commitment),
      date: commitment.date,
      'isf:confidence': commitment.confidence,
      'isf:latest': recorded.isLatest(commitment),
      'isf:claim': recorded.isClaim(commitment),
      'isf:contribution': commitment.contribution?.map(({ type, count, note }) => ({
        'isf:type': type,
        ...(typeof count === 'number'
          ? { 'isf:count': count }
          : { 'isf:min': count?.min, 'isf:max': count?.max, 'isf:approx': count?.approx }),
        'isf:note': note,
      })),
      evidence: commitment.evidence.map((id) => evidenceIri(id, recorded)),
    },
  ],
  clauses: (clause, recorded) => [
    {
      '@type': ['schema:CreativeWork', 'isf:Clause'],
      'isf:instrument': clause.instrument,
      'isf:paragraph': clause.paragraph,
      'isf:modality': clause.modality,
      'schema:abstract': clause.summary,
      since: clause.since,
      until: clause.until,
      citation: clause.sources.map((id) => iri('sources', id)),
      'isf:bearsOn': clause.bears_on?.map(({ condition, effect, evidence, note }) => ({
        '@type': 'isf:Bearing',
        condition: iri('conditions', condition),
        'isf:effect': effect,
        evidence: evidence.map((id) => evidenceIri(id, recorded)),
        'isf:note': note,
      })),
    },
  ],
  events: (event) => [
    {
      '@type': 'schema:Event',
      'schema:name': event.title,
      'schema:description': event.summary,
      'schema:startDate': isoDate(event.date),
      date: event.date,
      citation: event.sources.map((id) => iri('sources', id)),
      attendee: event.actors?.map((id) => iri('actors', id)),
    },
  ],
};

const actorTypes: Readonly<Record<Actor['type'], string | readonly string[]>> = {
  state: ['schema:Organization', 'isf:State'],
  organisation: 'schema:Organization',
  bloc: ['schema:Organization', 'isf:Bloc'],
  armed_group: ['schema:Organization', 'isf:ArmedGroup'],
  person: 'schema:Person',
};

function iri(kind: Kind, id: string): string {
  return `kb:${kind}/${id}`;
}

function evidenceIri(id: string, recorded: Recorded): string {
  return iri(recorded.isQuote(id) ? 'quotes' : 'events', id);
}

/** Where a verbatim quote stands in its source. One with words left out or put in is not there letter for letter, and has no selector. */
function annotationOf(quote: Quote, recorded: Recorded): Node[] {
  if (quote.mode !== 'direct' || /[[\]…]|\.\.\./.test(quote.text)) return [];
  const { text: exact, prefix, suffix } = quote;
  return [
    {
      '@id': `${iri('quotes', quote.id)}#annotation`,
      '@type': 'oa:Annotation',
      motivation: 'oa:linking',
      body: iri('quotes', quote.id),
      target: {
        '@type': 'oa:SpecificResource',
        source: recorded.find('sources', quote.source)?.url ?? iri('sources', quote.source),
        selector: { '@type': 'oa:TextQuoteSelector', exact, prefix, suffix },
      },
    },
  ];
}

/** The date where it is one day, month or year in plain ISO 8601, as schema.org takes it; else it is in the EDTF term alone. */
function isoDate(date: string): string | undefined {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) ? date : undefined;
}
