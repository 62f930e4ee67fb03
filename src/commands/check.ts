import type { Command } from 'commander';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnosticBlocks } from '../view/diagnostic.ts';
import { counted } from '../view/labels.ts';
import { noteBlocks, span, type View } from '../view/view.ts';
import { type CommonOptions, type Execute, examples, withCommonOptions } from './command.ts';

interface Options extends CommonOptions {
  readonly rules?: boolean;
  readonly requireVerified?: boolean;
}

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('check')
    .summary('every problem in the data, with file, line and column')
    .description('Every problem in the data, in one run. Exits with 1 where there is an error.')
    .option('--require-verified', 'a direct quote that was never verified is an error')
    .option('--rules', 'list the rules instead');
  examples(withCommonOptions(command, { strict: 'let warnings count as errors' }), [
    ['isf check', 'the knowledge base of this folder'],
    ['isf check --strict', 'warnings count too, for CI'],
    ['isf check --require-verified', 'before publishing: each direct quote is proved'],
    ['isf check --data drafts -f jsonl', 'one problem a line, for a script'],
    ['isf check --rules', 'what is checked'],
  ]).action((options: Options) =>
    options.rules
      ? execute(options, listRules, 'unopened')
      : execute(options, (session) => answer(judged(session.diagnostics(), options), options), 'answer'),
  );
}

/** The problems with the severity that the options give them. */
function judged(diagnostics: readonly Diagnostic[], { requireVerified }: Options): readonly Diagnostic[] {
  if (!requireVerified) return diagnostics;
  return diagnostics.map((each) => (each.rule === 'unverified-quote' ? { ...each, severity: 'error' } : each));
}

function answer(diagnostics: readonly Diagnostic[], options: Options): View {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((each) => each.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const notes = [
    diagnostics.length === 0 ? 'No problems.' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`,
  ];
  return {
    data: {
      command: 'check',
      query: { strict: options.strict ?? false, require_verified: options.requireVerified ?? false },
      as_of: null,
      results: diagnostics.map(({ rule, severity, file, line, column, message, hint }) => ({
        rule,
        severity,
        file,
        line,
        column,
        message,
        hint: hint ?? null,
      })),
      notes,
    },
    blocks: [...diagnostics.flatMap(diagnosticBlocks), ...noteBlocks(notes)],
    exit: errors > 0 || (options.strict && warnings > 0) ? 1 : 0,
  };
}

async function listRules(): Promise<View> {
  const [{ readingRules }, { rules }] = await Promise.all([import('../source/rules.ts'), import('../check/index.ts')]);
  const results = [...readingRules, ...rules].map(({ id, severity, description }) => ({
    rule: id,
    severity,
    description,
  }));
  return {
    data: { command: 'check', query: { rules: true }, as_of: null, results, notes: [] },
    blocks: [
      {
        block: 'table',
        columns: [{ head: 'rule' }, { head: 'severity' }, { head: 'what it asks' }],
        rows: results.map(({ rule, severity, description }) => [
          [span('id', rule)],
          [span(severity, severity)],
          [description],
        ]),
      },
    ],
  };
}
