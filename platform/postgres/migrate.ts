import type { ClientBase } from 'pg';
import { type Applied, type Migration, missingSteps, stepFailed } from '../migrations.ts';

/**
 * Applies the missing migrations of a schema, each step in a transaction together with its record. Among several
 * processes one applies them while the others wait. Running it again does nothing.
 *
 * @throws Error as `missingSteps`, and naming the step that failed
 */
export async function migratePostgres(
  connection: ClientBase,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  const within = async (work: () => Promise<void>) => {
    await connection.query('BEGIN');
    try {
      // Held until the end of the transaction, also when this process dies.
      await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`migrate ${schema}`]);
      await work();
      await connection.query('COMMIT');
    } catch (error) {
      await connection.query('ROLLBACK').catch(() => {});
      throw error;
    }
  };
  const applied = async () =>
    (await connection.query<Applied>(`SELECT number, name FROM ${schema}.schema_migration ORDER BY number`))
      .rows;

  await within(async () => {
    // Reads the catalogue first: CREATE SCHEMA may not see a schema that the previous holder of the lock has just
    // created.
    const there = await connection.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
    if (there.rowCount === 0) await connection.query(`CREATE SCHEMA ${schema}`);
    await connection.query(
      `CREATE TABLE IF NOT EXISTS ${schema}.schema_migration (number integer PRIMARY KEY, name text NOT NULL)`,
    );
  });
  let done = false;
  while (!done) {
    await within(async () => {
      const [next] = missingSteps(`schema ${schema}`, await applied(), migrations);
      if (next === undefined) {
        done = true;
        return;
      }
      await connection.query(`SET LOCAL search_path = ${schema}`);
      await connection.query(next.step.sql).catch((cause) => {
        throw stepFailed(next.number, next.step, cause);
      });
      await connection.query(`INSERT INTO ${schema}.schema_migration (number, name) VALUES ($1, $2)`, [
        next.number,
        next.step.name,
      ]);
    });
  }
}
