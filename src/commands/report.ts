import type { Command } from 'commander';
import { type CommonOptions, type Execute, examples, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly check?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('report')
    .summary('the marked blocks of Markdown files, filled with answers')
    .description(
      'Fills each block between <!-- isf: who-conditions azerbaijan --> and <!-- /isf --> with the answer to that command, as Markdown unless the marker has -f, and leaves the rest of the file byte for byte. A marker stands on a line of its own, and takes the options of its command; --data, --at and --strict are given to isf report, and hold for all blocks. What depends on the day (stale) wants --as-of. Nothing is written where any marker of any file is faulty.',
    )
    .argument('<file...>', 'Markdown files')
    .option('--check', 'write nothing; show what would change, and exit with 1 where anything would');
  examples(withCommonOptions(command), [
    ['isf report brief.md', 'fill the blocks of a document'],
    ['isf report --check brief.md notes.md', 'are they up to date? For CI'],
    ['isf report brief.md --at HEAD~5', 'as the knowledge base stood five commits ago'],
  ]).action((files: readonly string[], options: Options) =>
    execute(options, async (session) => (await import('./reporting.ts')).fillReports(session, files, options)),
  );
}
