import { kinds } from '../model/vocabulary.ts';
import type { Recorded } from '../query/recorded.ts';
import { printable } from '../render/json.ts';

/** The records as one JSON document, shaped like a data file: the manifest, then each kind with its records, one a line. */
export function* jsonOf(recorded: Recorded): Iterable<string> {
  const { manifest, asOf } = recorded;
  yield `{\n"manifest": ${printable(JSON.stringify(manifest))},\n"as_of": ${JSON.stringify(asOf)}`;
  for (const kind of kinds) {
    yield `,\n"${kind}": [`;
    let before = '\n';
    for (const record of recorded.records(kind)) {
      yield before + printable(JSON.stringify(record));
      before = ',\n';
    }
    yield '\n]';
  }
  yield '\n}\n';
}
