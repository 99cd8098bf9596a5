import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Migration } from '../migrations.ts';
import { type CommitHook, commitHooks } from './commit-hooks.ts';
import type { CommitSchedule } from './commit-schedule.ts';
import {
  type Connect,
  checkpointAll,
  leaveDurabilityToCaller,
  openMigratedWriter,
  openReader,
  openSoleReader,
  proveCommit,
  quickCheck,
  reopenWriter,
  setBusyTimeout,
} from './connections.ts';
import { groupCommit, noWrites, type Visibility, type WriteFigures } from './group-commit.ts';
import type { CheckpointLimits } from './log-checkpoints.ts';
import { type LogCopy, logCopy } from './log-copy.ts';
import { snapshotReader } from './snapshot-reader.ts';
import type { Statements } from './statements.ts';
import { isStorageFailure, readError, storageUnavailable } from './storage-error.ts';
import { tryOrUndefined } from './try-or-undefined.ts';
import { type WalSync, walSync } from './wal-sync.ts';

/** One SQLite file of one service, opened by one process. */
export interface Database {
  /**
   * Runs `fn` immediately, in a savepoint of the transaction that writes of about a millisecond share.
   * Resolves with fn's result after that transaction's COMMIT and fsync, for which the thread does not wait except where
   * the log begins anew (`checkpointLimits`). When `fn` throws, only its own changes are rolled back and the promise rejects.
   * When the COMMIT fails, every write in it rejects and none is acknowledged. When storage fails (a full disk, an
   * fsync), writes reject as DEPENDENCY_UNAVAILABLE until the file has been reopened and verified; a write of the failed
   * COMMIT may still have been done. `fn` is synchronous and keeps no iterator; it sees earlier uncommitted writes of the
   * same transaction.
   */
  write<T>(fn: (tx: Statements) => T): Promise<T>;
  /**
   * Runs `fn` on a read connection, which sees committed and durable rows only. Reads continue while storage refuses
   * writes, unless only a file with rows that may be lost can be read.
   */
  read<T>(fn: (rows: Statements) => T): T;
  /**
   * Calls `hook` right before each COMMIT, and what it returns when that commit is durable and visible to reads, before its
   * writes are acknowledged. Between the two, writes may join the next group. When the commit fails, the second waits for the
   * next commit; when storage fails, until reads of the reopened file see whether it was done. Neither may throw. Returns
   * a function that unsubscribes.
   */
  onCommit(hook: CommitHook): () => void;
  /** Since opening. */
  figures(): WriteFigures;
  /** Commits pending writes, then closes both connections. Later writes reject. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Path of the file; its folder is created. Not ':memory:', because two connections cannot share it. */
  file: string;
  migrations: readonly Migration[];
  /** When to commit the writes of a group. Default `gatheringSchedule`. */
  schedule?: CommitSchedule;
  /** How long to wait for another process's lock. Default 5,000. */
  busyMs?: number;
  /** How often a file whose storage failed is reopened. Default 1,000. */
  reopenMs?: number;
  /** Called with the reason when writes are refused from now on, and with undefined when they are accepted again. */
  onWrites?: (failure: unknown) => void;
  /** Replaced by tests. */
  connect?: Connect;
  /** Replaced by tests. */
  openLog?: (file: string) => WalSync;
  /** Replaced by tests. */
  openCopy?: (file: string) => LogCopy;
  /** Replaced by tests. */
  limits?: CheckpointLimits;
}

const connectTo: Connect = (file, options) => new DatabaseSync(file, options);

