/** Writes whose ids may be issued but not stored yet. */
export interface InFlightWrites {
  /** Runs a write. It is in flight until it ends. */
  track<T>(write: () => Promise<T>): Promise<T>;
  /** The start of the oldest one, in milliseconds since 1970; undefined when there is none. */
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
      // After a clock steps back, a later start may be the lowest.
      for (const { ms } of began) if (oldest === undefined || ms < oldest) oldest = ms;
      return oldest;
    },
  };
}
