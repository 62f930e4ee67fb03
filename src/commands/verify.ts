import type { Command } from 'commander';
import { type CommonOptions, type Execute, examples, withCommonOptions } from './command.ts';
import type { VerifyOptions } from './verification.ts';

type Options = CommonOptions & VerifyOptions;

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('verify')
    .summary('direct quotes against the texts of their sources')
    .description(
      'Compares every direct quote with a local copy of its source, FOLDER/<source id>.txt, .html or .md, word for word, and notes in isf.lock what was found. Without --snapshots, says what isf.lock vouches for, and writes nothing. Exits with 1 where a quote is not found, ambiguous or proved by nothing.',
    )
    .argument('[source...]', 'only quotes from these sources')
    .option('--snapshots <folder>', 'where the copies of the sources are')
    .option('--check', 'write nothing; exit with 1 where isf.lock would change');
  examples(withCommonOptions(command), [
    ['isf verify', 'which quotes isf.lock vouches for'],
    ['isf verify --snapshots snapshots', 'compare all quotes, and write isf.lock'],
    ['isf verify --snapshots snapshots --check toi-2025-12-azerbaijan', 'one source, and nothing written'],
  ]).action((sources: readonly string[], options: Options) =>
    execute(options, async (session) => (await import('./verification.ts')).verifyQuotes(session, sources, options)),
  );
}
