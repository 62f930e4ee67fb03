import { x } from 'xastscript';
import type { Problems } from '../view/view.ts';
import { visible } from './visible.ts';
import { xml, xmlDeclaration, xmlText } from './xml.ts';

type Problem = Problems['found'][number];

/**
 * The check as JUnit XML, as CI servers read it: a rule that holds is a test that passes; each problem is a test of its rule,
 * which fails, or passes and says what it saw where the problem does not make the check fail.
 */
export async function renderJunit({ rules, found, failing }: Problems): Promise<string> {
  const broken = new Set(found.map(({ rule }) => rule));
  const held = rules.filter(({ id }) => !broken.has(id));
  const failures = found.filter(({ severity }) => failing.includes(severity)).length;
  const counts = { tests: held.length + found.length, failures, errors: 0 };
  const cases = [
    ...held.map(({ id, description }) => x('testcase', { classname: id, name: description })),
    ...found.map((problem) => testcase(problem, failing.includes(problem.severity))),
  ];
  const suite = x('testsuite', { name: 'isf check', ...counts, skipped: 0 }, [
    '\n',
    ...cases.flatMap((each) => [each, '\n']),
  ]);
  return `${xmlDeclaration}\n${xml(x('testsuites', { name: 'isf check', ...counts }, ['\n', suite, '\n']))}\n`;
}

function testcase({ rule, severity, file, line, column, message, hint }: Problem, fails: boolean) {
  const place = `${file}:${line}:${column}`;
  const words = [`${place}: ${severity}: ${message}`, ...(hint === undefined ? [] : [`hint: ${hint}`])].map(shown);
  const about = { classname: rule, name: shown(`${place}: ${message}`), file: shown(file), line };
  const text = words.join('\n');
  return fails
    ? x('testcase', about, x('failure', { type: rule, message: shown(message) }, text))
    : x('testcase', about, x('system-out', text));
}

function shown(text: string): string {
  return xmlText(visible(text));
}
