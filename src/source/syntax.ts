import type { YAMLError } from 'yaml';

interface Explanation {
  readonly message: string;
  readonly hint?: string;
}

const quoteTheText = 'put the whole text in quotation marks that it does not have itself';
const sameColumn =
  'the lines of one list or record start in the same column; a longer text goes on further in, or in quotation marks';

/** The complaints of the YAML library that authors meet, in their words; where several are at one place, the first here is the cause. */
const explanations: readonly (readonly [complaint: RegExp, message: string, hint: string])[] = [
  [/^Tabs are not allowed/, 'a tab stands in the indentation', 'indent with spaces'],
  [
    /block-seq-ind on same line with key/,
    'a list cannot start on the line of its field',
    'start it on the next line, or write [a, b]; a text that starts with a hyphen wants quotation marks',
  ],
  [
    /^A block sequence may not be used as an implicit map key/,
    'a list item stands here, where a field is expected',
    'start it in the same column as the other items of its list',
  ],
  [
    /^Implicit keys need to be on a single line/,
    'this line and the next are taken for one text',
    'a field is a name, a colon and a space; the fields of one record start in the same column',
  ],
  [
    /^(Nested mappings are not allowed in compact mappings|Block collections are not allowed within flow)/,
    'a colon and a space stand inside this text, as if it were a field',
    quoteTheText,
  ],
  [
    /^(All (mapping|sequence) items must start at the same column|Sequence item without - indicator)/,
    'this line is out of line with those that it belongs with',
    sameColumn,
  ],
  [
    /^Implicit map keys need to be followed by map values/,
    'this is no field: a colon and a space are missing',
    'write name: value; a text that goes on is indented further than its field',
  ],
  [/^Unexpected (flow-seq-end|flow-map-end) token/, 'this bracket closes nothing', 'remove it'],
  [/^Unexpected .* at node end/, 'the value has ended before this', quoteTheText],
  [/^Unexpected , in /, 'a comma stands here with nothing before it', 'remove it'],
  [/^Missing , /, 'a comma is missing here', `part the items with commas, or ${quoteTheText}`],
  [
    /^Not a YAML token/,
    'this cannot stand behind | or >',
    'start the text on the next line, indented further than its field',
  ],
  [
    /^Invalid escape sequence/,
    'this backslash starts no character that there is',
    'write it twice, or put the text in single quotation marks',
  ],
  [/^Plain value cannot start with/, 'a text cannot start with this character', quoteTheText],
  [
    /^Block scalars with more-indented leading empty lines/,
    'a blank line before this text has more spaces than the text',
    'remove the spaces of the blank line',
  ],
  [/^Comments must be separated/, 'a space is missing before the #', `add it, or ${quoteTheText}`],
  [
    /must be at most 1024 chars/,
    'this text is longer than the name of a field can be',
    'a field is a name, a colon and a space',
  ],
  [
    /^With stringKeys/,
    'a list or a mapping stands here, where the name of a field is expected',
    'a field is a name, a colon and a space; a text that starts with [ or { wants quotation marks around it',
  ],
];

/** What a complaint of the YAML library means, and what to do about it. */
export function explain({ message }: YAMLError): Explanation {
  const [, own, hint] = explanations[rankOf(message)] ?? [];
  if (own === undefined || hint === undefined) return { message: message.charAt(0).toLowerCase() + message.slice(1) };
  return { message: own, hint };
}

/** Of the complaints about one line, the one that tells most: the others follow from it. */
export function mostTelling(complaints: readonly YAMLError[]): YAMLError | undefined {
  return [...complaints].sort((a, b) => rankOf(a.message) - rankOf(b.message) || a.pos[0] - b.pos[0])[0];
}

function rankOf(message: string): number {
  const rank = explanations.findIndex(([complaint]) => complaint.test(message));
  return rank === -1 ? explanations.length : rank;
}
