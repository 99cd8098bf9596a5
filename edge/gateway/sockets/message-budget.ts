import type { Clock } from '../../../platform/clock.ts';

const messages = 100;
const windowMs = 10_000;

/** The message rate limit of one socket: each call counts one message and gives false over the limit. */
export function messageBudget(clock: Clock): () => boolean {
  let beganMs = Number.NEGATIVE_INFINITY;
  let spent = 0;
  return () => {
    const nowMs = clock.monotonicMs();
    if (nowMs - beganMs >= windowMs) {
      beganMs = nowMs;
      spent = 0;
    }
    spent += 1;
    return spent <= messages;
  };
}
