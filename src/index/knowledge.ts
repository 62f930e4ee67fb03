import { compareText } from '../model/diagnostic.ts';
import type { Hit, KnowledgeBase, Name, Referrer, Scope, Term, WordQuery } from '../model/knowledge.ts';
import type { Manifest, RecordOf } from '../model/record.ts';
import { type Kind, kinds, spaceOf } from '../model/vocabulary.ts';
import { nameKey } from '../model/words.ts';
import { column, type Database, eachRow, rows, value } from './database.ts';
import { matchExpression, rankingOf, weighed } from './match.ts';
import { proofOf, proofsIn } from './proofs.ts';

type Db = Database.Database;

/** The valid records of an open index as a knowledge base; it lives as long as the database is open. */
export function knowledgeIn(db: Db, manifest: Manifest): KnowledgeBase {
  const known = new Map<string, unknown>();
  const once = <T>(key: string, ask: () => T): T => {
    if (!known.has(key)) known.set(key, ask());
    return known.get(key) as T;
  };
  const find = <K extends Kind>(kind: K, id: string) => {
    const body = value<string>(db, 'SELECT body FROM records WHERE kind = ? AND id = ? AND valid', kind, id);
    return body === undefined ? undefined : (JSON.parse(body) as RecordOf[K]);
  };

  const bodies = <K extends Kind>(sql: string, ...values: readonly unknown[]) =>
    column<string>(db, sql, ...values).map((body) => JSON.parse(body) as RecordOf[K]);

  return {
    manifest,
    find: <K extends Kind>(kind: K, id: string) =>
      once(`${kind} ${id}`, () => {
        const found = find(kind, id);
        if (found) return found;
        const current = value<string>(
          db,
          `SELECT names.id FROM names JOIN records USING (record)
           WHERE how = 'former id' AND names.space = ? AND name = ? AND names.kind = ? AND valid ORDER BY file, record`,
          spaceOf(kind),
          id,
          kind,
        );
        return current === undefined ? undefined : find(kind, current);
      }),
    *list(kind, scope) {
      const { conditions, values } = scopeConditions({ ...scope, kinds: [kind] });
      const sql = `SELECT body FROM records WHERE ${['valid', ...conditions].join(' AND ')} ORDER BY id`;
      for (const [body] of eachRow<[string]>(db, sql, ...values)) yield JSON.parse(body);
    },
    naming: <K extends Kind>(kind: K, of: Kind, id: string, fields: readonly string[]) =>
      once(`${kind} ${of} ${id} ${fields.join(' ')}`, () =>
        bodies<K>(
          `SELECT body FROM records WHERE kind = ? AND valid AND record IN (
             SELECT record FROM mentions WHERE space = ? AND target = ? AND field IN (SELECT value FROM json_each(?))) ORDER BY id`,
          kind,
          spaceOf(of),
          id,
          JSON.stringify(fields),
        ),
      ),
    newest: (kind, of, id, fields, until) =>
      bodies<typeof kind>(
        `SELECT body FROM records WHERE kind = ? AND valid AND (? IS NULL OR first <= ?) AND record IN (
           SELECT record FROM mentions WHERE space = ? AND target = ? AND field IN (SELECT value FROM json_each(?)))
         ORDER BY first DESC, id DESC LIMIT 1`,
        kind,
        until,
        until,
        spaceOf(of),
        id,
        JSON.stringify(fields),
      )[0],
    mentioning: (kind, field) =>
      bodies(
        'SELECT body FROM records WHERE kind = ? AND valid AND record IN (SELECT record FROM mentions WHERE field = ?) ORDER BY id',
        kind,
        field,
      ),
    referrers: (kind, id) =>
      rows<[Kind, string, string]>(
        db,
        `SELECT DISTINCT records.kind, records.id, mentions.field FROM mentions JOIN records USING (record)
         WHERE mentions.space = ? AND target = ? AND valid`,
        spaceOf(kind),
        id,
      )
        .map(([from, referrer, field]): Referrer => ({ kind: from, id: referrer, field }))
        .sort(
          (a, b) =>
            kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compareText(a.id, b.id) || compareText(a.field, b.field),
        ),
    proof: (quote) => proofOf(db, quote),
    proofs: () => proofsIn(db),
    named: (name) =>
      rows<NameRow>(
        db,
        `SELECT names.kind, names.id, name, how FROM names JOIN records USING (record)
         WHERE key = ? AND valid ORDER BY names.kind, names.id, how, name`,
        nameKey(name),
      ).map(toName),
    idsFrom: (of, prefix, limit) =>
      of
        .flatMap((kind) =>
          column<string>(
            db,
            'SELECT id FROM records WHERE kind = ? AND id >= ? AND id < ? AND valid ORDER BY id LIMIT ?',
            kind,
            prefix,
            `${prefix}\u{10ffff}`,
            limit,
          ).map((id) => ({ kind, id })),
        )
        .slice(0, limit),
    names: (of) =>
      rows<NameRow>(
        db,
        `SELECT names.kind, names.id, name, how FROM names JOIN records USING (record)
         WHERE names.kind IN (SELECT value FROM json_each(?)) AND valid ORDER BY names.id, how, name, names.kind`,
        JSON.stringify(of),
      ).map(toName),
    match: (query, scope, limit) => {
      const { sql, values } = scoped(query, scope);
      const order = rankingOf(query);
      const ranked = `SELECT records.kind, records.id, ${weighed} AS weighed ${sql} ORDER BY ${order.sql} LIMIT ?`;
      return rows<[Kind, string, number]>(db, ranked, ...values, ...order.values, limit).map(
        ([kind, id, rank]): Hit => ({ kind, id, score: -rank }),
      );
    },
    count: (query, scope) => {
      const { sql, values } = scoped(query, scope);
      return value<number>(db, `SELECT count(*) ${sql}`, ...values) ?? 0;
    },
    terms: (prefix, shortest, longest) =>
      rows<[string, number]>(
        db,
        'SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?',
        prefix,
        `${prefix}\u{10ffff}`,
        shortest,
        longest,
      ).map(([word, records]): Term => ({ word, records })),
  };
}

