import { random } from '../checker/random.ts';
import type { Usage } from './harness/child.ts';
import { type OpenLoopFigures, openLoop } from './harness/open-loop.ts';
import type { Row } from './harness/report.ts';
import type { Wire } from './harness/wire.ts';
import type { Person } from './reed98.ts';
import { type MixKind, standardMix } from './standard-mix.ts';

/** Nine reads for each post. */
export const operationsPerPost = 10;
/** The generator sends every scheduled call. */
const maxInFlight = 100_000;
/** Responses after this limit do not count as goodput. */
export const promptMs = 1_000;

/** The standard mix against a server with default settings, which may refuse calls. */
export interface MixRun extends OpenLoopFigures<MixKind> {
  readonly posts: number;
  readonly cpuMs: number;
  readonly serverCores: number;
  readonly rssMiB: number;
}

export interface MixLoadOptions {
  readonly server: { usage(): Promise<Pick<Usage, 'cpuMs' | 'rssBytes'>> };
  readonly wire: Wire;
  readonly people: readonly Person[];
  /** Truncates texts to this many characters. Default: the mix's own length. */
  readonly maxText?: number;
}

export interface MixLoad {
  /** @param posts a second, with nine times as many reads */
  run(posts: number, seconds: number, drainMs?: number): Promise<MixRun>;
}

export function mixLoad({ server, wire, people, maxText }: MixLoadOptions): MixLoad {
  let runs = 0;
  return {
    async run(posts, seconds, drainMs = 5_000) {
      const draw = random(8, runs++);
      const next = standardMix(wire, people, draw, maxText);
      const before = await server.usage();
      const startMs = performance.now();
      const figures = await openLoop({
        rate: posts * operationsPerPost,
        durationMs: seconds * 1_000,
        drainMs,
        maxInFlight,
        promptMs,
        random: draw,
        next,
      });
      const after = await server.usage();
      const cpuMs = after.cpuMs - before.cpuMs;
      const serverCores = cpuMs / (performance.now() - startMs);
      return { ...figures, posts, cpuMs, serverCores, rssMiB: after.rssBytes / 2 ** 20 };
    },
  };
}

/** Independent of other programs' use of the processor. */
export function perCpuSecond({ answered, cpuMs }: MixRun): number {
  return (answered / cpuMs) * 1_000;
}

function failuresOf({ kinds }: MixRun): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { failed } of Object.values(kinds)) {
    for (const [status, count] of Object.entries(failed)) sums.set(status, (sums.get(status) ?? 0) + count);
  }
  return sums;
}

/** How many calls were refused. */
export function refusedOf(run: MixRun): number {
  return failuresOf(run).get('8') ?? 0;
}

/** A row for the run and one for each of its kinds. */
export function mixRows(what: string, run: MixRun, more: Row = {}): Row[] {
  const failed = [...failuresOf(run)].map(
    ([status, count]) => `${count} ${status === '8' ? 'RESOURCE_EXHAUSTED' : status}`,
  );
  return [
    {
      what: `${what}: ${run.posts * operationsPerPost} operations/s`,
      'offered/s': run.offered / run.seconds,
      'answered/s': run.goodput,
      'server cores': run.serverCores,
      'answered per CPU s': perCpuSecond(run),
      'memory MiB': run.rssMiB,
      'generator late p99 ms': run.lateP99Ms,
      failed: failed.join(', '),
      ...more,
    },
    ...(['home', 'user', 'post'] as const)
      .filter((kind) => run.kinds[kind] !== undefined)
      .map((kind) => ({
        what: `  ${kind}`,
        'answered/s': run.kinds[kind].answered / run.seconds,
        'p50 ms': run.kinds[kind].p50Ms,
        'p99 ms': run.kinds[kind].p99Ms,
      })),
  ];
}
