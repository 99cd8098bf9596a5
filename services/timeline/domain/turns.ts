/** Looks of streams that begin in one turn of the event loop at the most: some 5 ms of work where all is in memory. */
export const looksPerTurn = 16;

/**
 * Lets so many begin in each turn of the event loop, in the order in which they came. Where all is in memory, what many
 * are woken for at once would otherwise run in one go, and nobody else's call would be read until it is over.
 */
export interface Turns {
  /** Resolves when it is this one's turn; undefined when that is at once. */
  take(): Promise<void> | undefined;
}

/** @param nextTurn runs what it is given in the next turn of the loop */
export function turns(
  perTurn: number,
  nextTurn: (run: () => void) => void = (run) => void setImmediate(run),
): Turns {
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
