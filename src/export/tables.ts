export interface Column {
  readonly name: string;
  readonly type: 'text' | 'integer';
  readonly about: string;
  /** The table whose id it holds. */
  readonly of?: string;
  readonly required: boolean;
}

export interface Table {
  readonly name: string;
  readonly about: string;
  /** Of tables with an `id`, that is the key; the others list pairs. */
  readonly columns: readonly Column[];
}

/** Columns, one a line: `name`, `name?` where it may be empty, `name#` for a whole number; `> table` for the id of another. */
function table(name: string, about: string, columns: string): Table {
  const read = columns
    .trim()
    .split('\n')
    .map((line): Column => {
      const [, column = '', marks = '', of, text = ''] = /^\s*(\w+)([?#]*)(?: > (\w+))?(?:: (.*))?$/.exec(line) ?? [];
      return {
        name: column,
        type: marks.includes('#') ? 'integer' : 'text',
        about: text,
        required: !marks.includes('?'),
        ...(of === undefined ? {} : { of }),
      };
    });
  return { name, about, columns: read };
}

function evidenceOf(name: string, singular: string, of: string, about: string): Table {
  return table(name, about, `${singular} > ${of}\nquote? > quotes: either a quote\nevent? > events: or an event`);
}

/** The relational form of a knowledge base: a table for each kind, one for each list in it; dates as written, and as days beside. */
export const tables: readonly Table[] = [
  table(
    'knowledge_base',
    'The manifest, and the day up to which records are here.',
    `name
     title
     description?
     as_of?: nothing dated later is here; empty where all that is on record is`,
  ),
  table('undertakings', 'What actors may do or refuse to do.', 'id\nmeaning?'),
  table(
    'actors',
    'States, organisations, blocs, armed groups and persons.',
    `id
     name
     type: state, organisation, bloc, armed_group or person
     iso3166?: ISO 3166-1 alpha-3 code
     wikidata?: Wikidata item
     note?: the words of the desk`,
  ),
  table('actor_aliases', 'Other names of actors.', 'actor > actors\nalias'),
  table('bloc_members', 'Who belongs to a bloc.', 'bloc > actors\nmember > actors'),
  table(
    'posts',
    'The posts of persons.',
    'person > actors\nactor > actors\nrole\nsince?: EDTF date\nuntil?: EDTF date',
  ),
  table(
    'sources',
    'Documents that quotes come from.',
    `id
     title
     publisher
     published: EDTF date
     published_first: the earliest day that it may mean
     published_last: the latest
     url?
     lang?: BCP 47 tag
     reliability?: Admiralty code, A (completely reliable) to F (cannot be judged)
     relays?: the agency or outlet whose report it carries
     note?`,
  ),
  table('source_authors', 'Who wrote a source.', 'source > sources\nauthor'),
  table(
    'quotes',
    'Statements, verbatim or reported.',
    `id
     source > sources
     mode: direct (verbatim) or reported (a paraphrase)
     text
     said: EDTF date
     said_first: the earliest day that it may mean
     said_last: the latest
     actor? > actors: whose position it speaks of
     speaker?: name or role, as printed
     speaker_id? > actors: the person
     attribution?: named, anonymous, collective or outlet (the publication in its own voice)
     claimed_by? > actors: who says it of another
     place?
     credibility#?: Admiralty code, 1 (confirmed) to 6 (cannot be judged)
     prefix?: the words before it in the source
     suffix?: the words after it
     note?`,
  ),
  table('quote_also_in', 'Further sources that carry a quote.', 'quote > quotes\nsource > sources'),
  evidenceOf('quote_contradicts', 'contradicting', 'quotes', 'What a quote contradicts.'),
  table(
    'quote_about',
    'Conditions that a quote speaks of without being evidence of a position.',
    'quote > quotes\ncondition > conditions',
  ),
  table(
    'conditions',
    'States of the world that someone may ask for.',
    `id
     name
     statement
     category
     delivered_by?: whose act would bring it about, as JSON; the acts alone are in deliverers
     note?`,
  ),
  table('condition_keywords', 'Words that a condition is found by.', 'condition > conditions\nkeyword'),
  table(
    'deliverers',
    'Whose acts a condition waits for; whether one or all are needed says conditions.delivered_by.',
    'condition > conditions\nactor > actors\nundertaking > undertakings',
  ),
  table(
    'statuses',
    'Whether a condition is met, as asserted from a date on.',
    `id: the condition and the number of the status in it
     condition > conditions
     state: open, met, failed or disputed
     since: EDTF date
     since_first: the earliest day that it may mean
     note?`,
  ),
  table(
    'status_actors',
    'For whom a status holds; for all where it has none here.',
    'status > statuses\nactor > actors',
  ),
  evidenceOf('status_evidence', 'status', 'statuses', 'What a status rests on.'),
  table(
    'positions',
    'What an actor asks for, supports, opposes or has given up, from a date on.',
    `id
     actor > actors
     undertaking? > undertakings
     stance: requires, supports, opposes or waives
     strength?: red_line, precondition, request or concern
     since: EDTF date
     since_first: the earliest day that it may mean
     confidence?: low, moderate or high
     any_of#: 1 where one of several conditions will do
     standing#: 1 where no later position supersedes it
     holds_back#: 1 where it stands, is a demand, and none of its conditions is met
     claim#: 1 where nothing but the word of another supports it: not the actor's own statement
     note?`,
  ),
  table('position_conditions', 'The conditions of a position.', 'position > positions\ncondition > conditions'),
  evidenceOf('position_evidence', 'position', 'positions', 'What a position rests on.'),
  table(
    'commitments',
    'What an actor decided or put on the table.',
    `id
     actor > actors
     undertaking > undertakings
     act: offers, pledges, joins, deploys, undecided, suspends, declines or withdraws
     date: EDTF date
     date_first: the earliest day that it may mean
     confidence?: low, moderate or high
     latest#: 1 where it is the last word of the actor on the undertaking
     claim#: 1 where nothing but the word of another supports it
     note?`,
  ),
  table(
    'contributions',
    'What a commitment offers; count, or the bounds that are known.',
    'commitment > commitments\ntype\ncount#?\nmin#?\nmax#?\napprox#?\nnote?',
  ),
  evidenceOf('commitment_evidence', 'commitment', 'commitments', 'What a commitment rests on.'),
  table(
    'clauses',
    'Elements of the text of the mandate.',
    `id
     instrument
     paragraph?
     modality: duty, permission, prohibition or provision
     summary
     since: EDTF date
     since_first: the earliest day that it may mean
     until?: EDTF date
     note?`,
  ),
  table('clause_sources', 'Where a clause stands.', 'clause > clauses\nsource > sources'),
  table(
    'bearings',
    'How a clause bears on a condition.',
    `id: the clause and the number of the bearing in it
     clause > clauses
     condition > conditions
     effect: meets, strains, falls_short or contradicts
     note?`,
  ),
  evidenceOf('bearing_evidence', 'bearing', 'bearings', 'Who says so.'),
  table(
    'events',
    'Dated facts.',
    `id
     date: EDTF date
     date_first: the earliest day that it may mean
     date_last: the latest
     title
     summary?
     note?`,
  ),
  table('event_sources', 'Where an event is reported.', 'event > events\nsource > sources'),
  table('event_actors', 'Who took part in an event.', 'event > events\nactor > actors'),
  table('former_ids', 'Ids that records had before they were renamed.', 'kind: the table of the record\nid\nformer'),
];
