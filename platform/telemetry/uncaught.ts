import { Counter, type Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Logger } from './log.ts';

/** Errors that nobody caught in this process. */
export interface UncaughtErrors {
  /** Where they are logged and counted from now on. */
  report(log: Pick<Logger, 'error'>, registry: Registry): void;
  /** One that came; answers whether the process is to end. */
  take(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): 'go on' | 'drain';
}

/** More than so many within `windowMs` are no accident: a new process begins with a clean state. */
const most = 10;
const windowMs = 60_000;
/** A line's share of the log, in characters; a stack of more is cut. */
const maxText = 2_000;

/**
 * The last line of defence. No request and no answer of a peer is to end a process, so one error goes on: a call that
 * it belonged to runs into its deadline, and everybody else is served. An error of the storage drains the process, for
 * what it holds in memory may differ from what is on disk; so do many errors in a short time, and any before `report`.
 */
export function uncaughtErrors(clock: Pick<Clock, 'monotonicMs'>): UncaughtErrors {
  let log: Pick<Logger, 'error'> | undefined;
  let errors: Counter<'origin'> | undefined;
  let recentMs: number[] = [];
  let draining = false;
  return {
    report(into, registry) {
      log = into;
      errors = new Counter({
        name: 'skein_process_uncaught_total',
        help: 'Errors that no code caught, exceptions and rejected promises: each is a fault in here.',
        labelNames: ['origin'],
        registers: [registry],
      });
      for (const origin of ['uncaughtException', 'unhandledRejection']) errors.inc({ origin }, 0);
    },
    take(error, origin) {
      const nowMs = clock.monotonicMs();
      recentMs = [...recentMs.filter((ms) => ms > nowMs - windowMs).slice(-most), nowMs];
      errors?.inc({ origin });
      const many = recentMs.length > most;
      const verdict = log === undefined || many || isOfStorage(error) ? 'drain' : 'go on';
      // Draining takes seconds; what comes then is counted and not logged.
      if (!draining) log?.error({ origin, verdict, uncaught: textOf(error) }, 'uncaught');
      draining ||= verdict === 'drain';
      return verdict;
    },
  };
}

const storageCodes = new Set([
  'ERR_SQLITE_ERROR',
  'EIO',
  'ENOSPC',
  'EROFS',
  'EDQUOT',
  'ERR_INTERNAL_ASSERTION',
]);

/** What is kept may be wrong now; an assertion of node's own means the same of what is in memory. */
function isOfStorage(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    if (storageCodes.has(String((at as NodeJS.ErrnoException).code))) return true;
  }
  return false;
}

function textOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.stack : error).slice(0, maxText);
  } catch {
    return 'an error that cannot be shown';
  }
}
