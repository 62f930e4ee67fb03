import { isClaim } from '../model/voice.ts';
import type { Corpus, Rule, Subject } from './rule.ts';

export const evidenceActor: Rule = {
  id: 'evidence-actor',
  description:
    "the evidence of a position or commitment is about its actor, unless it is an outlet's or another actor's claim",
  severity: 'error',
  *check(corpus) {
    for (const subject of corpus.each('positions')) yield* strangers(corpus, subject);
    for (const subject of corpus.each('commitments')) yield* strangers(corpus, subject);
  },
};

function* strangers(corpus: Corpus, subject: Subject<'positions' | 'commitments'>) {
  const { actor } = subject.record;
  for (const [index, id] of subject.record.evidence.entries()) {
    const evidence = corpus.evidence(id);
    const whose = foreign(evidence, actor);
    // A name that is misspelt is said to be unknown, and is no second mistake.
    if (whose.length === 0 || ![actor, ...whose].every((each) => corpus.find('actors', each))) continue;
    yield {
      row: subject.row,
      path: ['evidence', index],
      message: `"${id}" is about ${whose.join(', ')}, and this record is about ${actor}`,
      hint:
        evidence?.kind === 'events'
          ? `cite another, or name ${actor} among the actors of the event`
          : `cite what is said for or about ${actor}; if another speaks of it, the quote says claimed_by`,
    };
  }
}

/** Whom a piece of evidence is about instead; nobody where it may stand. */
function foreign(evidence: Subject<'quotes' | 'events'> | undefined, actor: string): readonly string[] {
  if (!evidence) return [];
  const { kind, record } = evidence;
  if (kind === 'events') return record.actors?.includes(actor) ? [] : (record.actors ?? []);
  return isClaim(record) || record.actor === undefined || record.actor === actor ? [] : [record.actor];
}
