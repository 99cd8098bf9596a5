import type { DatabaseSync } from 'node:sqlite';
import { type Applied, type Migration, missingSteps, stepFailed } from '../migrations.ts';

/**
 * Applies the missing migrations of a database, each step in a transaction together with its record. Running it again
 * does nothing.
 *
 * @throws Error as `missingSteps`, and naming the step that failed
 */
export function migrate(connection: DatabaseSync, migrations: readonly Migration[]): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
  );
  const done = connection
    .prepare('SELECT number, name FROM schema_migration ORDER BY number')
    .all() as unknown as Applied[];
  for (const { number, step } of missingSteps(connection.location() ?? '', done, migrations)) {
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(step.sql);
      connection.prepare('INSERT INTO schema_migration (number, name) VALUES (?, ?)').run(number, step.name);
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw stepFailed(number, step, error);
    }
  }
}

/** Whether no migration is missing; works on a read-only connection. */
export function isMigrated(connection: DatabaseSync, migrations: readonly Migration[]): boolean {
  const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").get();
  if (table === undefined) return false;
  const { count } = connection.prepare('SELECT count(*) AS count FROM schema_migration').get() as {
    count: number;
  };
  return count === migrations.length;
}
