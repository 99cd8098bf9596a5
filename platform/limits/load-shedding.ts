import type { TimedClock } from '../clock.ts';
import { classShares, type ReaderClass } from './reader-classes.ts';

/** What is kept for last: nothing `exempt` is ever turned away, `high` far less than `normal`, which are reads. */
export type Priority = 'exempt' | 'high' | 'normal';

/** Turns calls away when there is more work than can be done. */
export interface LoadShedder {
  /**
   * Asked once for each call, when it arrives. Undefined when it is taken; else after how many milliseconds to come
   * again. Takes about a tenth of a microsecond, and three tenths more once a turn.
   *
   * @param readerOf whose read it is; asked only when not everybody is taken. Without, all readers are alike
   */
  refuse(priority: Priority, readerOf?: () => ReaderClass): number | undefined;
  /** The share of normal calls that is taken now, 0 to 1. */
  share(): number;
  close(): void;
}

export interface LoadSheddingOptions {
  /** How long a turn of the event loop may work for calls that arrived in it, in milliseconds. */
  readonly turnMs: number;
  readonly clock: TimedClock;
  /** CPU time of the thread, in milliseconds: it stands still while other work has the processor. */
  readonly cpuMs?: () => number;
  /** Runs at the end of the turn. */
  readonly atEndOfTurn?: (run: () => void) => void;
  /** 0 to 1, evenly. */
  readonly random?: () => number;
}

/** A few callers who wait for their answers are no overload, however slow the machine is: so many calls a turn. */
const fewCalls = 16;
/** What turning a call away costs, in calls that are worked for: about 35 us to 0.5 ms. */
const refusalCost = 0.07;
/** How much longer a turn works for each, in times its length, before it is cut. */
const patience = { stranger: 1, passive: 1.1, active: 1.2, live: 1.5, famous: 1.75, high: 2 };
/** In times its limit: under overload a turn that lasted and worked for so long is cut, too. */
const stretch = { lasted: 2, worked: 0.25 };
const leastShare = 0.01;
/** The share feels its way up while turns were too short of late, then it makes up for lost time. */
const rise = { everyMs: 100, factor: 1.05, lateMs: 500, laterFactor: 1.25 };
const retry = { baseMs: 500, maxMs: 10_000 };

/**
 * The queue of a Node process stands before its one thread, in its sockets: a turn of the event loop begins whatever
 * has come in there. So a turn takes calls for `turnMs` and turns the rest away. Which calls are the rest would be decided
 * by the order of the connections, so as soon as a turn was too short, only a share of the calls is taken, by lot: the
 * share that fitted into it. It rises again, slowly at first.
 *
 * The time that calls wait is the sign and a share taken by lot the means, as in Zhou and others, "Overload Control for
 * Scaling WeChat Microservices" (2018); a share and not a rate, so that it fits any number of callers. Time that
 * goes into turning away is not counted, or a greater flood would leave less and less of a turn for work. Nor is time in
 * which other processes had the processor: turning calls away would give none of it back.
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
    // Overload is known already: what is taken must not wait for long, whoever else has the processor.
    return share < 1 && lastedMs > stretch.lasted * limitMs && worked > stretch.worked * limitMs;
  };
  const look = () => {
    const nowMs = clock.monotonicMs();
    const factor = nowMs - lastCutMs > rise.lateMs ? rise.laterFactor : rise.factor;
    // Beside other work a look comes late, and stands for several.
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
      // The clock is asked first: it is cheaper, and no turn works longer than it lasts.
      const full = turn.calls > fewCalls && lastedMs > limitMs && isFull(lastedMs, limitMs);
      if (full) turn.cut = true;
      const taken = who === 'high' ? highShare : readers.of(who);
      if (!full && (taken === 1 || random() < taken)) return undefined;
      turn.refused++;
      // Spread, so that those who are turned away together do not come back together.
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
