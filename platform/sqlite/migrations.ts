import type { DatabaseSync } from 'node:sqlite';

/**
 * One step of a database's shape. Its number is its place in the list (from 1), so steps are only ever added
 * at the end; a step that was released is never changed. `sql` may be several statements.
 */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings a database to the shape that the code knows, each step in a transaction of its own together with
 * its record. Running it again does nothing. Throws when the database has steps that this code does not know
 * (it was written by a newer version) or knows under another name.
 */
export function migrate(connection: DatabaseSync, migrations: readonly Migration[]): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
  );
  const done = connection.prepare('SELECT number, name FROM schema_migration ORDER BY number').all() as {
    number: number;
    name: string;
  }[];
  if (done.length > migrations.length) {
    throw new Error(
      `${connection.location()} is newer than this code: it has step ${done.length} (${done.at(-1)?.name}), the code knows ${migrations.length}`,
    );
  }
  for (const [index, { name, sql }] of migrations.entries()) {
    const applied = done[index];
    if (applied) {
      if (applied.name === name && applied.number === index + 1) continue;
      throw new Error(
        `${connection.location()}: step ${index + 1} was applied as ${applied.name}, the code calls it ${name}`,
      );
    }
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(sql);
      connection.prepare('INSERT INTO schema_migration (number, name) VALUES (?, ?)').run(index + 1, name);
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw new Error(`step ${index + 1} (${name}) failed: ${(error as Error).message}`, { cause: error });
    }
  }
}
