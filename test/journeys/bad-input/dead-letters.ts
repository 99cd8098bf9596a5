import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { deadLetterOf } from '../../../platform/events/dead-letter.ts';
import { deadLetterMigrations, sqliteDeadLetters } from '../../../platform/events/dead-letters-sqlite.ts';
import { leaseMigration } from '../../../platform/leases/sqlite.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';

const letterCount = 8;

/** Dead letters of an event that its consumer ignores: a retry succeeds. Gives their public ids. */
export async function leaveLetters(dataDir: string): Promise<string[]> {
  const db = openDatabase({
    file: join(dataDir, 'platform.db'),
    migrations: [leaseMigration, ...deadLetterMigrations],
  });
  try {
    const store = sqliteDeadLetters(db);
    const group = 'graph';
    const ids: string[] = [];
    for (let n = 0; n < letterCount; n++) {
      const eventId = `199999999999999999${n}`;
      const value = toBinary(EventSchema, create(EventSchema, { eventId }));
      const place = { topic: 'user', partition: 0, offset: 0, key: '1' };
      const letter = deadLetterOf(
        { ...place, eventId, value, timeMs: 1 },
        { group, error: 'once', attempts: 6, failedMs: n },
      );
      await store.put(letter);
      ids.push(letter.id.replaceAll('/', '~'));
    }
    return ids;
  } finally {
    await db.close();
  }
}
