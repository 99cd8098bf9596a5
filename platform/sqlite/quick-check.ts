import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

// Runs in a worker thread. Answers `ok`, or the first problem of the file.
const connection = new DatabaseSync(workerData as string, { readOnly: true, timeout: 5_000 });
const found = connection.prepare('PRAGMA quick_check(1)').get() as Record<string, string>;
connection.close();
parentPort!.postMessage(Object.values(found)[0]);
