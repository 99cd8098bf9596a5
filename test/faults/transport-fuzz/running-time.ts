const tickMs = 50;

/**
 * The milliseconds that this process ran. A pause in which other processes have the machine counts as one tick, so a busy
 * machine does not make calls late; work of this process counts in full. Does not keep the process alive.
 */
export function runningTime(): { readonly ms: number; after(delayMs: number, run: () => void): () => void } {
  let ms = 0;
  let used = process.cpuUsage();
  const waits = new Map<() => void, number>();
  setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    ms += Math.max(tickMs, (user + system) / 1_000);
    for (const [run, dueMs] of waits) if (dueMs <= ms && waits.delete(run)) run();
  }, tickMs).unref();
  return {
    get ms() {
      return ms;
    },
    after(delayMs, run) {
      waits.set(run, ms + delayMs);
      return () => waits.delete(run);
    },
  };
}
