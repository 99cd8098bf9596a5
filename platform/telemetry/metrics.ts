import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type CallFigures, callFigures } from './call-figures.ts';
import { type ConsumerFigures, consumerFigures } from './consumer-figures.ts';
import { type DatabaseFigures, databaseFigures } from './database-figures.ts';
import { type OutboxFigures, outboxFigures } from './outbox-figures.ts';
import { refusalFigures } from './refusal-figures.ts';
import { type ScheduleFigures, scheduleFigures } from './schedule-figures.ts';

/** The metrics of a process in Prometheus conventions: every name begins with `skein_`, times are seconds. */
export interface Metrics extends DatabaseFigures, ConsumerFigures, OutboxFigures, ScheduleFigures {
  /** Services register their own metrics here; serves the text. */
  readonly registry: Registry;
  readonly calls: CallFigures;
  /** Counts calls that a listener refused before any interceptor. */
  readonly refused: ReturnType<typeof refusalFigures>;
}

export interface MetricsOptions {
  version: string;
  /** Milliseconds since 1970, for the age of events. */
  nowMs: () => number;
  /** Node's own metrics (CPU, memory, event loop). They belong to the process, so only one Metrics may have them. */
  processFigures?: boolean;
}

export function createMetrics({ version, nowMs, processFigures = true }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processFigures) collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'skein_build_info',
    help: 'The version that runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1);
  return {
    registry,
    calls: callFigures(registers),
    refused: refusalFigures(registers),
    ...databaseFigures(registers),
    ...consumerFigures(registers, nowMs),
    ...outboxFigures(registers, nowMs),
    ...scheduleFigures(registers),
  };
}
