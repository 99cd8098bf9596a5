import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import type { KeyRing } from '../../../platform/auth/keys.ts';
import { directorySecrets, type Secrets } from '../../../platform/auth/secrets.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { collectDeadLetters, type DeadLetters, deadLetters } from '../../../platform/events/dead-letters.ts';
import { deadLetterMigrations, sqliteDeadLetters } from '../../../platform/events/dead-letters-sqlite.ts';
import type { EventBus } from '../../../platform/events/port.ts';
import { sqliteBus } from '../../../platform/events/sqlite.ts';
import { type LeasedIds, leasedIds } from '../../../platform/leases/leased-ids.ts';
import { leaseMigration, sqliteLeases } from '../../../platform/leases/sqlite.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { lockDirectory } from '../../../platform/sqlite/directory-lock.ts';
import { type Storage, storage } from '../../../platform/sqlite/storage.ts';
import type { DatabaseFigures } from '../../../platform/telemetry/database-figures.ts';
import type { Logger } from '../../../platform/telemetry/log.ts';

/** What the embedded profile keeps in its directory for all services together. */
export interface EmbeddedEngines {
  readonly storage: Storage;
  readonly bus: EventBus;
  readonly ids: LeasedIds;
  readonly secret: Secrets;
  /** Signs the tokens that services show each other. */
  readonly meshKeys: KeyRing;
  readonly deadLetters: DeadLetters;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly clock: TimedClock;
  readonly closers: Closers;
  readonly metrics: DatabaseFigures;
  readonly log: Logger;
  readonly allowedSkewMs: number;
  readonly onError: (what: string, error: unknown) => void;
}

/** Opens the directory for this process alone, and the engines in it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedEngines> {
  const { dataDir, clock, closers, metrics, log, allowedSkewMs, onError } = options;
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
    // On a full disk: reads are served all the same.
    beginsWithout: true,
    onError: (error) => onError('node id lease', error),
  });
  closers.add({ name: 'node id lease', close: () => ids.close() });

  const bus = sqliteBus({
    file: ({ migrations, schedule }) => files.open('events', migrations, { schedule }),
    clock: { ...clock, nowMs: ids.nowMs },
    onError: (error) => onError('event log', error),
  });
  closers.add({ name: 'event log', close: () => bus.close() });
  // The log lets go of old records; what a consumer gave up on waits in the store for an operator.
  const store = sqliteDeadLetters(db);
  const letters = await collectDeadLetters({
    bus,
    store,
    clock,
    onError: (error) => onError('dead letters', error),
  });
  closers.add({ name: 'dead letters', close: () => letters.stop() });
  return {
    storage: files,
    bus,
    ids,
    secret: directorySecrets(join(dataDir, 'secrets')),
    meshKeys,
    deadLetters: deadLetters(store, bus, clock),
  };
}
