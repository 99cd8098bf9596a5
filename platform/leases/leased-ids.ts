import { background } from '../background.ts';
import { pause, type TimedClock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { idClock } from '../id-clock.ts';
import { FIRST_ID_NODES, ID_NODES, isId, type ProcessIds, snowflakes, timeOf } from '../ids.ts';
import { isTransientError } from '../transient-error.ts';
import { clockSkewProblem } from './clock-skew.ts';
import type { Lease, LeaseState, LeaseStore } from './port.ts';
import { storeClock } from './store-clock.ts';

export interface LeasedIds extends ProcessIds {
  /** The node id held now, if any. */
  node(): number | undefined;
  /** Why this process must not serve, for operators: its clock is too far from the store's. */
  clockProblem(): string | undefined;
  /** Stops issuing and releases the node id. */
  close(): Promise<void>;
}

export interface LeasedIdsOptions {
  leases: LeaseStore;
  clock: TimedClock;
  /** Identifies this run of the process. */
  owner: string;
  /** How far ids issued by different processes at the same time may differ, in milliseconds. */
  allowedSkewMs: number;
  /** The life of the lease without renewal. Default 30,000. */
  ttlMs?: number;
  /** Whether to start without a node id, and so without ids, while the store refuses writes. Default false. */
  beginsWithout?: boolean;
  /** Receives failed renewals; ids are issued until the lease expires. */
  onError?: (error: unknown) => void;
}

/**
 * How often the lease is renewed while no ids are issued, in milliseconds. With several processes it is short, so that
 * none falls behind.
 */
const IDLE_MS = { alone: 10_000, shared: 2_000 };
/** How often a failed store is retried, in milliseconds. */
const RETRY_MS = 1_000;
/** How long a store that does not answer is waited for. */
const PATIENCE_MS = 250;
/** Beside other processes, none may run far ahead of the rest; see IdClock. */
const FASTER_SHARED = 1 / 8;

function noNode(): DomainError {
  return new DomainError('DEPENDENCY_UNAVAILABLE', 'no ids can be issued: the storage of the server fails', {
    metadata: { dependency: 'storage' },
    retryAfterMs: RETRY_MS,
  });
}

/**
 * Ids of a process with a leased node id, by an IdClock that starts at the highest mark in the store. Marks are times
 * that ids have reached, never times reserved ahead.
 *
 * Where the store has a clock that processes share, that clock is the reference, and each process raises its own to the
 * highest mark. A mark is renewed before an id is half the allowed skew above it, so ids of a dead process are below
 * the highest mark plus the skew, where the ids of a new process start. Where there is one process, its stored ids show
 * how far it had come; see `above`.
 */
export async function leasedIds(options: LeasedIdsOptions): Promise<LeasedIds> {
  const { leases, clock, owner, allowedSkewMs, ttlMs = 30_000, beginsWithout = false, onError } = options;
  const ended = new AbortController();
  const own = background();
  const reference = storeClock(clock);
  let lease: Lease | undefined;
  let endMs = 0;
  let keptMs = 0;
  let problem: string | undefined;
  let failedMs = Number.NEGATIVE_INFINITY;

  /** @param from when the store was asked, by both clocks */
  const hear = ({ highestMark, nowMs }: LeaseState, from: { wallMs: number; monotonicMs: number }) => {
    if (nowMs !== undefined) {
      reference.hear(nowMs, from.monotonicMs);
      problem = clockSkewProblem({ storeMs: nowMs, fromMs: from.wallMs, toMs: clock.nowMs() }, allowedSkewMs);
    }
    endMs = from.monotonicMs + ttlMs;
    return highestMark;
  };
  const take = async (mark = 0) => {
    const from = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const wanted = { kind: 'node-id', owner, ttlMs, mark };
    // First those that processes of earlier versions can hold (ADR 19), also if they were held before and others were not.
    const taken =
      (await leases.take({ ...wanted, slots: FIRST_ID_NODES })) ??
      (await leases.take({ ...wanted, slots: ID_NODES }));
    if (!taken) throw new Error(`none of the ${ID_NODES} node ids is free`);
    lease = taken;
    return { highestMark: hear(taken, from), shared: taken.nowMs !== undefined };
  };

  const first = await take().catch((error) => {
    if (!beginsWithout || !isTransientError(error)) throw error;
    onError?.(error);
    return { highestMark: 0, shared: false };
  });
  const { highestMark, shared } = first;
  const time = idClock(reference, shared ? { faster: FASTER_SHARED } : {});
  const raise = (mark: number) => time.raise(shared ? mark : mark + 1);
  raise(highestMark);
  keptMs = highestMark;
  const ids = snowflakes(time, { node: () => lease!.slot, endsMonotonicMs: () => endMs }, allowedSkewMs);
  if (shared) ids.notBefore(highestMark + allowedSkewMs + 1);

  const renew = async (atLeastMs = 0): Promise<void> => {
    const from = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const mark = Math.max(time.nowMs(), ids.highestMs(), atLeastMs);
    const news = lease && (await leases.renew(lease, { ttlMs, mark }));
    if (news === undefined) endMs = 0;
    const highest = news === undefined ? (await take(mark)).highestMark : hear(news, from);
    keptMs = Math.max(keptMs, mark);
    // With one process, the highest mark is its own, except after a start without a lease.
    if (shared || highest > mark) raise(highest);
  };

  // When the store's clock jumped ahead, other processes learn of it before this one issues ids. The first id may be the allowed
  // skew above this mark, so a process that starts when this one is dead starts above it.
  if (shared) await renew(highestMark + 1);

  let renewing: Promise<void> | undefined;
  const renewOnce = (): Promise<void> => {
    renewing ??= own(() => renew())
      .catch((error) => {
        failedMs = clock.monotonicMs();
        onError?.(error);
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };
  const mayAsk = () => !ended.signal.aborted && clock.monotonicMs() - failedMs >= RETRY_MS;
  /** The ids are so far above the mark that a new one is due, or the lease has expired. */
  const isDue = () =>
    mayAsk() && ((shared && time.nowMs() > keptMs + allowedSkewMs / 2) || clock.monotonicMs() >= endMs);
  const renewed = () => Promise.race([renewOnce(), pause(clock, PATIENCE_MS, ended.signal)]);
  const looking = (async () => {
    const everyMs = Math.min(shared ? IDLE_MS.shared : IDLE_MS.alone, ttlMs / 3);
    for (;;) {
      await pause(clock, lease === undefined ? RETRY_MS : everyMs, ended.signal);
      if (ended.signal.aborted) return;
      await renewOnce();
    }
  })();

  return {
    node: () => lease?.slot,
    clockProblem: () => problem,
    nowMs: time.nowMs,
    next(afterId) {
      if (ended.signal.aborted) throw new DomainError('DRAINING', 'no id is issued while closing');
      if (lease === undefined) throw noNode();
      if (isDue()) void renewOnce();
      return ids.next(afterId);
    },
    async inStep() {
      if (isDue()) await renewed();
    },
    above(id) {
      if (!isId(id)) return;
      time.raise(timeOf(id) + 1);
      keptMs = Math.max(keptMs, timeOf(id));
    },
    async keep(ms) {
      if (keptMs < ms && mayAsk()) await renewed();
      else if (isDue()) void renewOnce();
      return keptMs;
    },
    async close() {
      if (ended.signal.aborted) return;
      ended.abort();
      await looking;
      await renewing;
      endMs = 0;
      if (lease === undefined) return;
      const mark = Math.max(time.nowMs(), ids.highestMs());
      // A lease that cannot be released now expires. An unavailable store must not prevent an orderly stop.
      await leases.release(lease, { mark }).catch((error) => {
        if (!isTransientError(error)) throw error;
        onError?.(error);
      });
    },
  };
}
