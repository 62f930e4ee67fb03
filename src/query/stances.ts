import { compareText } from '../model/diagnostic.ts';
import { firstDay } from '../model/edtf.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Position } from '../model/record.ts';
import { standing } from '../model/standing.ts';
import { stances, strengthRank } from '../model/vocabulary.ts';
import { type Cited, citedEvidence, type Voice, voiceOf } from './cited.ts';
import { type StatedStance, statedStance } from './stated.ts';

/** A standing position on a condition, what it rests on, and whose word that is. */
export interface StanceOn extends StatedStance, Voice {
  readonly evidence: readonly Cited[];
}

/** Where everybody stands on a condition, by the last word on record: those who ask for it first, and the strongest of each stance. */
export function stancesOn(knowledge: KnowledgeBase, condition: string): StanceOn[] {
  return standing(knowledge.naming('positions', 'conditions', condition, ['condition', 'any_of']), null)
    .map((position) => stanceOf(knowledge, position))
    .sort(
      (a, b) =>
        stances.indexOf(a.stance) - stances.indexOf(b.stance) ||
        strengthRank(a.strength) - strengthRank(b.strength) ||
        compareText(firstDay(a.since), firstDay(b.since)) ||
        compareText(a.position, b.position),
    );
}

function stanceOf(knowledge: KnowledgeBase, position: Position): StanceOn {
  return {
    ...statedStance(position),
    ...voiceOf(knowledge, position.evidence, null),
    evidence: citedEvidence(knowledge, position.evidence, null),
  };
}
