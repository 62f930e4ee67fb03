import type { Problems } from '../view/view.ts';
import { printable } from './json.ts';

/** The problems as a log in the Static Analysis Results Interchange Format 2.1.0 (OASIS), with the rules that were applied. */
export async function renderSarif({ rules, found }: Problems): Promise<string> {
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'isf',
            rules: rules.map(({ id, severity, description }) => ({
              id,
              shortDescription: { text: `${description}.` },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: 'unicodeCodePoints',
        results: found.map(({ rule, severity, file, line, column, length, message, hint }) => ({
          ruleId: rule,
          ...(index.has(rule) ? { ruleIndex: index.get(rule) } : {}),
          level: severity,
          message: { text: hint === undefined ? message : `${message}\nhint: ${hint}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
                region: { startLine: line, startColumn: column, endColumn: column + length },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${printable(JSON.stringify(log, null, 2))}\n`;
}
