import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Migration } from '../migrations.ts';
import { isMigrated, migrate } from './migrations.ts';

/** Opens a connection to a file; tests replace it to simulate storage failures. */
export type Connect = (
  file: string,
  options: { timeout: number; readOnly?: boolean; enableForeignKeyConstraints?: boolean },
) => DatabaseSync;

/** Temporary data of sorts and subqueries stays in memory, because creating or filling a file could fail. */
const common = 'PRAGMA temp_store = MEMORY';

function openWriter(connect: Connect, file: string, busyMs: number): DatabaseSync {
  const writer = connect(file, { timeout: busyMs, enableForeignKeyConstraints: true });
  // FULL: in WAL mode, lower levels acknowledge COMMIT before the log is on disk.
  const sql = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; ${common}`;
  return closeOnError(writer, () => writer.exec(sql));
}

/** Creates a missing file, and runs the migrations that it lacks. */
export function openMigratedWriter(
  connect: Connect,
  file: string,
  busyMs: number,
  migrations: readonly Migration[],
): DatabaseSync {
  const writer = openWriter(connect, file, busyMs);
  return closeOnError(writer, () => migrate(writer, migrations));
}

/**
 * A missing file is not created again, because it would lack everything that was acknowledged. The connection waits for
 * no lock, because SQLite blocks the thread meanwhile: try again later, and call `setBusyTimeout` when it is in use.
 *
 * @param mustBeUncopied the next checkpoint has to copy the whole log
 */
export function reopenWriter(
  connect: Connect,
  file: string,
  migrations: readonly Migration[],
  mustBeUncopied: boolean,
): DatabaseSync {
  if (!existsSync(file)) throw new Error(`${file} is gone`);
  const writer = openWriter(connect, file, 0);
  return closeOnError(writer, () => {
    if (mustBeUncopied) proveUncopied(writer);
    if (!isMigrated(writer, migrations)) throw new Error(`${file} is another file`);
  });
}

/** How long the connection waits for another one's lock. */
export function setBusyTimeout(connection: DatabaseSync, busyMs: number): void {
  connection.exec(`PRAGMA busy_timeout = ${busyMs}`);
}

/** For a caller that syncs and checkpoints the log itself. */
export function leaveDurabilityToCaller(writer: DatabaseSync): void {
  writer.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
}

export function openReader(connect: Connect, file: string, busyMs: number): DatabaseSync {
  const reader = connect(file, { timeout: busyMs, readOnly: true });
  return closeOnError(reader, () => reader.exec(common));
}

/**
 * The only connection to a file on a full disk. In exclusive mode SQLite keeps the WAL index in memory instead of
 * creating a file. It must be closed before another one is opened.
 */
export function openSoleReader(
  connect: Connect,
  file: string,
  busyMs: number,
  migrations: readonly Migration[],
): DatabaseSync {
  const reader = connect(file, { timeout: busyMs });
  return closeOnError(reader, () => {
    reader.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON; ${common}`);
    if (!isMigrated(reader, migrations)) throw new Error(`${file} must be migrated first`);
  });
}

/** A connection that stays open would keep what SQLite knows about the log. */
function closeOnError(connection: DatabaseSync, prepare: () => void): DatabaseSync {
  try {
    prepare();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The least free space for writing: with room for a page or two the file would fail again at once. */
const leastFreeBytes = 1 << 20;

/**
 * Proves that a file accepts writes: commits with fsync.
 *
 * @throws SQLite's error; Error when little space is free
 */
export function proveCommit(writer: DatabaseSync, file: string): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < leastFreeBytes) throw new Error(`${bavail * bsize} bytes are free`);
  const { user_version: version } = writer.prepare('PRAGMA user_version').get() as { user_version: number };
  writer.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; COMMIT`);
}

/**
 * Proves that a checkpoint begins with the first page of the log.
 *
 * @throws Error when another connection keeps the log's index, which says what was copied
 */
function proveUncopied(writer: DatabaseSync): void {
  const { checkpointed } = writer.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { checkpointed: number };
  if (checkpointed > 0) throw new Error('another connection has the file open');
}

/**
 * Copies the whole log into the file, with fsync, so that no data remains whose only copy a failed fsync may have lost.
 *
 * @throws SQLite's error; Error when another connection's snapshot or lock prevents it
 */
export function checkpointAll(writer: DatabaseSync): void {
  const { busy } = writer.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (busy !== 0) throw new Error('another connection keeps the log from being copied');
}

/**
 * In a worker thread: it takes about a second a gigabyte, and reads continue.
 *
 * @throws Error when the file is damaged
 */
export function quickCheck(file: string): Promise<void> {
  const worker = new Worker(new URL('quick-check.ts', import.meta.url), { workerData: file });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.once('message', (found: string) =>
    found === 'ok' ? resolve() : reject(new Error(`the file is damaged: ${found}`)),
  );
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the check ended without an answer')));
  return promise;
}
