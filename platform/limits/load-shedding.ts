import type { TimedClock } from '../clock.ts';
import { classShares, type ReaderClass } from './reader-classes.ts';

/** The order of shedding: `normal` calls (reads) go first, `high` ones far later, `exempt` ones never. */
export type Priority = 'exempt' | 'high' | 'normal';

/** Refuses calls when there is more work than the process can do. */
export interface LoadShedder {
  /**
   * Called once for each arriving call. Undefined accepts it; otherwise the milliseconds after which to retry. Takes
   * about 0.1 µs, and 0.3 µs more once a turn.
   *
   * @param readerOf the class of the reader; called only under overload. Without it all readers are equal
   */
  refuse(priority: Priority, readerOf?: () => ReaderClass): number | undefined;
  /** The share of normal calls that is accepted now, 0 to 1. */
  share(): number;
  close(): void;
}

export interface LoadSheddingOptions {
  /** How long a turn of the event loop may work for calls that arrived in it, in milliseconds. */
  readonly turnMs: number;
  readonly clock: TimedClock;
  /** The thread's CPU time in milliseconds; it stops while other work has the processor. */
  readonly cpuMs?: () => number;
  /** Runs at the end of the turn. */
  readonly atEndOfTurn?: (run: () => void) => void;
  /** Uniform in 0 to 1. */
  readonly random?: () => number;
}

/** A few callers who wait for their responses are not an overload, however slow the machine: so many calls a turn. */
const fewCalls = 16;
/** The cost of a refusal, as a fraction of a served call: about 35 µs of 0.5 ms. */
const refusalCost = 0.07;
/** How much longer than the limit a turn works, and a call waits, for each class, as a factor. */
export const patience = { stranger: 1, passive: 1.1, active: 1.2, live: 1.5, famous: 1.75, high: 2 };
/** Factors of the limit: under overload a turn that lasted and worked for so long is also cut. */
const stretch = { lasted: 2, worked: 0.25 };
const leastShare = 0.01;
/** The share rises slowly while turns were recently too long, then faster. */
const rise = { everyMs: 100, factor: 1.05, lateMs: 500, laterFactor: 1.25 };
const retry = { baseMs: 500, maxMs: 10_000 };

/**
 * A Node process queues requests in its sockets, before its one thread: a turn of the event loop starts everything that
 * has arrived. A turn therefore accepts calls for `turnMs` and refuses the rest. Which calls are the rest would depend
 * on the order of connections, so once a turn was too long, calls are accepted at random with a probability: the share
 * that fitted. It rises again, slowly at first.
 *
 * Queueing time as the signal and random admission as the means follow Zhou and others, "Overload Control for Scaling
 * WeChat Microservices" (2018). A share, unlike a rate, fits any number of callers. Time spent on refusals is not
 * counted, or a larger flood would leave less of a turn for work. Nor is time in which other processes had the
 * processor, because refusing calls would give none of it back.
 */
export function loadShedder(options: LoadSheddingOptions): LoadShedder {
  const { turnMs, clock, cpuMs = threadCpuMs, atEndOfTurn = setImmediate, random = Math.random } = options;
  const turn = { open: false, beganMs: 0, beganCpuMs: 0, calls: 0, refused: 0, cut: false };
  const readers = classShares();
  let share = 1;
  let highShare = 1;
  let lastCutMs = 0;
  let lookedMs = clock.monotonicMs();
  let cancel = () => {};

  const setShare = (wanted: number) => {
    share = Math.min(1, Math.max(leastShare, wanted));
    highShare = Math.min(1, 2 * share);
    readers.spread(share);
  };
  const endTurn = () => {
    turn.open = false;
    if (!turn.cut) return;
    lastCutMs = clock.monotonicMs();
    setShare(Math.min(share * 0.95, (turn.calls - turn.refused) / turn.calls));
  };
  const workedMs = () => {
    const taken = turn.calls - 1 - turn.refused;
    return ((cpuMs() - turn.beganCpuMs) * taken) / (taken + turn.refused * refusalCost + 1);
  };
  const isFull = (lastedMs: number, limitMs: number) => {
    const worked = workedMs();
    if (worked > limitMs) return true;
    // Under known overload accepted calls must not wait for long, even if other work has the processor.
    return share < 1 && lastedMs > stretch.lasted * limitMs && worked > stretch.worked * limitMs;
  };
  const look = () => {
    const nowMs = clock.monotonicMs();
    const factor = nowMs - lastCutMs > rise.lateMs ? rise.laterFactor : rise.factor;
    // Beside other work a sample comes late and counts for several.
    if (share < 1) setShare(share * factor ** ((nowMs - lookedMs) / rise.everyMs));
    lookedMs = nowMs;
    readers.age();
    cancel = clock.after(rise.everyMs, look);
  };
  cancel = clock.after(rise.everyMs, look);

  return {
    refuse(priority, readerOf = anyReader) {
      if (priority === 'exempt') return undefined;
      const nowMs = clock.monotonicMs();
      if (!turn.open) {
        const beganCpuMs = cpuMs();
        Object.assign(turn, { open: true, beganMs: nowMs, beganCpuMs, calls: 0, refused: 0, cut: false });
        atEndOfTurn(endTurn);
      }
      turn.calls++;
      const lastedMs = nowMs - turn.beganMs;
      if (share === 1 && lastedMs <= turnMs) return undefined;
      const who = priority === 'high' ? priority : readerOf();
      if (who !== 'high') readers.saw(who);
      const limitMs = turnMs * patience[who];
      // The clock is read first, because it is cheaper and no turn works longer than it lasts.
      const full = turn.calls > fewCalls && lastedMs > limitMs && isFull(lastedMs, limitMs);
      if (full) turn.cut = true;
      const taken = who === 'high' ? highShare : readers.of(who);
      if (!full && (taken === 1 || random() < taken)) return undefined;
      turn.refused++;
      // Jittered, so that calls refused together do not return together.
      return Math.min(retry.maxMs, (retry.baseMs / share) * (0.5 + random()));
    },
    share: () => share,
    close: () => cancel(),
  };
}

function anyReader(): ReaderClass {
  return 'active';
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