type NameRow = [Kind, string, string, Name['how']];

function toName([kind, id, name, how]: NameRow): Name {
  return { kind, id, name, how };
}

function scoped(query: WordQuery, scope: Scope): { sql: string; values: unknown[] } {
  const { conditions, values } = scopeConditions(scope);
  const sql = 'FROM texts JOIN records ON records.record = texts.rowid WHERE texts MATCH ? AND records.valid';
  return { sql: [sql, ...conditions].join(' AND '), values: [matchExpression(query), ...values] };
}

function scopeConditions(scope: Scope): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const where = (sql: string, ...bound: unknown[]) => {
    conditions.push(sql);
    values.push(...bound);
  };
  const mentions =
    'EXISTS (SELECT 1 FROM mentions AS m WHERE m.record = records.record AND m.space = ? AND m.target = ?)';
  if (scope.kinds) where('records.kind IN (SELECT value FROM json_each(?))', JSON.stringify(scope.kinds));
  if (scope.actor !== undefined)
    where(`(records.kind = 'actors' AND records.id = ? OR ${mentions})`, scope.actor, 'actors', scope.actor);
  if (scope.source !== undefined)
    where(`(records.kind = 'sources' AND records.id = ? OR ${mentions})`, scope.source, 'sources', scope.source);
  if (scope.condition !== undefined)
    where(
      `(records.kind = 'conditions' AND records.id = ? OR ${mentions} OR records.space = 'evidence' AND EXISTS (
         SELECT 1 FROM mentions AS cited JOIN mentions AS on_condition USING (record) JOIN records AS resting USING (record)
         WHERE cited.space = 'evidence' AND cited.target = records.id AND on_condition.space = 'conditions'
           AND on_condition.target = ? AND resting.kind = 'positions' AND resting.valid))`,
      scope.condition,
      'conditions',
      scope.condition,
      scope.condition,
    );
  if (scope.since !== undefined) where('records.last >= ?', scope.since);
  if (scope.until !== undefined) where('records.first <= ?', scope.until);
  return { conditions, values };
}
