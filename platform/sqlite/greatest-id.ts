import type { Database } from './database.ts';

/** The greatest id that is stored in the columns, each given by its table and name; empty when there is none. */
export function greatestId(
  db: Database,
  columns: readonly (readonly [table: string, column: string])[],
): string {
  const greatest = columns.map(([table, column]) =>
    db.read((rows) => rows.get<{ id: string | null }>(`SELECT max(${column}) AS id FROM ${table}`)?.id ?? ''),
  );
  // Events of one change have its id and more behind it.
  return (greatest.sort().at(-1) ?? '').slice(0, 19);
}
