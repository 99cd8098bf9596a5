import { Counter, type Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Logger } from './log.ts';

/** Uncaught errors of this process. */
export interface UncaughtErrors {
  /** Where they are logged and counted from now on. */
  report(log: Pick<Logger, 'error'>, registry: Registry): void;
  /** Handles one error; answers whether the process ends. */
  take(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): 'go on' | 'drain';
}

/** More than this many within `windowMs` are not accidental: a new process starts from a clean state. */
const most = 10;
const windowMs = 60_000;
/** The longest stack in a log line, in characters. */
const maxText = 2_000;

/**
 * The last line of defence. No request and no peer's response may end a process, so the process survives a single
 * error: the call that it belonged to reaches its deadline, and all others are served. An error of the storage drains
 * the process, because its memory may differ from the disk. So do many errors in a short time, and any error before
 * `report`.
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
      // Draining takes seconds; errors during it are counted but not logged.
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

/** Stored data may be wrong. A failed assertion of node means the same for memory. */
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
