import type { KnowledgeBase } from '../model/knowledge.ts';

/** The blocs that an actor belongs to, through other blocs too, in id order. */
export function blocsOf(knowledge: KnowledgeBase, actor: string): string[] {
  const found = new Set<string>();
  const visit = (member: string) => {
    for (const bloc of knowledge.naming('actors', 'actors', member, ['members']))
      if (!found.has(bloc.id)) {
        found.add(bloc.id);
        visit(bloc.id);
      }
  };
  visit(actor);
  return [...found].sort();
}
