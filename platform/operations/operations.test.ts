import t from 'tap';
import { systemClock } from '../clock.ts';
import { leaseMigration, sqliteLeases } from '../leases/sqlite.ts';
import { openDatabase } from '../sqlite/database.ts';
import { operationConformance } from './conformance.ts';
import { operationMigrations, sqliteOperations } from './sqlite.ts';

t.test('operations in SQLite', async (t) =>
  operationConformance(t, async (t, clock) => {
    const file = `${t.testdir()}/operations.db`;
    const db = openDatabase({ file, migrations: [leaseMigration, ...operationMigrations] });
    t.teardown(() => db.close());
    return { store: sqliteOperations(db, clock), leases: sqliteLeases(db, systemClock) };
  }),
);
