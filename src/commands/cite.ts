import type { Command } from 'commander';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Citation } from '../query/citation.ts';
import { resolve } from '../query/resolve.ts';
import type { Format } from '../render/index.ts';
import { printable } from '../render/json.ts';
import { visible } from '../render/visible.ts';
import { noteBlocks, titled, type View } from '../view/view.ts';
import { type CommonOptions, type Execute, examples, withCommonOptions } from './command.ts';

/** The formats of citations, besides those of all commands. */
const documents = ['csl', 'bibtex'] as const;

interface Options extends Omit<CommonOptions, 'format'> {
  readonly format: Format | (typeof documents)[number];
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('cite')
    .summary('a citation of a quote or a source')
    .description(
      "Cites quotes and sources: a note in the style of the Chicago Manual (text), CSL-JSON (csl) or BibTeX (bibtex). Dates are as doubtful as on record; a title in square brackets is the desk's and not in quotation marks.",
    )
    .argument('<quote-or-source...>', 'ids; quotes/id or sources/id where both have it');
  examples(withCommonOptions(command, { formats: documents }), [
    ['isf cite toi-aze-peacekeeping', 'a footnote for a quote'],
    ['isf cite toi-2025-12-azerbaijan -f bibtex', 'a source for LaTeX'],
    ['isf cite toi-aze-peacekeeping toi-aze-society -f csl -o quotes.json', 'quotes for Zotero'],
  ]).action((names: readonly string[], options: Options) => {
    const { format } = options;
    const document = documents.find((each) => each === format);
    return execute({ ...options, format: document ? 'text' : (format as Format) }, ({ knowledge }) =>
      answer(knowledge, names, document),
    );
  });
}

async function answer(
  knowledge: KnowledgeBase,
  names: readonly string[],
  document: (typeof documents)[number] | undefined,
): Promise<View> {
  const { citeQuoteIn, citeSource } = await import('../query/citation.ts');
  const { bibtexOf } = await import('../query/bibtex.ts');
  const cited = new Map<string, Citation>();
  for (const name of names) {
    const { kind, id } = named(knowledge, name);
    const quote = kind === 'quotes' ? knowledge.find('quotes', id) : undefined;
    const source = knowledge.find('sources', quote ? quote.source : id);
    // A valid quote has a valid source: the index withholds it otherwise.
    if (source) cited.set(`${kind}/${id}`, quote ? citeQuoteIn(knowledge, quote, source) : citeSource(source));
  }
  const citations = [...cited.values()];
  const doubtful = citations.filter(({ verification }) => verification === 'unverified' || verification === 'changed');
  const notes = doubtful.map(
    ({ id, verification }) =>
      `The wording of ${id} is ${verification === 'changed' ? 'not what was verified' : 'unverified'}.`,
  );
  return {
    data: {
      command: 'cite',
      query: { names },
      as_of: null,
      results: citations.map((citation) => ({
        kind: citation.kind,
        id: citation.id,
        source: citation.source.id,
        verification: citation.verification,
        note: citation.note,
        csl: citation.csl,
        bibtex: bibtexOf(citation),
      })),
      notes,
    },
    title: titled('Citations', names, null),
    blocks: [...citations.map(({ note }) => ({ block: 'prose' as const, text: [note] })), ...noteBlocks(notes)],
    ...(document === undefined ? {} : { document: documentOf(document, citations, bibtexOf) }),
  };
}

function documentOf(
  format: (typeof documents)[number],
  citations: readonly Citation[],
  bibtexOf: (citation: Citation) => string,
): string {
  switch (format) {
    case 'csl':
      return `${printable(
        JSON.stringify(
          citations.map(({ csl }) => csl),
          null,
          2,
        ),
      )}\n`;
    case 'bibtex':
      return `${citations.map(bibtexOf).join('\n\n').split('\n').map(visible).join('\n')}\n`;
    default:
      return format satisfies never;
  }
}

function named(knowledge: KnowledgeBase, name: string) {
  const [, kind, id = name] = /^(quotes|sources)\/(.*)$/s.exec(name) ?? [];
  return resolve(
    knowledge,
    id,
    kind === 'quotes' ? ['quotes'] : kind === 'sources' ? ['sources'] : ['quotes', 'sources'],
  );
}
