import type { LetterKeys, Letters, OperationWork } from '../ports.ts';

/** The operation that retries all dead letters of a topic or a consumer group. */
export const retryDeadLetters = 'retry-dead-letters';

export type { LetterKeys } from '../ports.ts';

/** The result so far. */
export interface Retries {
  /** Letters that their groups processed. */
  readonly taken: number;
  /** Letters that failed again; they stay in the list. */
  readonly returned: number;
}

/**
 * How long a group may take to process a letter, in milliseconds. If no member runs, the operation fails; it can be resumed
 * later.
 */
const answerMs = 30_000;

/** Equal keys give equal texts. */
export const lettersToRetry = ({ topic, group }: LetterKeys): string => JSON.stringify({ topic, group });
export const lettersOf = (input: string) => JSON.parse(input) as LetterKeys;
export const retriesOf = (result: string): Retries =>
  result === '' ? { taken: 0, returned: 0 } : (JSON.parse(result) as Retries);

/**
 * Retries one letter per batch, newest first. A letter that fails again is newer than the cursor, so it is not retried twice.
 * A letter that was processed right before a crash is no longer in the list.
 */
export function retryingDeadLetters(letters: Letters): OperationWork {
  return {
    async batch({ input, cursor, result, done, total }, signal) {
      const keys = lettersOf(input);
      const after = cursor === '' ? undefined : (JSON.parse(cursor) as { id: string; failedMs: number });
      const all = after === undefined ? await letters.count(keys) : total;
      const [letter] = await letters.list({ ...keys, after, limit: 1 });
      if (letter === undefined) return { cursor, result, done, total: done, ended: true };
      const { id, failedMs, group } = letter;
      const limit = AbortSignal.timeout(answerMs);
      const outcome = await letters.retry(id, AbortSignal.any([signal, limit])).catch((cause) => {
        if (!limit.aborted) throw cause;
        throw new Error(`the group ${group} does not answer: does it run?`, { cause });
      });
      const { taken, returned } = retriesOf(result);
      const counts: Retries = {
        taken: taken + (outcome === 'taken' ? 1 : 0),
        returned: returned + (typeof outcome === 'object' ? 1 : 0),
      };
      return {
        cursor: JSON.stringify({ id, failedMs }),
        result: JSON.stringify(counts),
        done: done + 1,
        total: Math.max(all, done + 1),
        ended: false,
      };
    },
  };
}
