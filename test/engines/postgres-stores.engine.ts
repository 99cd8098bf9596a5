// Engines: postgres
import t from 'tap';
import { claimConformance } from '../../platform/idempotency/conformance.ts';
import { postgresClaimMigration, postgresClaims } from '../../platform/idempotency/postgres.ts';
import { leaseConformance } from '../../platform/leases/conformance.ts';
import { postgresLeaseMigration, postgresLeases } from '../../platform/leases/postgres.ts';
import { operationConformance } from '../../platform/operations/conformance.ts';
import { postgresOperationMigration, postgresOperations } from '../../platform/operations/postgres.ts';
import { testSchema } from './postgres.ts';

t.test('claims in PostgreSQL', async (t) =>
  claimConformance(t, async (t, clock) =>
    postgresClaims(await testSchema(t, [postgresClaimMigration]), clock, 1_000),
  ),
);

t.test('leases in PostgreSQL', async (t) =>
  leaseConformance(t, async (t, clock) =>
    postgresLeases(await testSchema(t, [postgresLeaseMigration]), clock.nowMs),
  ),
);

t.test('operations in PostgreSQL', async (t) =>
  operationConformance(t, async (t, clock) => {
    const db = await testSchema(t, [postgresLeaseMigration, postgresOperationMigration]);
    return { store: postgresOperations(db, clock), leases: postgresLeases(db) };
  }),
);
