import { type Command, InvalidArgumentError } from 'commander';
import { compareText } from '../model/diagnostic.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Entry, KnowledgeBase } from '../model/knowledge.ts';
import { didYouMean } from '../model/nearest.ts';
import { undertakingOf, undertakingOfCommitment } from '../model/record.ts';
import { kindsReferredTo } from '../model/references.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { namesIn } from '../query/names.ts';
import { nounOf, resolve } from '../query/resolve.ts';
import { shownRecord, successionOf } from '../query/shown.ts';
import { counted } from '../view/labels.ts';
import { kindNamed, listColumns, listRow } from '../view/record.ts';
import { noteBlocks, titled, type View } from '../view/view.ts';
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

interface Filter {
  readonly field: string;
  readonly value: string;
}

interface Options extends CommonOptions, ScopeOptions {
  readonly where?: readonly Filter[];
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('list')
    .summary('the records of a kind')
    .description(`The records of a kind: ${kinds.join(', ')}.`)
    .argument('<kind>', 'a record kind', (given: string) => {
      const kind = kindNamed(given);
      if (!kind) throw new InvalidArgumentError(didYouMean(given, kinds) ?? `the kinds are ${kinds.join(', ')}`);
      return kind;
    })
    .option('--where <field=value>', 'only records with this value in a field; may be given again', readFilter);
  examples(withCommonOptions(withScopeOptions(command)), [
    ['isf list conditions', 'the vocabulary'],
    ['isf list quotes --actor azerbaijan --since 2025-12', 'what was said, from a month on'],
    ['isf list positions --where stance=opposes', 'who opposes what'],
    ['isf list sources -f csv -o sources.csv', 'the sources, for a spreadsheet'],
  ]).action((kind: Kind, options: Options) => execute(options, ({ knowledge }) => answer(knowledge, kind, options)));
}

function readFilter(given: string, before: readonly Filter[] = []): readonly Filter[] {
  const at = given.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('write a field, an equals sign and a value, as in stance=opposes');
  return [...before, { field: given.slice(0, at), value: given.slice(at + 1) }];
}

function answer(knowledge: KnowledgeBase, kind: Kind, options: Options): View {
  const scope = scopeOf(knowledge, options);
  const filters = options.where ?? [];
  if (filters.length > 0) refuseUnknownFields(knowledge, kind, filters);
  const entries: Entry[] = [];
  const wanted = filters.map(({ field, value }) => ({ field, values: valuesMeant(knowledge, field, value) }));
  for (const record of knowledge.list(kind, scope)) {
    const entry = { kind, id: record.id, record } as Entry;
    if (wanted.every(({ field, values }) => valuesOf(entry, field).some((held) => values.includes(held))))
      entries.push(entry);
  }
  const notes = [
    `${counted(entries.length, nounOf(kind))}.`,
    ...filters.flatMap((filter) => unheard(knowledge, kind, filter)),
  ];
  return {
    data: {
      command: 'list',
      query: { kind, ...scope, where: filters },
      as_of: null,
      results: entries.map((entry) => ({
        kind,
        id: entry.id,
        record: shownRecord(knowledge, entry),
        ...successionOf(knowledge, entry),
      })),
      notes,
    },
    title: titled(
      `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      [...scopeInWords(scope, namesIn(knowledge)), ...filters.map(({ field, value }) => `${field} ${value}`)],
      null,
    ),
    blocks: [
      ...(entries.length === 0
        ? []
        : [
            {
              block: 'table' as const,
              columns: listColumns(kind).map((head) => ({ head })),
              rows: entries.map((entry) => listRow(knowledge, entry)),
            },
          ]),
      ...noteBlocks(notes),
    ],
  };
}

/** The value as typed, or where the field names records, the id that it leads to; throws UnknownName. */
function valuesMeant(knowledge: KnowledgeBase, field: string, value: string): string[] {
  const among = kindsReferredTo.get(field);
  return [among === undefined ? value : resolve(knowledge, value, among).id];
}

/** The values of a field as lists show it: what a record leaves to its default is one. */
function valuesOf(entry: Entry, field: string): string[] {
  const record: Readonly<Record<string, unknown>> = { ...entry.record, ...undertakingIn(entry) };
  const held = Object.entries(record).find(([key]) => key === field)?.[1];
  return [held].flat().flatMap((item) => (item === undefined ? [] : [String(item)]));
}

function undertakingIn({ kind, record }: Entry): { readonly undertaking?: string | undefined } {
  if (kind === 'positions') return { undertaking: undertakingOf(record) };
  return kind === 'commitments' ? { undertaking: undertakingOfCommitment(record) } : {};
}

/** More different values than this are no list of choices. */
const mostValues = 12;

/** Says so where no record at all has a value, and which there are. */
function unheard(knowledge: KnowledgeBase, kind: Kind, { field, value }: Filter): string[] {
  if (kindsReferredTo.has(field)) return [];
  const held = new Set<string>();
  for (const record of knowledge.list(kind))
    for (const each of valuesOf({ kind, id: record.id, record } as Entry, field)) held.add(each);
  if (held.has(value)) return [];
  const there = held.size > mostValues ? '' : ` There are ${[...held].sort(compareText).join(', ')}.`;
  return [`No ${nounOf(kind)} has the ${field} "${value}".${there}`];
}

function refuseUnknownFields(knowledge: KnowledgeBase, kind: Kind, filters: readonly Filter[]): void {
  const known = new Set<string>(kind === 'positions' || kind === 'commitments' ? ['undertaking'] : []);
  for (const record of knowledge.list(kind)) for (const field of Object.keys(record)) known.add(field);
  for (const { field } of filters)
    if (!known.has(field))
      throw new Failure(
        exitCodes.usage,
        `no ${nounOf(kind)} has the field "${field}"`,
        didYouMean(field, known) ?? `they have ${[...known].sort().join(', ')}`,
      );
}
