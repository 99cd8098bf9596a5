import type { Clock } from '../clock.ts';
import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { OperationStore } from './port.ts';
import { BEHIND_NONE, COLUMNS, type OperationRow, operationOf, sameRuns } from './rows.ts';

/** For the migrations of the database that holds the operations. */
export const operationMigrations: readonly Migration[] = [
  {
    name: 'operations',
    sql: `CREATE TABLE operation (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, input TEXT NOT NULL, state TEXT NOT NULL, run INTEGER NOT NULL,
      cursor TEXT NOT NULL, result TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
      operator_id TEXT NOT NULL, started_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, ended_ms INTEGER,
      error TEXT NOT NULL
    ) STRICT`,
  },
  {
    name: 'running operations',
    sql: `CREATE UNIQUE INDEX operation_running ON operation (kind, input) WHERE state = 'running'`,
  },
];

export function sqliteOperations(db: Database, { nowMs }: Pick<Clock, 'nowMs'>): OperationStore {
  const get = (rows: Pick<Statements, 'get'>, id: string) =>
    operationOf(rows.get<OperationRow>(`SELECT ${COLUMNS} FROM operation WHERE id = ?`, id));
  const runningLike = (tx: Statements, kind: string, input: string) =>
    operationOf(
      tx.get<OperationRow>(
        `SELECT ${COLUMNS} FROM operation WHERE kind = ? AND input = ? AND state = 'running'`,
        kind,
        input,
      ),
    );
  return {
    start: ({ id, kind, input, operatorId }) =>
      db.write((tx) => {
        const there = get(tx, id) ?? runningLike(tx, kind, input);
        if (there) return there;
        tx.run(
          `INSERT INTO operation VALUES (?1, ?2, ?3, 'running', 0, '', '', 0, 0, ?4, ?5, ?5, NULL, '')`,
          id,
          kind,
          input,
          operatorId,
          nowMs(),
        );
        return get(tx, id)!;
      }),
    get: async (id) => db.read((rows) => get(rows, id)),
    list: async ({ kind = '', state = '', beforeId = BEHIND_NONE, limit }) =>
      db.read((rows) =>
        rows
          .all<OperationRow>(
            `SELECT ${COLUMNS} FROM operation WHERE id < ? AND ? IN ('', kind) AND ? IN ('', state)
             ORDER BY id DESC LIMIT ?`,
            beforeId,
            kind,
            state,
            limit,
          )
          .map((row) => operationOf(row)),
      ),
    take: (id) =>
      db.write((tx) => {
        const { changes } = tx.run(
          `UPDATE operation SET run = run + 1 WHERE id = ? AND state = 'running'`,
          id,
        );
        return changes === 1 ? get(tx, id) : undefined;
      }),
    save: (id, run, { cursor, result, done, total, ended }) =>
      db.write((tx) => {
        const { changes } = tx.run(
          `UPDATE operation SET cursor = ?1, result = ?2, done = ?3, total = ?4, updated_ms = ?5,
             state = CASE WHEN ?6 THEN 'succeeded' ELSE state END, ended_ms = CASE WHEN ?6 THEN ?5 END
           WHERE id = ?7 AND run = ?8 AND state IN ('running', 'stopped')`,
          cursor,
          result,
          done,
          total,
          nowMs(),
          ended ? 1 : 0,
          id,
          run,
        );
        return changes === 1 ? get(tx, id)!.state : undefined;
      }),
    async fail(id, run, error) {
      await db.write((tx) =>
        tx.run(
          `UPDATE operation SET state = 'failed', error = ?1, updated_ms = ?2, ended_ms = ?2
           WHERE id = ?3 AND run = ?4 AND state IN ('running', 'stopped')`,
          error,
          nowMs(),
          id,
          run,
        ),
      );
    },
    stop: (id) =>
      db.write((tx) => {
        tx.run(`UPDATE operation SET state = 'stopped' WHERE id = ? AND state = 'running'`, id);
        return get(tx, id);
      }),
    resume: (id) =>
      db.write((tx) => {
        const operation = get(tx, id);
        if (operation?.state !== 'stopped' && operation?.state !== 'failed') return operation;
        if (runningLike(tx, operation.kind, operation.input)) throw sameRuns();
        tx.run(`UPDATE operation SET state = 'running', error = '', ended_ms = NULL WHERE id = ?`, id);
        return get(tx, id);
      }),
  };
}
