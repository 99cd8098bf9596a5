import type { Random } from '../../checker/random.ts';
import { type Latency, type LatencyFigures, latency } from './latency.ts';
import { RpcFailed } from './wire.ts';

/** One operation of a load: its kind, for the table, and the call. */
export interface Operation<Kind extends string> {
  readonly kind: Kind;
  run(): Promise<unknown>;
}

export interface OpenLoopOptions<Kind extends string> {
  /** Operations a second. */
  readonly rate: number;
  readonly durationMs: number;
  /** How long responses may arrive after the last send. */
  readonly drainMs?: number;
  /** A response that arrives later than this after its sending, in milliseconds, fails as `late`. */
  readonly promptMs?: number;
  /**
   * Above this many calls in flight, further ones are not sent but counted as `shed`, so that a stuck server does not
   * fill the generator's memory.
   */
  readonly maxInFlight?: number;
  readonly random: Random;
  next(): Operation<Kind>;
}

export interface KindFigures extends LatencyFigures {
  readonly answered: number;
  /** By grpc-status; `late` came too late, `lost` never, `shed` was not sent. */
  readonly failed: Readonly<Record<string, number>>;
  /** The message of the first failure. */
  readonly firstFailure?: string;
}

export interface OpenLoopFigures<Kind extends string> {
  readonly offered: number;
  readonly answered: number;
  /** Timely responses a second over the time of sending, those of the drain included. */
  readonly goodput: number;
  /** How late the generator itself was; every latency includes it. */
  readonly lateP99Ms: number;
  readonly seconds: number;
  readonly kinds: Readonly<Record<Kind, KindFigures>>;
}

interface Tally {
  readonly times: Latency;
  readonly failed: Record<string, number>;
  answered: number;
  inFlight: number;
  firstFailure?: string;
}

/**
 * Sends on schedule whatever the server does. Gaps are exponential, and latencies count from the scheduled time, so a
 * stall affects all calls scheduled during it (Tene, "How NOT to Measure Latency").
 */
export async function openLoop<Kind extends string>(
  options: OpenLoopOptions<Kind>,
): Promise<OpenLoopFigures<Kind>> {
  const { rate, durationMs, random, next, drainMs = 5_000, maxInFlight = 2_000 } = options;
  const { promptMs = Number.POSITIVE_INFINITY } = options;
  const tallies = new Map<Kind, Tally>();
  const late = latency();
  let inFlight = 0;
  let offered = 0;
  const idle = Promise.withResolvers<void>();
  let sending = true;

  const send = ({ kind, run }: Operation<Kind>, dueMs: number) => {
    const tally = tallyOf(tallies, kind);
    offered++;
    if (inFlight >= maxInFlight) return count(tally.failed, 'shed');
    inFlight++;
    tally.inFlight++;
    const sentMs = performance.now();
    run()
      .then(
        () => {
          const nowMs = performance.now();
          if (nowMs - sentMs > promptMs) return count(tally.failed, 'late');
          tally.answered++;
          tally.times.record(nowMs - dueMs);
        },
        (error: unknown) => {
          tally.firstFailure ??= String(error);
          count(tally.failed, error instanceof RpcFailed ? error.status : 'other');
        },
      )
      .finally(() => {
        tally.inFlight--;
        if (--inFlight === 0 && !sending) idle.resolve();
      });
  };

  const startMs = performance.now();
  let dueMs = startMs + gapMs(random, rate);
  const { promise: sent, resolve: done } = Promise.withResolvers<void>();
  const tick = () => {
    const nowMs = performance.now();
    while (dueMs <= nowMs && dueMs < startMs + durationMs) {
      late.record(nowMs - dueMs);
      send(next(), dueMs);
      dueMs += gapMs(random, rate);
    }
    if (dueMs >= startMs + durationMs) done();
    else setTimeout(tick, Math.max(0, Math.floor(dueMs - performance.now())));
  };
  tick();
  await sent;
  sending = false;
  const drained = setTimeout(() => idle.resolve(), drainMs);
  if (inFlight > 0) await idle.promise;
  clearTimeout(drained);

  const seconds = durationMs / 1000;
  const kinds = Object.fromEntries([...tallies].map(([kind, tally]) => [kind, figuresOf(tally)]));
  const answered = [...tallies.values()].reduce((sum, tally) => sum + tally.answered, 0);
  return {
    offered,
    answered,
    goodput: answered / seconds,
    lateP99Ms: late.figures.p99Ms,
    seconds,
    kinds: kinds as unknown as Record<Kind, KindFigures>,
  };
}

function figuresOf({ times, answered, failed, inFlight, firstFailure }: Tally): KindFigures {
  return {
    ...times.figures,
    answered,
    failed: { ...failed, ...(inFlight > 0 && { lost: inFlight }) },
    firstFailure,
  };
}

/** Exponential with mean 1000 / rate milliseconds, as for many independent clients. */
export function gapMs(random: Random, rate: number): number {
  return (-Math.log((random.int(2 ** 30) + 1) / 2 ** 30) * 1000) / rate;
}

function tallyOf<Kind extends string>(tallies: Map<Kind, Tally>, kind: Kind): Tally {
  const known = tallies.get(kind);
  if (known) return known;
  const fresh: Tally = { times: latency(), failed: {}, answered: 0, inFlight: 0 };
  tallies.set(kind, fresh);
  return fresh;
}

function count(failed: Record<string, number>, what: string): void {
  failed[what] = (failed[what] ?? 0) + 1;
}
