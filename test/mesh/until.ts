import { setTimeout as pause } from 'node:timers/promises';
import { until as spinUntil } from '../../platform/testing/until.ts';

/** Waits for a condition, and leaves the processor to the proxies between looks. */
export const until = (what: string, condition: () => boolean | Promise<boolean>, limitMs = 30_000) =>
  spinUntil(
    what,
    async () => {
      await pause(20);
      return condition();
    },
    limitMs,
  );
