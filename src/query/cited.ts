import { compareText } from '../model/diagnostic.ts';
import { firstDay } from '../model/edtf.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Verification } from '../model/proof.ts';
import type { Event, Quote, Source } from '../model/record.ts';
import { type AsOf, counts } from '../model/standing.ts';
import { type Claim, claimOf } from '../model/voice.ts';

export interface CitedSource {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly published: string;
  readonly url: string | null;
  readonly reliability: string | null;
}

/** A quote as every answer carries it. */
export interface CitedQuote {
  readonly id: string;
  readonly actor: string | null;
  readonly speaker: string | null;
  readonly attribution: string | null;
  readonly claimed_by: string | null;
  readonly mode: Quote['mode'];
  readonly text: string;
  readonly said: string;
  readonly place: string | null;
  readonly credibility: number | null;
  readonly verification: Verification;
  readonly contradicts: readonly string[];
  readonly source: CitedSource;
  readonly also_in: readonly CitedSource[];
}

/** An event that serves as evidence; its `mode` tells it from a quote. */
export interface CitedEvent {
  readonly id: string;
  readonly mode: 'event';
  readonly text: string;
  readonly said: string;
  readonly sources: readonly CitedSource[];
}

export type Cited = CitedQuote | CitedEvent;

/** A piece of evidence by its id, or undefined where it is not to be had. */
export function evidence(knowledge: KnowledgeBase, id: string): Quote | Event | undefined {
  return knowledge.find('quotes', id) ?? knowledge.find('events', id);
}

/** The evidence that had been given by `asOf`: an actor's own words first, then reports, then claims and events; each in order of date, then id. */
export function citedEvidence(knowledge: KnowledgeBase, ids: readonly string[], asOf: AsOf): Cited[] {
  return given(knowledge, ids, asOf)
    .map((piece) => cite(knowledge, piece, asOf))
    .sort(
      (a, b) => remove(a) - remove(b) || compareText(firstDay(a.said), firstDay(b.said)) || compareText(a.id, b.id),
    );
}

/** How far a piece of evidence is removed from the actor's own words. */
function remove(piece: Cited): number {
  if (piece.mode === 'event') return 3;
  if (piece.attribution === 'outlet' || piece.claimed_by !== null) return 2;
  return piece.mode === 'direct' ? 0 : 1;
}

/** Whose word a record is by a date, in the shape that answers carry. */
export interface Voice {
  /** The claim that it is, or null where the actor's own words, or an event, bear it out. */
  readonly claim: Claim | null;
  /** Evidence that errors in the data keep out: it may be the actor's own words, so nothing is then called a claim. */
  readonly evidence_missing: readonly string[];
}

/** The voice of a record that rests on evidence with these ids. */
export function voiceOf(knowledge: KnowledgeBase, ids: readonly string[], asOf: AsOf): Voice {
  // A record in the base names no evidence that nobody knows: what is not to be had has been left out.
  const missing = [...new Set(ids)].filter((id) => evidence(knowledge, id) === undefined).sort(compareText);
  return { claim: missing.length > 0 ? null : claimOf(given(knowledge, ids, asOf)), evidence_missing: missing };
}

/** The records of the evidence that had been given by `asOf`. */
export function given(knowledge: KnowledgeBase, ids: readonly string[], asOf: AsOf): (Quote | Event)[] {
  return [...new Set(ids)]
    .flatMap((id) => evidence(knowledge, id) ?? [])
    .filter((piece) => counts('text' in piece ? piece.said : piece.date, asOf));
}

function cite(knowledge: KnowledgeBase, piece: Quote | Event, asOf: AsOf): Cited {
  return 'text' in piece ? citeQuote(knowledge, piece, asOf) : citeEvent(knowledge, piece);
}

/** A quote with its source, in the shape that answers carry; of what it contradicts, that which had been said by `asOf`. */
export function citeQuote(knowledge: KnowledgeBase, quote: Quote, asOf: AsOf): CitedQuote {
  return {
    id: quote.id,
    actor: quote.actor ?? null,
    speaker: quote.speaker ?? null,
    attribution: quote.attribution ?? null,
    claimed_by: quote.claimed_by ?? null,
    mode: quote.mode,
    text: quote.text,
    said: quote.said,
    place: quote.place ?? null,
    credibility: quote.credibility ?? null,
    verification: verificationOf(knowledge, quote),
    contradicts: given(knowledge, quote.contradicts ?? [], asOf).map(({ id }) => id),
    source: citeSource(knowledge, quote.source),
    also_in: (quote.also_in ?? []).map((id) => citeSource(knowledge, id)),
  };
}

/** How far a quote's wording is proved, by the lockfile. */
export function verificationOf(knowledge: KnowledgeBase, quote: Quote): Verification {
  if (quote.mode === 'reported') return 'reported';
  const state = knowledge.proof(quote.id)?.state;
  return state === 'verified' || state === 'changed' ? state : 'unverified';
}

function citeEvent(knowledge: KnowledgeBase, event: Event): CitedEvent {
  return {
    id: event.id,
    mode: 'event',
    text: event.title,
    said: event.date,
    sources: event.sources.map((id) => citeSource(knowledge, id)),
  };
}

function citeSource(knowledge: KnowledgeBase, id: string): CitedSource {
  const source: Source | undefined = knowledge.find('sources', id);
  return {
    id,
    title: source?.title ?? '',
    publisher: source?.publisher ?? '',
    published: source?.published ?? '',
    url: source?.url ?? null,
    reliability: source?.reliability ?? null,
  };
}
