import { outsideCalls } from './rpc/call.ts';

export interface BatchedOptions<Key, Value> {
  /** Answers in the order of the keys. */
  readonly ask: (keys: readonly Key[]) => Promise<readonly Value[]>;
  /** Runs its argument when the batch is to be sent. */
  readonly later: (run: () => void) => void;
}

/**
 * Joins questions about single keys that come before `later` runs into one question. An error rejects all of them. The
 * question belongs to no call: it is not cancelled when the caller that asked first leaves.
 */
export function batched<Key, Value>({
  ask,
  later,
}: BatchedOptions<Key, Value>): (key: Key) => Promise<Value> {
  interface Asked {
    readonly key: Key;
    readonly answer: PromiseWithResolvers<Value>;
  }
  let waiting: Asked[] = [];
  const send = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const values = await ask(batch.map(({ key }) => key));
      for (const [i, { answer }] of batch.entries()) answer.resolve(values[i]!);
    } catch (error) {
      for (const { answer } of batch) answer.reject(error);
    }
  };
  return (key) => {
    const answer = Promise.withResolvers<Value>();
    waiting.push({ key, answer });
    if (waiting.length === 1) outsideCalls(() => later(send));
    return answer.promise;
  };
}

/** For `later`: runs at once, or `everyMs` after the last run, so that what comes quickly is gathered. */
export function paced(everyMs: number): (run: () => void) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (run) => {
    const go = () => {
      lastMs = performance.now();
      run();
    };
    const waitMs = lastMs + everyMs - performance.now();
    if (waitMs <= 0) setImmediate(go);
    // A plain timer: it must run even when nothing else keeps the process alive.
    else setTimeout(go, waitMs);
  };
}
