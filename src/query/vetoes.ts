import { deedsOf, isVeto } from '../model/holding.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { type AsOf, standing } from '../model/standing.ts';
import { blocsOf } from './blocs.ts';
import { type Voice, voiceOf } from './cited.ts';

/** An actor that opposes, as a red line, what another's undertaking would bring about, and whose word that is. */
export interface Veto extends Voice {
  readonly actor: string;
  readonly undertaking: string;
  readonly by: string;
  readonly condition: string;
  readonly position: string;
  /** The bloc that would bring the condition about, where the actor has a part in that as its member. */
  readonly via: string | null;
}

/**
 * Who stands in the way of an actor's undertakings, whatever is met: the red lines of others against what they deliver, alone or as
 * members of a bloc. Neither the actor itself nor a bloc that it belongs to vetoes it.
 */
export function vetoesOf(
  knowledge: KnowledgeBase,
  actor: string,
  { asOf, undertaking }: { readonly asOf: AsOf; readonly undertaking?: string },
): Veto[] {
  const own = [actor, ...blocsOf(knowledge, actor)];
  const vetoes = new Map<string, Veto>();
  for (const deliverer of own)
    for (const condition of knowledge.naming('conditions', 'actors', deliverer, ['delivered_by'])) {
      const deeds = deedsOf(condition.delivered_by).filter((deed) => deed.actor === deliverer);
      for (const deed of deeds.filter((each) => undertaking === undefined || each.undertaking === undertaking))
        for (const position of standing(knowledge.naming('positions', 'conditions', condition.id, ['condition']), asOf))
          if (isVeto(position) && !own.includes(position.actor) && !vetoes.has(`${deed.undertaking} ${position.id}`))
            vetoes.set(`${deed.undertaking} ${position.id}`, {
              actor,
              undertaking: deed.undertaking,
              by: position.actor,
              condition: condition.id,
              position: position.id,
              ...voiceOf(knowledge, position.evidence, asOf),
              via: deliverer === actor ? null : deliverer,
            });
    }
  return [...vetoes.values()];
}
