import { Counter, Gauge, type Registry } from 'prom-client';
import type { Round } from '../schedule.ts';

export interface ScheduleFigures {
  /** Registers a schedule before its first round, so that an alert sees the first failure. */
  watchSchedule(name: string): void;
  /** Counts a round and records its duration. */
  scheduleRound(name: string, round: Round): void;
}

/** Periodic work: how often it ran, how often it failed, and the duration of the last round. */
export function scheduleFigures(registers: Registry[]): ScheduleFigures {
  const rounds = new Counter({
    name: 'skein_schedule_rounds_total',
    help: 'Rounds of periodic work, by how they ended.',
    labelNames: ['schedule', 'outcome'],
    registers,
  });
  const seconds = new Gauge({
    name: 'skein_schedule_last_seconds',
    help: 'How long the last round of periodic work took.',
    labelNames: ['schedule'],
    registers,
  });
  return {
    watchSchedule(schedule) {
      for (const outcome of ['done', 'failed']) rounds.inc({ schedule, outcome }, 0);
    },
    scheduleRound(schedule, { tookMs, error }) {
      rounds.inc({ schedule, outcome: error === undefined ? 'done' : 'failed' });
      seconds.set({ schedule }, tookMs / 1000);
    },
  };
}
