import type { Strength } from '../model/vocabulary.ts';
import type { Brief } from '../query/brief.ts';
import type { Held } from '../query/conditions.ts';
import type { Names } from '../query/names.ts';
import { personBlocks } from './actor.ts';
import { companySentences, obstacleSentences, viaSentence } from './brief-setting.ts';
import { decisionSentences, moveSentences, positionSentence, type Sentence, standingSentences } from './brief-stand.ts';
import { unknownSentences } from './brief-unknown.ts';
import { apparatus } from './footnotes.ts';
import { type Block, type Row, span } from './view.ts';

/** The parts of a brief, in the order of the page. */
type Section =
  | 'standing'
  | 'conditions'
  | 'besides'
  | 'decisions'
  | 'moves'
  | 'company'
  | 'blocs'
  | 'obstacles'
  | 'unknown';

/** Sentences under one heading; `under` is a heading within it. */
interface Part {
  readonly section: Section;
  readonly title: string;
  readonly under?: string;
  readonly sentences: readonly Sentence[];
}

/** A brief as a page for people, as sentences for machines, and the footnotes of both. */
export interface BriefView {
  readonly page: readonly Block[];
  readonly sources: readonly Block[];
  readonly rows: readonly Row[];
  readonly footnotes: readonly Row[];
}

/** One page on an actor, at a revision of the knowledge base if any: every sentence rests on records, and its footnotes say which. */
export function briefView(brief: Brief, names: Names, revision: string | undefined): BriefView {
  const notes = apparatus(brief.actor.id, names, labelOf(brief, revision));
  const rows: Row[] = [];
  const blocks: Block[] = [...titleBlocks(brief, names)];
  let above = '';
  for (const { section, title, under, sentences } of partsOf(brief, names)) {
    if (sentences.length === 0) continue;
    if (title !== above) blocks.push({ block: 'heading', level: 2, text: [title] });
    if (under !== undefined) blocks.push({ block: 'heading', level: 3, text: [under] });
    above = title;
    const paragraphs = sentences.map(({ draft, records }): Block => {
      const { text, plain, footnotes } = notes.note(draft);
      rows.push({ section, text: plain, records, footnotes });
      return { block: 'prose', text };
    });
    if (section === 'standing') blocks.push(...paragraphs);
    else blocks.push({ block: 'list', ordered: false, items: paragraphs.map((paragraph) => [paragraph]) });
  }
  const footnotes = notes.footnotes();
  const sources: Block[] = [
    { block: 'heading', level: 2, text: ['Sources'] },
    { block: 'footnotes', notes: footnotes },
  ];
  return { page: blocks, sources: footnotes.length === 0 ? [] : sources, rows, footnotes: notes.rows() };
}

/** What the footnotes of two pages in one document differ by. */
function labelOf({ actor, isNarrowed, undertakings, asOf }: Brief, revision: string | undefined): string {
  const narrowed = isNarrowed ? undertakings : [];
  const at = revision === undefined ? [] : ['at', ...revision.matchAll(/[a-z0-9]+/gi)].map(String);
  return [actor.id, ...narrowed, ...at, ...(asOf === null ? [] : [asOf])].join('-');
}

function titleBlocks({ actor, undertakings, spokeFor }: Brief, names: Names): Block[] {
  if (actor.type === 'person') return personBlocks(actor, spokeFor, names);
  const about = ` · brief on its ${undertakings.join(', ')}`;
  return [{ block: 'heading', level: 1, text: [span('term', actor.name), span('muted', about)] }];
}

function partsOf(brief: Brief, names: Names): Part[] {
  const { undertakings, answer } = brief;
  const own = answer.held.filter(({ via }) => via === null);
  const demands = own.filter(({ stance }) => stance === 'requires');
  const each = [...new Set([...undertakings, ...demands.flatMap((row) => row.undertaking ?? [])])];
  const stated = (rows: readonly Held[]) => rows.map((row) => positionSentence(row, brief, names));
  return [
    { section: 'standing', title: '', sentences: standingSentences(brief, own, names) },
    ...each.flatMap((undertaking) =>
      strengthTitles.map(
        ([strength, under]): Part => ({
          section: 'conditions',
          title: `What it asks for before ${undertaking}`,
          under,
          sentences: stated(demands.filter((row) => row.undertaking === undertaking && row.strength === strength)),
        }),
      ),
    ),
    ...stanceTitles.map(
      ([stance, under]): Part => ({
        section: 'besides',
        title: 'Where it stands besides',
        under,
        sentences: stated(own.filter((row) => row.stance === stance)),
      }),
    ),
    {
      section: 'decisions',
      title: 'What it has decided and offered',
      sentences: decisionSentences(brief, names),
    },
    { section: 'moves', title: 'How it has moved', sentences: moveSentences(brief, names) },
    { section: 'company', title: 'Who asks the same', sentences: companySentences(brief, demands, names) },
    {
      section: 'blocs',
      title: 'What its blocs say, not counted as its own',
      sentences: answer.held.filter((row) => row.via !== null).map((row) => viaSentence(row, names)),
    },
    { section: 'obstacles', title: 'What stands in the way', sentences: obstacleSentences(brief, demands, names) },
    { section: 'unknown', title: 'What is not known', sentences: unknownSentences(brief, own, names) },
  ];
}

const strengthTitles: readonly (readonly [Strength | null, string])[] = [
  ['red_line', 'Red lines'],
  ['precondition', 'Preconditions'],
  ['request', 'Requests, which hold nothing back'],
  ['concern', 'Concerns, which hold nothing back'],
  [null, 'Of a strength that nobody has judged'],
];

const stanceTitles = [
  ['supports', 'In favour of'],
  ['opposes', 'Against'],
  ['waives', 'No longer asked for'],
] as const;
