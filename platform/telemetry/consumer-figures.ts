import { Counter, Gauge, type Registry } from 'prom-client';
import { type PartitionLag, totalLag } from '../events/port.ts';
import { sharedReading } from './shared-reading.ts';

interface WatchedConsumer {
  readonly topic: string;
  readonly group: string;
  readonly lag: () => Promise<readonly PartitionLag[]>;
}

export interface ConsumerFigures {
  /** Exports the lag of a consumer, read at each scrape. */
  watchConsumer(topic: string, group: string, lag: () => Promise<readonly PartitionLag[]>): void;
  /** Counts a dead letter. */
  deadLetter(topic: string, group: string): void;
}

/** The lag of consumer groups, and their dead letters. */
export function consumerFigures(registers: Registry[], nowMs: () => number): ConsumerFigures {
  const labelNames = ['topic', 'group'] as const;
  const sources: WatchedConsumer[] = [];
  const collect = sharedReading(() => Promise.all(sources.map(show)));
  const records = new Gauge({
    name: 'skein_event_lag_records',
    help: 'Events that a consumer group has not done.',
    labelNames,
    registers,
    collect,
  });
  const age = new Gauge({
    name: 'skein_event_lag_seconds',
    help: 'Age of the oldest event that a consumer group has not done; 0 when none waits.',
    labelNames,
    registers,
    collect,
  });
  const show = async ({ topic, group, lag }: (typeof sources)[number]) => {
    const partitions = await lag().catch(() => undefined);
    if (partitions === undefined) {
      // An unknown lag removes the row instead of repeating the last one, so an alert on absence works.
      records.remove({ topic, group });
      age.remove({ topic, group });
      return;
    }
    const { records: waiting, oldestTimeMs } = totalLag(partitions);
    records.set({ topic, group }, waiting);
    age.set({ topic, group }, oldestTimeMs === undefined ? 0 : Math.max(0, nowMs() - oldestTimeMs) / 1000);
  };
  const letters = new Counter({
    name: 'skein_event_dead_letters_total',
    help: 'Events given up after the last try.',
    labelNames,
    registers,
  });
  return {
    watchConsumer(topic, group, lag) {
      // A zero from the start lets an alert see the first increase.
      letters.inc({ topic, group }, 0);
      sources.push({ topic, group, lag });
    },
    deadLetter: (topic, group) => letters.inc({ topic, group }),
  };
}
