import { Worker } from 'node:worker_threads';
import type { CheckpointAnswer } from './checkpoint-thread.ts';

/**
 * Runs SQLite's PASSIVE checkpoint: copies a log into its file up to the oldest snapshot in use. The calling thread does
 * other work meanwhile. Fails with SQLite's error. Resolves with whether it ran: not if there is no thread, if the file
 * cannot be opened once more, or if another connection is running a checkpoint.
 */
export type Checkpoint = (file: string) => Promise<boolean>;

/** The thread only passes messages and calls SQLite: it needs a small heap and no loader of this process. */
const workerOptions = {
  execArgv: [],
  resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
};

/** One thread for all databases of the process, started by the first checkpoint. */
export const checkpointInWorker: Checkpoint = checkpointWorker(
  () => new Worker(new URL('checkpoint-thread.ts', import.meta.url), workerOptions),
);

export function checkpointWorker(start: () => Worker): Checkpoint {
  let worker: Worker | undefined;
  /** The thread answers in the order of the requests. */
  const pending: PromiseWithResolvers<boolean>[] = [];

  const started = (): Worker => {
    const thread = start();
    const onExit = () => {
      if (worker !== thread) return;
      worker = undefined;
      for (const { resolve } of pending.splice(0)) resolve(false);
    };
    thread.on('error', onExit);
    thread.on('exit', onExit);
    thread.on('message', ({ isCopied, failure }: CheckpointAnswer) => {
      const { resolve, reject } = pending.shift()!;
      if (failure === undefined) resolve(isCopied);
      else reject(Object.assign(new Error(failure.message), failure));
      if (pending.length === 0) thread.unref();
    });
    return thread;
  };

  return (file) => {
    const answered = Promise.withResolvers<boolean>();
    try {
      worker ??= started();
      pending.push(answered);
      worker.ref();
      worker.postMessage(file);
    } catch {
      answered.resolve(false);
    }
    return answered.promise;
  };
}
