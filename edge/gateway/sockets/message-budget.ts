import type { Clock } from '../../../platform/clock.ts';

const messages = 100;
const windowMs = 10_000;

/** How much a client may say on one socket: each call takes one message and answers false when there were too many. */
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
