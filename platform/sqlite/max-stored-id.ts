import type { Database } from './database.ts';

/** The greatest id stored in the columns, each given by table and name; empty without any. */
export function maxStoredId(
  db: Database,
  columns: readonly (readonly [table: string, column: string])[],
): string {
  const greatest = columns.map(([table, column]) =>
    db.read((rows) => rows.get<{ id: string | null }>(`SELECT max(${column}) AS id FROM ${table}`)?.id ?? ''),
  );
  // Ids of events are the change's id with a suffix.
  return (greatest.sort().at(-1) ?? '').slice(0, 19);
}
