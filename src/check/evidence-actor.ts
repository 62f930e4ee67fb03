import type { Corpus, Rule, Subject } from './rule.ts';

export const evidenceActor: Rule = {
  id: 'evidence-actor',
  description:
    "the evidence of a position or commitment is about its actor, unless it is an outlet's own word; no actor claims something of itself",
  severity: 'error',
  *check(corpus) {
    for (const subject of corpus.each('positions')) yield* strangers(corpus, subject);
    for (const subject of corpus.each('commitments')) yield* strangers(corpus, subject);
    for (const { row, record } of corpus.each('quotes'))
      if (record.claimed_by !== undefined && record.claimed_by === record.actor && corpus.find('actors', record.actor))
        yield {
          row,
          path: ['claimed_by'],
          message: `this quote speaks of ${record.actor}, and what ${record.actor} says of itself is no claim`,
          hint: 'remove claimed_by, or name under actor the one that is spoken of',
        };
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
          : `cite what is said for or about ${actor}; where another speaks of it, the quote has actor: ${actor} and the other under claimed_by`,
    };
  }
}

/** Whom a piece of evidence is about instead; nobody where it may stand. An outlet may speak of a group and mean its neighbour; what an actor claims is about the one it names. */
function foreign(evidence: Subject<'quotes' | 'events'> | undefined, actor: string): readonly string[] {
  if (!evidence) return [];
  const { kind, record } = evidence;
  if (kind === 'events') return record.actors?.includes(actor) ? [] : (record.actors ?? []);
  const isOutlet = record.attribution === 'outlet' && record.claimed_by === undefined;
  return isOutlet || record.actor === undefined || record.actor === actor ? [] : [record.actor];
}
