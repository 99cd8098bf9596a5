import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** Opens a connection to a file; the seam where tests have storage fail. */
export type Connect = (
  file: string,
  options: { timeout: number; readOnly?: boolean; enableForeignKeyConstraints?: boolean },
) => DatabaseSync;

/** What sorts and subqueries put aside stays in memory: a file for it could not be opened or filled. */
const common = 'PRAGMA temp_store = MEMORY';

export function openWriter(connect: Connect, file: string, busyMs: number): DatabaseSync {
  const writer = connect(file, { timeout: busyMs, enableForeignKeyConstraints: true });
  // FULL: in WAL mode anything less answers COMMIT before the log is on the disk.
  return prepared(
    writer,
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; ${common}`,
  );
}

export function openReader(connect: Connect, file: string, busyMs: number): DatabaseSync {
  return prepared(connect(file, { timeout: busyMs, readOnly: true }), common);
}

/**
 * The one connection to a file on a disk that takes nothing more: in exclusive mode SQLite keeps the index of the log in
 * memory, for which it otherwise makes a file. It must be closed before another is opened.
 */
export function openSoleReader(connect: Connect, file: string, busyMs: number): DatabaseSync {
  return prepared(
    connect(file, { timeout: busyMs }),
    `PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON; ${common}`,
  );
}

function prepared(connection: DatabaseSync, sql: string): DatabaseSync {
  try {
    connection.exec(sql);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Less room than this is none: a file that is opened again for a page or two would fail again at once. */
const leastFreeBytes = 1 << 20;

/**
 * Proves that a file takes writes: a COMMIT with its fsync, and the whole log taken over into the database, with another,
 * so that nothing is left of which an fsync that failed may have lost the only copy. Then the file is read through.
 *
 * @throws what SQLite says; Error when the file is damaged
 */
export async function prove(writer: DatabaseSync, file: string): Promise<void> {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < leastFreeBytes) throw new Error(`${bavail * bsize} bytes are free`);
  const { user_version: version } = writer.prepare('PRAGMA user_version').get() as { user_version: number };
  writer.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  await quickCheck(file);
}

/** Beside the event loop: it takes a second for every gigabyte or so, and reads go on. */
function quickCheck(file: string): Promise<void> {
  const worker = new Worker(new URL('quick-check.ts', import.meta.url), { workerData: file });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.once('message', (found: string) =>
    found === 'ok' ? resolve() : reject(new Error(`the file is damaged: ${found}`)),
  );
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the check ended without an answer')));
  return promise;
}
