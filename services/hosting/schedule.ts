import { type Schedule, type ScheduleOptions, startSchedule } from '../../platform/schedule.ts';
import type { Host } from './host.ts';

export interface HostedSchedule extends Pick<ScheduleOptions, 'everyMs' | 'first' | 'work'> {
  /** The name in the log and in the metrics: lower-case words, the service's name first. */
  readonly name: string;
  /** The most time one round may take. Default: ten minutes. */
  readonly deadlineMs?: number;
}

const usualDeadlineMs = 600_000;

/** Repeats work with jitter and a deadline until the process closes. Failures are in the log, rounds in the metrics. */
export function schedule(
  { clock, closers, log, metrics }: Pick<Host, 'clock' | 'closers' | 'log' | 'metrics'>,
  { name, deadlineMs = usualDeadlineMs, ...options }: HostedSchedule,
): Schedule {
  metrics.watchSchedule(name);
  const started = startSchedule({
    ...options,
    clock,
    deadlineMs,
    onRound(round) {
      metrics.scheduleRound(name, round);
      if (round.error !== undefined) log.warn({ err: round.error, tookMs: round.tookMs }, `schedule ${name}`);
    },
  });
  closers.add({ name: `schedule ${name}`, close: () => started.stop() });
  return started;
}
