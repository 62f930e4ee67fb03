import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Entry, KnowledgeBase } from '../model/knowledge.ts';
import { didYouMean } from '../model/nearest.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { nounOf } from '../query/resolve.ts';
import { shownRecord } from '../query/shown.ts';
import { counted } from '../view/labels.ts';
import { kindNamed, listColumns, listRow } from '../view/record.ts';
import { noteBlocks, type View } from '../view/view.ts';
import {
  type CommonOptions,
  type Execute,
  examples,
  type ScopeOptions,
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
  for (const record of knowledge.list(kind, scope))
    if (filters.every((filter) => hasValue(record, filter))) entries.push({ kind, id: record.id, record } as Entry);
  const notes = [`${counted(entries.length, nounOf(kind))}.`];
  return {
    data: {
      command: 'list',
      query: { kind, ...scope, where: filters },
      as_of: null,
      results: entries.map((entry) => ({ kind, id: entry.id, record: shownRecord(knowledge, entry) })),
      notes,
    },
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

function hasValue(record: object, { field, value }: Filter): boolean {
  const held: unknown = Object.entries(record).find(([key]) => key === field)?.[1];
  return Array.isArray(held)
    ? held.some((item) => String(item) === value)
    : held !== undefined && String(held) === value;
}

function refuseUnknownFields(knowledge: KnowledgeBase, kind: Kind, filters: readonly Filter[]): void {
  const known = new Set<string>();
  for (const record of knowledge.list(kind)) for (const field of Object.keys(record)) known.add(field);
  for (const { field } of filters)
    if (!known.has(field))
      throw new Failure(
        exitCodes.usage,
        `no ${nounOf(kind)} has the field "${field}"`,
        didYouMean(field, known) ?? `they have ${[...known].sort().join(', ')}`,
      );
}
