import type { Severity } from '../model/diagnostic.ts';

/** The rules that reading applies, in the order of `isf check --rules`. */
export const readingRules = [
  { id: 'unreadable', severity: 'error', description: 'a file or folder can be opened' },
  {
    id: 'file-too-large',
    severity: 'error',
    description: 'a data file is not larger than the limit (8 MiB, or ISF_MAX_FILE_MIB)',
  },
  { id: 'file-encoding', severity: 'error', description: 'a data file is UTF-8 text without NUL bytes' },
  { id: 'yaml-syntax', severity: 'error', description: 'a data file is one well-formed YAML 1.2 document' },
  { id: 'yaml-duplicate-key', severity: 'error', description: 'a key stands once in its mapping' },
  { id: 'yaml-alias', severity: 'error', description: 'anchors, aliases and merge keys are not used' },
  { id: 'yaml-tag', severity: 'error', description: 'explicit tags are not used' },
  { id: 'yaml-directive', severity: 'error', description: '%YAML and other directives are not used' },
  { id: 'nesting-too-deep', severity: 'error', description: 'collections nest at most 64 deep' },
  {
    id: 'control-character',
    severity: 'error',
    description: 'texts have no control characters, and lines end with LF or CRLF',
  },
  { id: 'manifest', severity: 'error', description: 'isf.yaml has a name, a title and version: 1' },
  {
    id: 'lockfile',
    severity: 'error',
    description: 'isf.lock is as isf verify wrote it, without merge conflicts; otherwise it vouches for nothing',
  },
  { id: 'unknown-kind', severity: 'error', description: 'a data file holds the eight record kinds and defaults' },
  { id: 'unknown-field', severity: 'error', description: 'a record has the fields of its kind and no others' },
  { id: 'missing-field', severity: 'error', description: 'the fields that a kind requires are there' },
  { id: 'invalid-value', severity: 'error', description: 'a field has a value of its type or from its list' },
  { id: 'invalid-date', severity: 'error', description: 'a date is in the supported subset of EDTF' },
  {
    id: 'cut-text',
    severity: 'error',
    description: 'a text is not cut short by a comma in braces, nor by a #',
  },
  { id: 'symbolic-link', severity: 'warning', description: 'symbolic links in the data folder are not followed' },
  { id: 'more-problems', severity: 'error', description: 'a file has at most 500 problems listed' },
] as const satisfies readonly { id: string; severity: Severity; description: string }[];

export type ReadingRule = (typeof readingRules)[number]['id'];
