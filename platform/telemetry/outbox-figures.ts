import { Gauge, type Registry } from 'prom-client';
import type { Waiting } from '../events/outbox.ts';
import { sharedReading } from './shared-reading.ts';

export interface OutboxFigures {
  /** Exports what waits in the outbox of a service, read at each scrape. */
  watchOutbox(service: string, waiting: () => Promise<Waiting>): void;
}

/** Events that are committed but not yet published. */
export function outboxFigures(registers: Registry[], nowMs: () => number): OutboxFigures {
  const labelNames = ['service'] as const;
  const sources = new Map<string, () => Promise<Waiting>>();
  const collect = sharedReading(() => Promise.all([...sources].map(show)));
  const records = new Gauge({
    name: 'skein_outbox_records',
    help: 'Committed events that are not yet published.',
    labelNames,
    registers,
    collect,
  });
  const age = new Gauge({
    name: 'skein_outbox_seconds',
    help: 'Age of the oldest event that is not yet published; 0 when none waits.',
    labelNames,
    registers,
    collect,
  });
  const show = async ([service, waiting]: readonly [string, () => Promise<Waiting>]) => {
    const now = await waiting().catch(() => undefined);
    if (now === undefined) {
      // As for consumers: an unknown number removes the row.
      records.remove({ service });
      age.remove({ service });
      return;
    }
    records.set({ service }, now.records);
    age.set(
      { service },
      now.oldestTimeMs === undefined ? 0 : Math.max(0.001, (nowMs() - now.oldestTimeMs) / 1000),
    );
  };
  return {
    watchOutbox: (service, waiting) => void sources.set(service, waiting),
  };
}
