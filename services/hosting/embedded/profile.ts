import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import { directorySecrets } from '../../../platform/auth/secrets.ts';
import { collectDeadLetters, deadLetters } from '../../../platform/events/dead-letters.ts';
import { deadLetterMigrations, sqliteDeadLetters } from '../../../platform/events/dead-letters-sqlite.ts';
import { sqliteBus } from '../../../platform/events/sqlite.ts';
import { leasedIds } from '../../../platform/leases/leased-ids.ts';
import { leaseMigration, sqliteLeases } from '../../../platform/leases/sqlite.ts';
import { lockDirectory } from '../../../platform/sqlite/directory-lock.ts';
import { storage } from '../../../platform/sqlite/storage.ts';
import { declaredBus } from '../declared-bus.ts';
import type { OpenedProfile, ProcessContext } from '../process-context.ts';

/** Opens files in the data directory. The directory is locked for this process. */
export async function openEmbedded(context: ProcessContext): Promise<OpenedProfile> {
  const { clock, closers, config, log, metrics } = context;
  const { dataDir } = config.process;
  const allowedSkewMs = config.product.clockSkewMs;
  const onError = (what: string) => (err: unknown) => log.error({ err }, what);
  const unlock = lockDirectory(dataDir);
  closers.add({ name: 'data directory', close: unlock });

  const meshKeys = await openKeyDirectory({ directory: join(dataDir, 'mesh-keys'), clock });
  const files = storage({ directory: dataDir, closers, metrics, log });
  const db = files.open('platform', [leaseMigration, ...deadLetterMigrations]);
  const ids = await leasedIds({
    leases: sqliteLeases(db, clock),
    clock,
    owner: randomUUID(),
    allowedSkewMs,
    // On a full disk the process starts without a lease and serves reads.
    beginsWithout: true,
    onError: onError('node id lease'),
  });
  closers.add({ name: 'node id lease', close: () => ids.close() });

  const bus = sqliteBus({
    file: ({ migrations, schedule }) => files.open('events', migrations, { schedule }),
    clock: { ...clock, nowMs: ids.nowMs },
    onError: onError('event log'),
  });
  closers.add({ name: 'event log', close: () => bus.close() });
  // The log deletes old records. A dead letter stays in this store until an operator handles it.
  const store = sqliteDeadLetters(db);
  const letters = await collectDeadLetters({
    bus,
    store,
    clock,
    onError: onError('dead letters'),
  });
  closers.add({ name: 'dead letters', close: () => letters.stop() });
  return {
    meshKeys,
    secret: directorySecrets(join(dataDir, 'secrets')),
    storage: files,
    deadLetters: deadLetters(store, bus, clock),
    hostOf: async (service, base) => ({
      ...base,
      profile: 'embedded',
      dataDir,
      database: files.open,
      ids,
      idClock: { ...clock, nowMs: ids.nowMs },
      bus: declaredBus(service, bus),
    }),
  };
}
