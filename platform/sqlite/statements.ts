import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type SqlValue = null | number | bigint | string | Uint8Array;

/** A row of node:sqlite. Integers are numbers; it throws above 2^53, so ids are TEXT. */
export type Row = Record<string, SqlValue>;

/**
 * Statements of one connection, prepared once for each SQL text. Pass values as parameters and lists as one JSON
 * parameter (`IN (SELECT value FROM json_each(?))`), so that the number of texts stays small.
 */
export interface Statements {
  /** The first row, or undefined. */
  get<T = Row>(sql: string, ...parameters: SqlValue[]): T | undefined;
  all<T = Row>(sql: string, ...parameters: SqlValue[]): T[];
  /** `changes`: rows inserted, updated or deleted by this statement. */
  run(sql: string, ...parameters: SqlValue[]): { changes: number };
  /** Row by row; must be consumed before the function that received the Statements returns. */
  iterate<T = Row>(sql: string, ...parameters: SqlValue[]): Iterable<T>;
}

const MAX_PREPARED = 500;

export function statementsOf(connection: DatabaseSync, maxPrepared = MAX_PREPARED): Statements {
  const prepared = new Map<string, StatementSync>();

  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    // Evicts the oldest text: a bound against one-off texts, not an LRU.
    if (prepared.size >= maxPrepared) prepared.delete(prepared.keys().next().value as string);
    prepared.set(sql, statement);
    return statement;
  };

  return {
    get: <T>(sql: string, ...parameters: SqlValue[]) => prepare(sql).get(...parameters) as T | undefined,
    all: <T>(sql: string, ...parameters: SqlValue[]) => prepare(sql).all(...parameters) as T[],
    run: (sql, ...parameters) => ({ changes: Number(prepare(sql).run(...parameters).changes) }),
    iterate: <T>(sql: string, ...parameters: SqlValue[]) =>
      prepare(sql).iterate(...parameters) as Iterable<T>,
  };
}
