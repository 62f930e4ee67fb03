import type { LockedQuote, Proof } from '../model/proof.ts';
import { type Database, eachRow, row, run } from './database.ts';

type ProofRow = [given: string, quote: string, state: Proof['state'], source: string, body: string];

/** An entry and the direct quote that it speaks of; what cannot be read is not gone, and has changed until it can be. */
const joined = `
  SELECT given, proofs.quote, CASE
      WHEN records.wording IS NULL THEN
        CASE WHEN EXISTS (SELECT 1 FROM broken WHERE broken.space = 'evidence' AND broken.id IN (given, proofs.quote))
        THEN 'changed' ELSE 'gone' END
      WHEN records.wording = proofs.wording AND json_extract(records.body, '$.source') = proofs.source THEN 'verified'
      ELSE 'changed' END,
    proofs.source, proofs.body, proofs.line, records.record
  FROM proofs LEFT JOIN records ON records.space = 'evidence' AND records.kind = 'quotes' AND records.id = proofs.quote`;

/** What the lockfile vouches for of the quote with a current id; its own entry goes before one of a former id. */
export function proofOf(db: Database.Database, quote: string): Proof | undefined {
  const found = row<ProofRow>(
    db,
    `${joined} WHERE proofs.quote = ? ORDER BY records.valid DESC, given <> proofs.quote LIMIT 1`,
    quote,
  );
  return found && toProof(found);
}

/** Every entry of the lockfile, in the order of its lines. */
export function* proofsIn(db: Database.Database): Iterable<Proof & { line: number; row: number | null }> {
  const sql = `${joined} GROUP BY given ORDER BY proofs.line`;
  for (const [given, quote, state, source, body, line, at] of eachRow<[...ProofRow, number, number | null]>(db, sql))
    yield { ...toProof([given, quote, state, source, body]), line, row: at };
}

function toProof([given, quote, state, source, body]: ProofRow): Proof {
  return { state, given, quote, entry: { ...(JSON.parse(body) as LockedQuote), source } };
}

/** Keeps the entries of a lockfile, by the ids of their quotes. */
export function storeProofs(
  db: Database.Database,
  quotes: ReadonlyMap<string, LockedQuote>,
  lines: ReadonlyMap<string, number>,
): void {
  for (const [quote, entry] of quotes)
    run(
      db,
      'INSERT INTO proofs VALUES (?, ?, ?, ?, ?, ?)',
      quote,
      quote,
      entry.source,
      entry.hash,
      lines.get(quote) ?? 1,
      JSON.stringify(entry),
    );
}

export function forgetProofs(db: Database.Database): void {
  run(db, 'DELETE FROM proofs');
}

/** Leads the entries of the lockfile to the current ids of quotes and sources. */
export function linkProofs(db: Database.Database): void {
  run(db, "UPDATE proofs SET quote = given, source = json_extract(body, '$.source')");
  for (const [column, space] of [
    ['quote', 'evidence'],
    ['source', 'sources'],
  ] as const)
    run(
      db,
      `UPDATE proofs SET ${column} = former.id FROM names AS former
       WHERE former.how = 'former id' AND former.space = ? AND former.name = proofs.${column}
         AND NOT EXISTS (SELECT 1 FROM records WHERE records.space = former.space AND records.id = proofs.${column})`,
      space,
    );
}
