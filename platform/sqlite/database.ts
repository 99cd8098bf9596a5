import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Migration } from '../migrations.ts';
import { groupCommit, type WriteFigures } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { snapshotReader } from './snapshot-reader.ts';
import type { Statements } from './statements.ts';

/** One SQLite file of one service. One process opens it; the rest is said at each member. */
export interface Database {
  /**
   * Runs `fn` at once, inside a savepoint of the transaction that all writes of this turn of the event loop
   * share. Resolves with fn's answer only after that transaction's COMMIT, and so after its fsync. When `fn`
   * throws, its own changes alone are taken back and the promise rejects with what it threw. When the COMMIT
   * fails, every write in it rejects with that error and none of them happened.
   * `fn` is synchronous and keeps no iterator; it sees the uncommitted writes before it in the same turn.
   */
  write<T>(fn: (tx: Statements) => T): Promise<T>;
  /** Runs `fn` on a connection of its own, which sees committed rows only. */
  read<T>(fn: (rows: Statements) => T): T;
  /** Calls `hook` after each COMMIT, once its writes are acknowledged; it must not throw. Answers: stop. */
  afterCommit(hook: () => void): () => void;
  /** Since opening. */
  figures(): WriteFigures;
  /** Commits what is open, then closes both connections. Later writes reject. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Path of the file; its folder is made. Not ':memory:', which two connections can't share. */
  file: string;
  migrations: readonly Migration[];
  /** When to commit what this turn wrote. Default setImmediate: the end of the turn. */
  schedule?: (commit: () => void) => void;
  /** How long to wait for another process's lock. Default 5,000. */
  busyMs?: number;
}

export function openDatabase(options: DatabaseOptions): Database {
  const { file, migrations, schedule, busyMs = 5_000 } = options;
  if (file === '' || file.startsWith(':memory:')) throw new Error('a database needs a file');
  mkdirSync(dirname(file), { recursive: true });
  const writer = new DatabaseSync(file, { timeout: busyMs, enableForeignKeyConstraints: true });
  let reader: DatabaseSync;
  try {
    // FULL: in WAL mode anything less answers COMMIT before the log is on the disk.
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864');
    migrate(writer, migrations);
    reader = new DatabaseSync(file, { timeout: busyMs, readOnly: true });
  } catch (error) {
    writer.close();
    throw error;
  }

  const committed = snapshotReader(reader);
  const group = groupCommit(writer, { schedule, beforeCommit: committed.release });
  let closed = false;

  return {
    write: (fn) => (closed ? Promise.reject(new Error(`${file} is closed`)) : group.write(fn)),
    read: committed.read,
    afterCommit: group.afterCommit,
    figures: group.figures,
    async close() {
      if (closed) return;
      closed = true;
      group.flush();
      committed.release();
      reader.close();
      writer.close();
    },
  };
}
