import type { Clock } from '../../../platform/clock.ts';

/** A process that does not answer for this long is dead, and its writes in progress have been committed or rolled back. */
const deadAfterMs = 15_000;

/**
 * The time before which every process of the post service has announced its entries: the lowest of their answers. An answer
 * stays true, so the last answer of a process that does not answer bounds the result. The others announce what it stored.
 * Once it can have no write in progress, it no longer counts.
 *
 * @param ask the processes to ask; the list may change between calls
 * @throws the first error when no process answers
 */
export function lowestAnnouncedWatermark(
  ask: () => readonly { readonly process: string; readonly untilMs: () => Promise<number> }[],
  clock: Clock,
): () => Promise<number> {
  /** When each listed process was first asked. */
  let askedSinceMs = new Map<string, number>();
  const known = new Map<string, { readonly untilMs: number; readonly atMs: number }>();
  return async () => {
    const asked = ask();
    const atMs = clock.monotonicMs();
    askedSinceMs = new Map(asked.map(({ process }) => [process, askedSinceMs.get(process) ?? atMs]));
    const answers = await Promise.allSettled(
      asked.map(async ({ process, untilMs }) => known.set(process, { untilMs: await untilMs(), atMs })),
    );
    const failed = answers.find((each) => each.status === 'rejected');
    if (failed !== undefined && answers.every((each) => each.status === 'rejected')) throw failed.reason;
    const nowMs = clock.monotonicMs();
    for (const [process, { atMs: lastMs }] of known) if (nowMs - lastMs > deadAfterMs) known.delete(process);
    // Before the first look-up of their addresses no process is known, and so nothing is known to be announced.
    if (known.size === 0) return 0;
    // A process that has never answered may have any write in progress.
    const isNew = ({ process }: { process: string }) => nowMs - askedSinceMs.get(process)! <= deadAfterMs;
    if (asked.some((each) => !known.has(each.process) && isNew(each))) return 0;
    return Math.min(...[...known.values()].map(({ untilMs }) => untilMs));
  };
}
