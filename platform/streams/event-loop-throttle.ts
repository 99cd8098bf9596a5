/** The most looks that start in one turn of the event loop: about 5 ms of work when everything is in memory. */
export const maxLooksPerTurn = 16;

/**
 * Starts a limited number of looks in each turn of the event loop, in order. When everything is in memory, the looks of
 * many streams that are woken at once would otherwise run in one turn, and no other call would be read until then.
 */
export interface EventLoopThrottle {
  /** Resolves when it is the caller's turn; undefined when that is now. */
  take(): Promise<void> | undefined;
}

/** @param nextTurn runs its argument in the next turn of the loop */
export function eventLoopThrottle(
  perTurn: number,
  nextTurn: (run: () => void) => void = (run) => void setImmediate(run),
): EventLoopThrottle {
  let waiting: (() => void)[] = [];
  let begun = 0;
  const next = () => {
    const some = waiting.slice(0, perTurn);
    waiting = waiting.slice(perTurn);
    begun = some.length;
    if (begun > 0) nextTurn(next);
    for (const begin of some) begin();
  };
  return {
    take() {
      if (begun === 0) nextTurn(next);
      if (begun < perTurn) {
        begun += 1;
        return undefined;
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
