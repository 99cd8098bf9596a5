import { type LatencyFigures, latency } from './latency.ts';
import type { Measured } from './process.ts';

export interface ClosedLoopFigures extends LatencyFigures {
  readonly perSecond: number;
  /** Server CPU milliseconds an operation. */
  readonly cpuMs: number;
  /** CPU time of the generator. Where it is the larger one, it limits the rate. */
  readonly clientCpuMs: number;
  /** The server's share of one core; 1 is all of it. */
  readonly serverLoad: number;
}

/** Sends as fast as the server answers `concurrency` independent callers. */
export async function closedLoop(
  server: Pick<Measured, 'usage'>,
  options: { concurrency: number; durationMs: number; run: () => Promise<unknown> },
): Promise<ClosedLoopFigures> {
  const times = latency();
  const before = await server.usage();
  const own = process.cpuUsage();
  const startMs = performance.now();
  const endMs = startMs + options.durationMs;
  const caller = async () => {
    for (let now = performance.now(); now < endMs; ) {
      await options.run();
      const after = performance.now();
      times.record(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, caller));
  const elapsedMs = performance.now() - startMs;
  const mine = process.cpuUsage(own);
  const cpuMs = (await server.usage()).cpuMs - before.cpuMs;
  const figures = times.figures;
  return {
    ...figures,
    perSecond: (figures.count * 1000) / elapsedMs,
    cpuMs: cpuMs / figures.count,
    clientCpuMs: (mine.user + mine.system) / 1000 / figures.count,
    serverLoad: cpuMs / elapsedMs,
  };
}
