import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The tables of a data folder with a row that has the text in a column, as `file.table`. */
export function tablesWith(dataDir: string, text: string): string[] {
  const files = readdirSync(dataDir).filter((name) => name.endsWith('.db') && name !== 'lock.db');
  return files.flatMap((name) => {
    const db = new DatabaseSync(join(dataDir, name), { readOnly: true });
    try {
      const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
      return tables
        .map((row) => String(row.name))
        .filter((table) => {
          const rows = db.prepare(`SELECT * FROM "${table}"`);
          rows.setReadBigInts(true);
          return rows.all().some((row) => Object.values(row).some((value) => has(value, text)));
        })
        .map((table) => `${name}.${table}`);
    } finally {
      db.close();
    }
  });
}

function has(value: unknown, text: string): boolean {
  return (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)).includes(text);
}
