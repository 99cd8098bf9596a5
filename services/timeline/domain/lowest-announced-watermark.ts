import type { Clock } from '../../../platform/clock.ts';

/** After this time without an answer a process is taken for gone, and what it had under way for done or undone. */
const goneMs = 15_000;

/**
 * Until when every process of the post service has announced its entries: the least of their answers. What one said
 * stays true, so a process that does not answer for a while holds the answer where it was; what it stored is announced by
 * the others, and once it can have nothing under way any more it counts no longer.
 *
 * @param ask one question to each process; the list may change between calls
 * @throws the first error when nobody answers
 */
export function lowestAnnouncedWatermark(
  ask: () => readonly { readonly process: string; readonly untilMs: () => Promise<number> }[],
  clock: Clock,
): () => Promise<number> {
  /** Of each process that is in the list, since when it was asked. */
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
    for (const [process, { atMs: lastMs }] of known) if (nowMs - lastMs > goneMs) known.delete(process);
    // Nobody knows what one that never answered has under way.
    const isNew = ({ process }: { process: string }) => nowMs - askedSinceMs.get(process)! <= goneMs;
    if (asked.some((each) => !known.has(each.process) && isNew(each))) return 0;
    return Math.min(...[...known.values()].map(({ untilMs }) => untilMs));
  };
}
