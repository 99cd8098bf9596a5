import { pause, type TimedClock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { ID_NODES, type ProcessIds, snowflakes } from '../ids.ts';
import { isOutage } from '../outage.ts';
import type { Lease, LeaseStore } from './port.ts';

export interface LeasedIds extends ProcessIds {
  /** The node id held now, if any. */
  node(): number | undefined;
  /** Stops issuing and gives the node id back. */
  close(): Promise<void>;
}

export interface LeasedIdsOptions {
  leases: LeaseStore;
  clock: TimedClock;
  /** Names this life of this process. */
  owner: string;
  /** Life of the lease without renewal. Default 30,000. */
  ttlMs?: number;
  /**
   * How far ahead of the clock times are persisted as used: how long ids go on without a renewal. A restart within it
   * takes another node id. Default 30,000.
   */
  reserveMs?: number;
  allowedSkewMs?: number;
  /** Whether to begin without a node id, and so without ids, where the store takes no writes now. Default false. */
  beginsWithout?: boolean;
  /** A renewal that failed; ids go on until the lease or the reserve ends. */
  onError?: (error: unknown) => void;
}

/** How often a node id is asked for while there is none, in milliseconds. */
const takeEveryMs = 1_000;

function noNode(): DomainError {
  return new DomainError('DEPENDENCY_UNAVAILABLE', 'no ids can be issued: the storage of the server fails', {
    metadata: { dependency: 'storage' },
    retryAfterMs: takeEveryMs,
  });
}

/**
 * Ids whose node id is leased. What may have been issued is persisted ahead, as the slot's mark: the next
 * holder is given the slot only once its clock has passed the mark, so neither a crash nor a clock that
 * steps back across a restart repeats an id (it takes another node instead).
 */
export async function leasedIds(options: LeasedIdsOptions): Promise<LeasedIds> {
  const {
    leases,
    clock,
    owner,
    ttlMs = 30_000,
    reserveMs = 30_000,
    allowedSkewMs,
    beginsWithout = false,
    onError,
  } = options;
  const renewEveryMs = Math.min(ttlMs, reserveMs) / 3;
  const ended = new AbortController();

  const take = async (afterMs: number) => {
    const fromMs = clock.monotonicMs();
    const nowMs = clock.nowMs();
    const wanted = {
      kind: 'node-id',
      slots: ID_NODES,
      owner,
      ttlMs,
      maxMark: nowMs,
      mark: nowMs + reserveMs,
    };
    const lease = await leases.take(wanted);
    if (!lease) throw new Error(`none of the ${ID_NODES} node ids is free`);
    return hold(lease, Math.max(afterMs, lease.mark), fromMs + ttlMs, nowMs + reserveMs);
  };

  const hold = (lease: Lease, issuedUntilMs: number, firstEndMs: number, firstReservedMs: number) => {
    let endMs = firstEndMs;
    let reservedMs = firstReservedMs;
    const ids = snowflakes(
      clock,
      {
        node: lease.slot,
        issuedUntilMs,
        endsMonotonicMs: () => endMs,
        reservedUntilMs: () => reservedMs,
      },
      allowedSkewMs,
    );
    return {
      lease,
      ids,
      /** False when the lease is somebody else's now; nothing is issued from it any more. */
      async renew(): Promise<boolean> {
        const fromMs = clock.monotonicMs();
        const mark = clock.nowMs() + reserveMs;
        const held = await leases.renew(lease, { ttlMs, mark });
        endMs = held ? fromMs + ttlMs : 0;
        // The store keeps the higher mark when the clock stepped back, and so do we.
        reservedMs = Math.max(reservedMs, mark);
        return held;
      },
      async release() {
        endMs = 0;
        // Nothing above this was issued: the reserve is given back, so a restart finds the slot free.
        await leases.release(lease, { mark: ids.highestMs() });
      },
    };
  };

  let held: ReturnType<typeof hold> | undefined;
  let notBeforeMs = 0;
  try {
    held = await take(0);
  } catch (error) {
    if (!beginsWithout || !isOutage(error)) throw error;
    onError?.(error);
  }
  const takeAgain = async () => {
    held = await take(held?.ids.highestMs() ?? 0);
    held.ids.notBefore(notBeforeMs);
  };
  const renewing = (async () => {
    for (;;) {
      await pause(clock, held === undefined ? takeEveryMs : renewEveryMs, ended.signal);
      if (ended.signal.aborted) return;
      try {
        if (!(await held?.renew())) await takeAgain();
      } catch (error) {
        onError?.(error);
      }
    }
  })();

  return {
    node: () => held?.lease.slot,
    next(afterId) {
      if (ended.signal.aborted) throw new DomainError('DRAINING', 'no id is issued while closing');
      if (held === undefined) throw noNode();
      return held.ids.next(afterId);
    },
    notBefore(ms) {
      notBeforeMs = Math.max(notBeforeMs, ms);
      held?.ids.notBefore(ms);
    },
    async close() {
      if (ended.signal.aborted) return;
      ended.abort();
      await renewing;
      await held?.release();
    },
  };
}