/**
 * @throws Error when the file cannot be opened. A readable file on a full disk is opened for reading, and reopened for
 *   writing when there is space
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { file, migrations, schedule, busyMs = 5_000, reopenMs = 1_000 } = options;
  const { onWrites = () => {}, connect = connectTo, openLog = walSync } = options;
  const { openCopy = logCopy, limits } = options;
  if (file === '' || file.startsWith(':memory:')) throw new Error('a database needs a file');
  mkdirSync(dirname(file), { recursive: true });

  const figures = noWrites();
  const hooks = commitHooks();
  const copies = openCopy(file);
  let closed = false;
  let reading: ReturnType<typeof readingFrom> | undefined;
  let writing: ReturnType<typeof writingTo> | undefined;
  let failure: unknown;
  let timer: NodeJS.Timeout | undefined;
  let reopening = Promise.resolve();
  /** Resolves when the last writer, which failed, has nothing in progress. */
  let stopped = Promise.resolve();
  /**
   * A sync of the file failed, so that pages which SQLite counts as checkpointed may not be on disk. It resets the count
   * when no connection is open. The writer is not closed last, because SQLite would checkpoint the rest of the log.
   */
  let isCopyDoubtful = false;

  const readingFrom = (connection: DatabaseSync, sole: boolean) => {
    return { connection, sole, snapshot: snapshotReader(connection) };
  };
  const readSole = (busyMs: number) => readingFrom(openSoleReader(connect, file, busyMs, migrations), true);
  const readBeside = () => readingFrom(openReader(connect, file, busyMs), false);
  const visibility: Visibility = {
    hide: () => reading?.snapshot.hold(),
    show: () => reading?.snapshot.release(),
    committing: hooks.begin,
  };
  const writingTo = (connection: DatabaseSync) => {
    leaveDurabilityToCaller(connection);
    const log = openLog(file);
    const group = groupCommit(connection, {
      log,
      copyLog: copies.copy,
      limits,
      schedule,
      figures,
      visibility,
      failed: stopWriting,
    });
    return {
      ...group,
      async close() {
        connection.close();
        await group.drain();
        log.close();
      },
    };
  };
  function stopWriting(error: unknown, whileCopying = false): void {
    clearTimeout(timer);
    isCopyDoubtful ||= whileCopying;
    stopped = writing?.close() ?? stopped;
    writing = undefined;
    failure = error;
    onWrites(error);
    timer = setTimeout(() => {
      reopening = reopen();
    }, reopenMs);
    timer.unref();
  }

  const reopen = async (): Promise<void> => {
    let writer: DatabaseSync | undefined;
    try {
      await stopped;
      if (reading?.sole || isCopyDoubtful) closeReading();
      if (reading === undefined) copies.close();
      writer = reopenWriter(connect, file, migrations, isCopyDoubtful);
      proveCommit(writer, file);
      readAgain(writer);
      await quickCheck(file);
      if (closed) return writer.close();
      setBusyTimeout(writer, busyMs);
      writing = writingTo(writer);
      failure = undefined;
      onWrites(undefined);
    } catch (error) {
      writer?.close();
      if (closed) return;
      if (reading === undefined && !hooks.isUnfinished())
        reading =
          tryOrUndefined(() => readSole(0)) ?? (isCopyDoubtful ? undefined : tryOrUndefined(readBeside));
      stopWriting(error);
    }
  };
  /** Ends the old snapshot, for the checkpoint. If that fails, what may be lost is not read. */
  const readAgain = (writer: DatabaseSync): void => {
    reading?.snapshot.release();
    try {
      checkpointAll(writer);
      const old = reading;
      reading = readBeside();
      old?.connection.close();
    } catch (error) {
      if (hooks.isUnfinished()) closeReading();
      throw error;
    }
    isCopyDoubtful = false;
    hooks.finish();
  };
  const closeReading = () => {
    reading?.connection.close();
    reading = undefined;
  };

  let first: DatabaseSync | undefined;
  try {
    first = openMigratedWriter(connect, file, busyMs, migrations);
    writing = writingTo(first);
    reading = readBeside();
  } catch (error) {
    if (writing) void writing.close();
    else first?.close();
    writing = undefined;
    if (!isStorageFailure(error)) throw error;
    reading = tryOrUndefined(() => readSole(busyMs));
    if (reading === undefined) throw error;
    stopWriting(error);
  }

  return {
    write(fn) {
      if (closed) return Promise.reject(new Error(`${file} is closed`));
      return writing === undefined ? Promise.reject(storageUnavailable(failure)) : writing.write(fn);
    },
    read(fn) {
      if (reading === undefined) throw closed ? new Error(`${file} is closed`) : storageUnavailable(failure);
      try {
        return reading.snapshot.read(fn);
      } catch (error) {
        throw readError(error);
      }
    },
    onCommit: hooks.add,
    figures: () => ({ ...figures }),
    async close() {
      if (closed) return;
      closed = true;
      clearTimeout(timer);
      await writing?.drain();
      clearTimeout(timer);
      await reopening;
      try {
        closeReading();
        await writing?.close();
        await stopped;
      } finally {
        copies.close();
      }
    },
  };
}
