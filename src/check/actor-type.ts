import type { Rule } from './rule.ts';

export const actorType: Rule = {
  id: 'actor-type',
  description: 'a speaker_id is a person, and a post is held with an actor that is none',
  severity: 'error',
  *check(corpus) {
    for (const { row, record } of corpus.each('quotes')) {
      const speaker = record.speaker_id === undefined ? undefined : corpus.find('actors', record.speaker_id)?.record;
      if (speaker && speaker.type !== 'person')
        yield {
          row,
          path: ['speaker_id'],
          message: `"${speaker.id}" is of type ${speaker.type}, and not a person`,
          hint: 'name the speaker in words, under speaker',
        };
    }
    for (const { row, record } of corpus.each('actors'))
      for (const [index, post] of (record.posts ?? []).entries())
        if (corpus.find('actors', post.actor)?.record.type === 'person')
          yield {
            row,
            path: ['posts', index, 'actor'],
            message: `"${post.actor}" is a person, and a post is held with a state or an organisation`,
            hint: 'name the state or the organisation',
          };
  },
};
