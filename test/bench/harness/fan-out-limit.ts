import { join } from 'node:path';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { claimMigration } from '../../../platform/idempotency/sqlite.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { graphMigrations } from '../../../services/graph/adapters/sqlite/migrations.ts';
import { sqliteGraphStore } from '../../../services/graph/adapters/sqlite.ts';
import { packEntry, ringCapacity, ringEntryBytes } from '../../../services/timeline/domain/ring.ts';
import { cpuMs, serveParent } from './child.ts';
import { fillEntry } from './fill.ts';

// The lower bound of fan-out: the same followers from the same store in the same slices, and a loop that appends the
// same 24 bytes to an array of each. No events, no calls, no eviction: a full array starts again.
const db = openDatabase({
  file: join(process.env.SKEIN_DATA_DIR!, 'graph.db'),
  migrations: [...graphMigrations, outboxMigration, claimMigration],
});
const store = sqliteGraphStore(db, sqliteOutbox(db));
const arrays = new Map<string, { bytes: Buffer; length: number }>();
const sliceSize = 1_000;

function append(readerId: string, packed: Buffer): number {
  const array = arrays.get(readerId);
  if (array === undefined) return 0;
  if (array.length === array.bytes.length) array.length = 0;
  array.bytes.set(packed, array.length);
  array.length += ringEntryBytes;
  return 1;
}

serveParent({ ready: 'yes' }, () => db.close(), {
  /** The readers that have arrays. */
  open(readerIds: string[]) {
    for (const id of readerIds)
      arrays.set(id, { bytes: Buffer.alloc(ringCapacity * ringEntryBytes), length: 0 });
  },
  /** Delivers one entry of each author. */
  async spread(authorIds: string[]) {
    const before = cpuMs();
    const startMs = performance.now();
    let deliveries = 0;
    for (const [n, authorId] of authorIds.entries()) {
      const packed = packEntry(fillEntry(n));
      deliveries += append(authorId, packed);
      for (let afterId = '', full = true; full; ) {
        const slice = await store.list('followers', authorId, afterId, sliceSize);
        for (const readerId of slice) deliveries += append(readerId, packed);
        full = slice.length === sliceSize;
        if (full) afterId = slice.at(-1)!;
      }
    }
    return { cpuMs: cpuMs() - before, elapsedMs: performance.now() - startMs, deliveries };
  },
});
