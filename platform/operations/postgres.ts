import type { Clock } from '../clock.ts';
import type { Migration } from '../migrations.ts';
import type { Postgres } from '../postgres/postgres.ts';
import type { Statements } from '../postgres/statements.ts';
import type { OperationStore } from './port.ts';
import { BEHIND_NONE, COLUMNS, type OperationRow, operationOf, sameRuns } from './rows.ts';

/** For the migrations of the schema that holds the operations. */
export const postgresOperationMigration: Migration = {
  name: 'operations',
  sql: `
    CREATE TABLE operation (
      id text COLLATE "C" PRIMARY KEY, kind text NOT NULL, input text NOT NULL, state text NOT NULL, run int NOT NULL,
      cursor text NOT NULL, result text NOT NULL, done bigint NOT NULL, total bigint NOT NULL,
      operator_id text NOT NULL, started_ms bigint NOT NULL, updated_ms bigint NOT NULL, ended_ms bigint,
      error text NOT NULL
    );
    CREATE UNIQUE INDEX operation_running ON operation (kind, input) WHERE state = 'running'`,
};

/** Needs `postgresOperationMigration`; any number of processes may share it. */
export function postgresOperations(db: Postgres, { nowMs }: Pick<Clock, 'nowMs'>): OperationStore {
  const get = async (rows: Pick<Statements, 'get'>, id: string) =>
    operationOf(await rows.get<OperationRow>(`SELECT ${COLUMNS} FROM operation WHERE id = $1`, id));
  const runningLike = async (tx: Statements, kind: string, input: string) => {
    // One at a time, because a row that does not exist yet cannot be locked.
    await tx.run('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', `operation ${kind} ${input}`);
    return operationOf(
      await tx.get<OperationRow>(
        `SELECT ${COLUMNS} FROM operation WHERE kind = $1 AND input = $2 AND state = 'running'`,
        kind,
        input,
      ),
    );
  };
  return {
    start: ({ id, kind, input, operatorId }) =>
      db.write(async (tx) => {
        const there = (await runningLike(tx, kind, input)) ?? (await get(tx, id));
        if (there) return there;
        await tx.run(
          `INSERT INTO operation VALUES ($1, $2, $3, 'running', 0, '', '', 0, 0, $4, $5, $5, NULL, '')`,
          id,
          kind,
          input,
          operatorId,
          nowMs(),
        );
        return (await get(tx, id))!;
      }),
    // From the primary: an owner's latest write decides whether it continues.
    get: (id) => db.write((tx) => get(tx, id)),
    list: async ({ kind = '', state = '', beforeId = BEHIND_NONE, limit }) => {
      const rows = await db.read((tx) =>
        tx.all<OperationRow>(
          `SELECT ${COLUMNS} FROM operation WHERE id < $1 AND $2 IN ('', kind) AND $3 IN ('', state)
           ORDER BY id DESC LIMIT $4`,
          beforeId,
          kind,
          state,
          limit,
        ),
      );
      return rows.map((row) => operationOf(row));
    },
    take: (id) =>
      db.write(async (tx) =>
        operationOf(
          await tx.get<OperationRow>(
            `UPDATE operation SET run = run + 1 WHERE id = $1 AND state = 'running' RETURNING ${COLUMNS}`,
            id,
          ),
        ),
      ),
    save: (id, run, { cursor, result, done, total, ended }) =>
      db.write(async (tx) => {
        const row = await tx.get<Pick<OperationRow, 'state'>>(
          `UPDATE operation SET cursor = $1, result = $2, done = $3, total = $4, updated_ms = $5::bigint,
             state = CASE WHEN $6 THEN 'succeeded' ELSE state END, ended_ms = CASE WHEN $6 THEN $5::bigint END
           WHERE id = $7 AND run = $8 AND state IN ('running', 'stopped') RETURNING state`,
          cursor,
          result,
          done,
          total,
          nowMs(),
          ended,
          id,
          run,
        );
        return row?.state;
      }),
    async fail(id, run, error) {
      await db.write((tx) =>
        tx.run(
          `UPDATE operation SET state = 'failed', error = $1, updated_ms = $2::bigint, ended_ms = $2::bigint
           WHERE id = $3 AND run = $4 AND state IN ('running', 'stopped')`,
          error.replaceAll('\0', '\uFFFD'),
          nowMs(),
          id,
          run,
        ),
      );
    },
    stop: (id) =>
      db.write(async (tx) => {
        await tx.run(`UPDATE operation SET state = 'stopped' WHERE id = $1 AND state = 'running'`, id);
        return get(tx, id);
      }),
    resume: (id) =>
      db.write(async (tx) => {
        const found = await get(tx, id);
        if (found === undefined) return undefined;
        const running = await runningLike(tx, found.kind, found.input);
        // Read again while holding the lock.
        const operation = (await get(tx, id))!;
        if (operation.state !== 'stopped' && operation.state !== 'failed') return operation;
        if (running) throw sameRuns();
        await tx.run(`UPDATE operation SET state = 'running', error = '', ended_ms = NULL WHERE id = $1`, id);
        return get(tx, id);
      }),
  };
}
