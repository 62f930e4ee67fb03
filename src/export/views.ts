/** The views of the SQLite export: the answers that most people want, with names where the tables have ids. */
export const views: readonly { readonly name: string; readonly about: string; readonly select: string }[] = [
  {
    name: 'quotes_with_sources',
    about: 'Each quote with the name of its actor and the source that it stands in.',
    select: `SELECT quotes.id, actors.name AS actor, quotes.speaker, quotes.attribution, claimant.name AS claimed_by,
        quotes.mode, quotes.text, quotes.said, quotes.said_first, quotes.place, quotes.credibility,
        sources.publisher, sources.title, sources.published, sources.url, sources.reliability
      FROM quotes JOIN sources ON sources.id = quotes.source
        LEFT JOIN actors ON actors.id = quotes.actor
        LEFT JOIN actors AS claimant ON claimant.id = quotes.claimed_by`,
  },
  {
    name: 'standing_positions',
    about:
      'The positions that no later one supersedes, one row for each condition; of an any_of, one of its rows will do.',
    select: `SELECT positions.id AS position, actors.name AS actor, positions.undertaking, conditions.name AS condition,
        conditions.category, positions.any_of, positions.stance, positions.strength, positions.since,
        positions.since_first, positions.confidence, positions.holds_back, positions.claim
      FROM positions JOIN actors ON actors.id = positions.actor
        JOIN position_conditions ON position_conditions.position = positions.id
        JOIN conditions ON conditions.id = position_conditions.condition
      WHERE positions.standing`,
  },
  {
    name: 'positions_in_words',
    about: 'Every position with what it rests on, one row for each condition and each quote or event.',
    select: `SELECT positions.id AS position, actors.name AS actor, conditions.name AS condition, positions.stance,
        positions.strength, positions.since, positions.standing, positions.claim, words.id AS quote, words.mode,
        words.text, words.speaker, words.attribution, words.claimed_by, words.said, words.publisher, words.title, words.url,
        events.id AS event, events.date AS event_date, events.title AS event_title
      FROM positions JOIN actors ON actors.id = positions.actor
        JOIN position_conditions ON position_conditions.position = positions.id
        JOIN conditions ON conditions.id = position_conditions.condition
        LEFT JOIN position_evidence ON position_evidence.position = positions.id
        LEFT JOIN quotes_with_sources AS words ON words.id = position_evidence.quote
        LEFT JOIN events ON events.id = position_evidence.event`,
  },
  {
    name: 'latest_commitments',
    about: 'The last word of each actor on each undertaking.',
    select: `SELECT commitments.id AS commitment, actors.name AS actor, commitments.undertaking, commitments.act,
        commitments.date, commitments.date_first, commitments.confidence, commitments.claim
      FROM commitments JOIN actors ON actors.id = commitments.actor
      WHERE commitments.latest`,
  },
  {
    name: 'bearings_by_name',
    about: 'Which clause of the mandate bears on which condition, and how.',
    select: `SELECT bearings.id AS bearing, clauses.instrument, clauses.paragraph, clauses.modality, clauses.summary,
        conditions.name AS condition, bearings.effect
      FROM bearings JOIN clauses ON clauses.id = bearings.clause JOIN conditions ON conditions.id = bearings.condition`,
  },
];
