import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './identities.ts';

export interface Load {
  /** The number of answers. */
  answered(): number;
  /** Ends the load, and gives the answers that are none of a process. */
  stop(): Promise<readonly Answer[]>;
}

/** Calls again and again, a few at a time. A stand-in answers UNIMPLEMENTED; everything else comes from a proxy. */
export function load(call: () => Promise<Answer>, { callers = 4 } = {}): Load {
  const failures: Answer[] = [];
  let answers = 0;
  let stopped = false;
  const running = Array.from({ length: callers }, async () => {
    while (!stopped) {
      const answer = await call();
      answers++;
      if (answer.code !== 12) failures.push(answer);
      // A few hundred calls a second are enough, and leave the processor to the proxies.
      await pause(10);
    }
  });
  return {
    answered: () => answers,
    async stop() {
      stopped = true;
      await Promise.all(running);
      return failures;
    },
  };
}
