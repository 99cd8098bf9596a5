import { setTimeout as pause } from 'node:timers/promises';

const second = 1_000;
const dayMs = 86_400 * second;
/** A write of the step before may take so long, and be repeated. */
const beforeMs = 60 * second;
/** A server's clock may be late by so much. */
const afterMs = 20 * second;

/** Milliseconds until model and server agree on the UTC day; 0 except around midnight. */
export function untilDayIsClear(nowMs: number): number {
  const sinceMidnight = (nowMs + beforeMs) % dayMs;
  return sinceMidnight < beforeMs + afterMs ? beforeMs + afterMs - sinceMidnight : 0;
}

/** Rows of notifications are those of one day. Nothing is done while the day of a deed would be unclear. */
export async function passMidnight(print: (line: string) => void): Promise<void> {
  const waitMs = untilDayIsClear(Date.now());
  if (waitMs === 0) return;
  print(`waits ${Math.ceil(waitMs / second)} s until midnight has passed`);
  await pause(waitMs);
}
