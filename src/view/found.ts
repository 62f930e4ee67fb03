import type { KnowledgeBase } from '../model/knowledge.ts';
import { defaultUndertaking } from '../model/vocabulary.ts';
import { citeQuote } from '../query/cited.ts';
import { type Names, namesIn } from '../query/names.ts';
import { nounOf } from '../query/resolve.ts';
import type { Found } from '../query/search.ts';
import { entryOf } from '../query/shown.ts';
import type { StanceOn } from '../query/stances.ts';
import { alternatives } from './condition.ts';
import { evidenceBlock, evidenceBlocks } from './evidence.ts';
import { stanceSentence, strengthLabel } from './labels.ts';
import { titleOf } from './record.ts';
import { claimed } from './terms.ts';
import { type Block, type Inline, span } from './view.ts';

/** A hit of a search: what was found and how, the passage that answers, and of a condition where everybody stands on it, in whose words. */
export function foundBlocks(knowledge: KnowledgeBase, hit: Found): Block[] {
  const entry = entryOf(knowledge, hit.kind, hit.id);
  if (!entry) return [];
  const names = namesIn(knowledge);
  const title = titleOf(entry);
  const words = [...new Set(hit.passage.marks.map(([start, end]) => hit.passage.text.slice(start, end)))].join(', ');
  const how = span(hit.match === 'fuzzy' ? 'caution' : 'muted', `${hit.match}: ${words}`);
  const heading: Block = {
    block: 'heading',
    level: 3,
    text: [
      span('muted', `${nounOf(hit.kind)} `),
      span('term', title),
      ...(title === hit.id ? [] : ['  ', span('id', hit.id)]),
      '  ',
      how,
    ],
  };
  if (entry.kind === 'quotes') {
    const marks = hit.passage.field === 'text' ? hit.passage.marks : [];
    return [
      heading,
      evidenceBlock(citeQuote(knowledge, entry.record, null), null, names, marks),
      ...(marks.length > 0 ? [] : [passageBlock(hit)]),
    ];
  }
  return [heading, passageBlock(hit), ...hit.stances.flatMap((stance) => stanceBlocks(stance, hit.id, names))];
}

function passageBlock({ passage }: Found): Block {
  const parts: (string | ReturnType<typeof span>)[] = [span('muted', `${passage.field}: `)];
  let at = 0;
  for (const [start, end] of passage.marks) {
    parts.push(passage.text.slice(at, start), span('mark', passage.text.slice(start, end)));
    at = end;
  }
  return { block: 'prose', text: [...parts, passage.text.slice(at)] };
}

function stanceBlocks(row: StanceOn, condition: string, names: Names): Block[] {
  return [
    { block: 'prose', text: stanceLine(row, condition, names) },
    ...evidenceBlocks(row.evidence, row.actor, names),
  ];
}

/** Who holds which stance on the condition, and how strongly since when. */
function stanceLine(row: StanceOn, condition: string, names: Names): Inline {
  const { actor, undertaking, stance, strength, since } = row;
  return [
    span('strong', names.actor(actor)),
    ' ',
    stanceSentence(stance),
    ' (',
    ...(stance === 'requires' || strength !== null ? [strengthLabel(strength), ', '] : []),
    ...(undertaking === null || undertaking === defaultUndertaking ? [] : [`for ${undertaking}, `]),
    span('date', `since ${since}`),
    ...claimed(row, names),
    ')',
    ...alternatives(row.condition, condition, names),
  ];
}
