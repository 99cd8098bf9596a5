import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { tryOrUndefined } from './try-or-undefined.ts';

export interface CheckpointAnswer {
  /** Whether a checkpoint ran. */
  readonly isCopied: boolean;
  /** SQLite's error, which loses its codes on the way between threads. */
  readonly failure?: { message: string; code: string; errcode: number };
}

// Runs in a worker thread. A connection is opened for each checkpoint, because an idle one would hold descriptors.
parentPort!.on('message', (file: string) => parentPort!.postMessage(checkpoint(file)));

function checkpoint(file: string): CheckpointAnswer {
  // A process without free descriptors checkpoints on the connection that it has.
  const connection = tryOrUndefined(() => opened(file));
  try {
    return { isCopied: connection?.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.busy === 0 };
  } catch (error) {
    const { message, code, errcode } = error as NonNullable<CheckpointAnswer['failure']>;
    return { isCopied: false, failure: { message, code, errcode } };
  } finally {
    connection?.close();
  }
}

/** Does not create a missing file. The first read opens the log and its index. */
function opened(file: string): DatabaseSync {
  const location = pathToFileURL(file);
  location.searchParams.set('mode', 'rw');
  const connection = new DatabaseSync(location);
  try {
    connection.exec('SELECT 1 FROM sqlite_schema LIMIT 1');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
