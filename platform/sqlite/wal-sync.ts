import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Makes the commits in a write-ahead log durable. Both methods fail with the error of the system call. */
export interface WalSync {
  /** Resolves when every commit so far is on disk. The thread does other work meanwhile. */
  sync(): Promise<void>;
  /** The same, and blocks the thread. */
  syncNow(): void;
  /** Call it when no `sync` is in progress. */
  close(): void;
}

const fdatasyncInPool = promisify(fdatasync);

/**
 * The log of an open database in WAL mode. SQLite holds no lock on this file, so that a second descriptor can be closed
 * without the loss of one.
 */
export function walSync(file: string): WalSync {
  const log = openSync(`${file}-wal`, 'r+');
  return {
    sync: () => fdatasyncInPool(log),
    syncNow: () => fdatasyncSync(log),
    close: () => closeSync(log),
  };
}
