import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { checkpointInWorker } from './checkpoint-worker.ts';

/** Copies the log of a database into its file. */
export interface LogCopy {
  /**
   * Copies what is in the log, in another thread, and syncs the file in the thread pool. Fails with the error of SQLite or
   * of the system call, or of a missing descriptor. Resolves with whether it was copied: without a thread it is not.
   */
  copy(): Promise<boolean>;
  /**
   * Closes the descriptor; the next `copy` opens it again. Call it when no `copy` is in progress and no connection of this
   * process is open, because it ends this process's POSIX locks on the file.
   */
  close(): void;
}

const fdatasyncInPool = promisify(fdatasync);

/** SQLite's PASSIVE checkpoint syncs the file only when it reached the end of the log, which under load it does not. */
export function logCopy(file: string, checkpoint = checkpointInWorker): LogCopy {
  let descriptor: number | undefined;
  return {
    async copy() {
      descriptor ??= openSync(file, 'r');
      const isCopied = await checkpoint(file);
      await fdatasyncInPool(descriptor);
      return isCopied;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
