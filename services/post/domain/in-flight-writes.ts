/** Writes whose ids may be issued and not stored yet. */
export interface InFlightWrites {
  /** Runs a write; from now until it ends it counts as under way. */
  track<T>(write: () => Promise<T>): Promise<T>;
  /** When the oldest began, in milliseconds since 1970; undefined when there is none. */
  oldestMs(): number | undefined;
}

export function inFlightWrites(nowMs: () => number): InFlightWrites {
  const began = new Set<{ readonly ms: number }>();
  return {
    async track(write) {
      const mark = { ms: nowMs() };
      began.add(mark);
      try {
        return await write();
      } finally {
        began.delete(mark);
      }
    },
    oldestMs() {
      let oldest: number | undefined;
      // A clock that steps back makes a later mark the lower one.
      for (const { ms } of began) if (oldest === undefined || ms < oldest) oldest = ms;
      return oldest;
    },
  };
}
