import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, Failure } from '../model/failure.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import { didYouMean } from '../model/nearest.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { wordsOf } from '../model/words.ts';
import { citedEvidence } from '../query/cited.ts';
import { namesIn } from '../query/names.ts';
import { type Found, type SearchAnswer, search } from '../query/search.ts';
import { entryOf, shownRecord } from '../query/shown.ts';
import type { StanceOn } from '../query/stances.ts';
import { readQuery } from '../query/terms.ts';
import { foundBlocks } from '../view/found.ts';
import { counted } from '../view/labels.ts';
import { kindNamed } from '../view/record.ts';
import { noteBlocks, type Row, titled, type View } from '../view/view.ts';
import {
  type CommonOptions,
  type Execute,
  examples,
  type ScopeOptions,
  scopeInWords,
  scopeOf,
  withCommonOptions,
  withScopeOptions,
} from './command.ts';

interface Options extends CommonOptions, ScopeOptions {
  readonly kind?: readonly Kind[];
  readonly limit: number;
  readonly exact?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('search')
    .summary('ranked search over everything, tolerant of typing errors')
    .description(
      'Searches quotes, conditions, actors, sources, clauses, events and notes. Words are looked for together; "a phrase" as it stands; -word leaves records out; word* is a beginning. Exits with 1 where nothing is found.',
    )
    .argument('<query...>', 'words, "phrases", -excluded, prefix*')
    .addOption(
      new Option('--kind <kind>', 'only this record kind; may be given again').choices(kinds).argParser(readKind),
    )
    .option('--limit <count>', 'the most records to show, 0 for all', readLimit, 20)
    .option('--exact', 'only what is written as typed: no stems, beginnings or typing errors');
  examples(withCommonOptions(withScopeOptions(command)), [
    ['isf search "peace enforcement"', 'the words, together first'],
    ['isf search \'"two-state solution" -timeline\'', 'a phrase, without a word'],
    ['isf search azerbijan', 'a typing error'],
    ['isf search troops --actor indonesia', 'within a scope'],
  ]).action((words: readonly string[], options: Options) =>
    execute(options, ({ knowledge }) => answer(knowledge, words.join(' '), options)),
  );
}

function readKind(given: string, before: readonly Kind[] = []): readonly Kind[] {
  const kind = kindNamed(given);
  if (!kind) throw new InvalidArgumentError(didYouMean(given, kinds) ?? `the kinds are ${kinds.join(', ')}`);
  return [...before, kind];
}

/** Each word is looked for with its variants: a longer query is a text, and no search. */
const mostWords = 64;

function readLimit(given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new InvalidArgumentError('a whole number is expected');
  return Number(given) === 0 ? 1_000_000_000 : Number(given);
}

function nothingWanted(excludes: boolean): Failure {
  if (!excludes)
    return new Failure(exitCodes.usage, 'there is nothing to search for', 'isf search "peace enforcement"');
  return new Failure(
    exitCodes.usage,
    'there is nothing to search for: the query only leaves records out',
    'say what to find as well: isf search "troops -police"',
  );
}

async function answer(knowledge: KnowledgeBase, typed: string, options: Options): Promise<View> {
  const { wanted, excluded } = readQuery(typed);
  if (wanted.length === 0) throw nothingWanted(excluded.length > 0);
  const words = wordsOf(typed).length;
  if (words > mostWords)
    throw new Failure(
      exitCodes.usage,
      `the query has ${words} words, and the most is ${mostWords}`,
      'search for the few words that tell',
    );
  const scope = { ...scopeOf(knowledge, options), ...(options.kind ? { kinds: options.kind } : {}) };
  const found = await search(knowledge, typed, { scope, limit: options.limit, exact: options.exact ?? false });
  const notes = remarks(typed, found);
  return {
    data: {
      command: 'search',
      query: { text: typed, ...scope, exact: options.exact ?? false },
      as_of: null,
      results: found.found.map((hit) => toRow(knowledge, hit)),
      notes,
      total: found.total,
    },
    title: titled(`Search for ${typed}`, [...scopeInWords(scope, namesIn(knowledge)), ...(options.kind ?? [])], null),
    blocks: [...found.found.flatMap((hit) => foundBlocks(knowledge, hit)), ...noteBlocks(notes)],
    exit: found.found.length === 0 ? 1 : 0,
  };
}

function remarks(typed: string, { found, total, instead }: SearchAnswer): string[] {
  const respelt = [...instead]
    .filter(([, words]) => words.length > 0)
    .map(
      ([word, words]) =>
        `No record has "${word}" as typed; also looked for ${words.map((near) => `"${near}"`).join(', ')}.`,
    );
  if (found.length === 0) return [`Nothing found for ${JSON.stringify(typed)}.`, ...respelt];
  const shown =
    found.length < total
      ? `The best ${found.length} of ${counted(total, 'record')}; --limit 0 shows all.`
      : `${counted(total, 'record')} found.`;
  return [...respelt, shown];
}

function toRow(knowledge: KnowledgeBase, { kind, id, match, score, passage, stances }: Found): Row {
  const entry = entryOf(knowledge, kind, id);
  return {
    kind,
    id,
    match,
    score: Math.round(score * 1e4) / 1e4,
    passage: passage.text,
    passage_field: passage.field,
    passage_marks: passage.marks,
    record: entry ? shownRecord(knowledge, entry) : null,
    ...(kind === 'conditions' ? stancesRow(knowledge, stances) : {}),
  };
}

/** The positions with the ids of what they rest on, and each quote among that once, those in the actors' own words first. */
function stancesRow(knowledge: KnowledgeBase, stances: readonly StanceOn[]): Row {
  const positions = stances.map((stance) => ({ ...stance, evidence: stance.evidence.map(({ id }) => id) }));
  const evidence = citedEvidence(
    knowledge,
    positions.flatMap((position) => position.evidence),
    null,
  );
  return { positions, quotes: evidence.filter(({ mode }) => mode !== 'event') };
}
