import { Argument, type Command } from 'commander';
import { type ExportFormat, exportFormats, exportText, isText } from '../export/index.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import { type Recorded, recordedBy } from '../query/recorded.ts';
import { refuseForeign, refuseOpen } from '../source/occupied.ts';
import { refusedWrite, writeFilled, writeFolder, writePieces } from '../source/write.ts';
import { noteBlocks, type Product, type View } from '../view/view.ts';
import { asOfOption, type CommonOptions, type Execute, examples, type Session, withDataOptions } from './command.ts';

interface Options extends Omit<CommonOptions, 'format' | 'output'> {
  readonly output?: string;
  readonly force?: boolean;
  readonly asOf?: string;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('export')
    .summary('the whole knowledge base for other programs')
    .description(
      'The whole knowledge base for other programs: a SQLite file (sqlite), a folder of CSV files (csv), linked data (jsonld), one JSON document (json), or the graph of actors, conditions and standing stances (graphml, dot). Written whole or not at all.',
    )
    .addArgument(new Argument('<format>', 'the format').choices(exportFormats))
    .option('-o, --output <path>', 'the file, or for csv the folder, to write; texts go to standard output without it')
    .addOption(asOfOption())
    .option('--force', 'replace a folder that an earlier export wrote');
  examples(withDataOptions(command), [
    ['isf export sqlite -o isf.sqlite', 'for SQL, or for Datasette'],
    ['isf export csv -o tables', 'a CSV file a table, for spreadsheets and R'],
    ['isf export dot --as-of 2025-12-01 | dot -Tsvg -o stances.svg', 'who held which stance on a day'],
    ['isf export jsonld -o isf.jsonld', 'schema.org and Web Annotation terms'],
  ]).action((format: ExportFormat, { output, ...options }: Options) =>
    execute({ ...options, format: 'text' }, (session) => answer(session, format, output, options)),
  );
}

async function answer(
  session: Session,
  format: ExportFormat,
  output: string | undefined,
  { asOf: upTo, force = false }: Omit<Options, 'output'>,
): Promise<View | Product> {
  const asOf = upTo ?? null;
  const recorded = recordedBy(session.knowledge, asOf);
  if (output === undefined) {
    if (isText(format)) return exportText(format, recorded);
    throw new Failure(exitCodes.usage, `isf export ${format} needs a place to write to`, 'name it with -o');
  }
  try {
    const said = await write(recorded, format, session.path(output), { output, force });
    const notes = [
      `Wrote ${output}.`,
      ...said,
      ...(asOf === null ? [] : [`As of ${asOf}: what was dated later is left out.`]),
    ];
    return {
      data: { command: 'export', query: { format, output }, as_of: asOf, results: [], notes },
      blocks: noteBlocks(notes),
    };
  } catch (error) {
    throw refusedWrite(output, error);
  }
}

/** Writes the file or folder and answers with what there is to say of it. */
async function write(
  recorded: Recorded,
  format: ExportFormat,
  path: string,
  { output, force }: { readonly output: string; readonly force: boolean },
): Promise<readonly string[]> {
  if (isText(format)) {
    const { pieces, notes } = await exportText(format, recorded);
    await writePieces(path, pieces);
    return notes();
  }
  if (format === 'csv') {
    const { csvFiles, fillCsvFolder } = await import('../export/csv.ts');
    refuseForeign(path, output, csvFiles, force);
    await writeFolder(path, (folder) => fillCsvFolder(folder, recorded));
    return [];
  }
  refuseOpen(path, output);
  const { fillSqlite } = await import('../export/sqlite.ts');
  await writeFilled(path, (file) => fillSqlite(file, recorded));
  return [];
}
