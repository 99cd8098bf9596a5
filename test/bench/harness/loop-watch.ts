import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Functions of a measured process: how long its event loop stalls. */
export function loopWatch() {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  return {
    watchLoop() {
      loop.enable();
      loop.reset();
    },
    /** The longest stall of the event loop since the measurement began; ends the measurement. */
    longestStallMs() {
      loop.disable();
      return loop.max / 1e6;
    },
  };
}
