import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type PartitionLag, totalLag } from '../events/port.ts';
import type { ObserveOptions } from '../rpc/interceptors/observe.ts';
import type { WriteFigures } from '../sqlite/group-commit.ts';

/** Seconds. An empty call takes 0.1 ms of CPU, a page 0.3 ms, a rated p99 is 50 ms, a deadline 10 s. */
export const CALL_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The figures of a process, in Prometheus's words: every name begins with `skein_`, times are seconds. */
export interface Metrics {
  /** Where services register figures of their own; serves the text. */
  readonly registry: Registry;
  /** What `observe` of platform/rpc counts and times calls with. */
  readonly calls: Required<Pick<ObserveOptions, 'started' | 'counter' | 'histogram'>>;
  /** Shows a database's group commits: writes per commit, and the seconds spent waiting for the disk. */
  watchDatabase(name: string, figures: () => WriteFigures): void;
  /** Shows how far a consumer is behind; asked for at each scrape. */
  watchConsumer(topic: string, group: string, lag: () => Promise<readonly PartitionLag[]>): void;
  /** Counts an event that was given up. */
  deadLetter(topic: string, group: string): void;
}

export interface MetricsOptions {
  version: string;
  /** Tells milliseconds since 1970, for the age of events. */
  nowMs: () => number;
  /** Node's own figures (CPU, memory, event loop); they belong to the process, so to one Metrics in it. */
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
    watchDatabase: databaseFigures(registers),
    ...consumerFigures(registers, nowMs),
  };
}

function callFigures(registers: Registry[]): Metrics['calls'] {
  const started = new Counter({
    name: 'skein_rpc_started_total',
    help: 'Calls that began.',
    labelNames: ['method'],
    registers,
  });
  const handled = new Counter({
    name: 'skein_rpc_handled_total',
    help: 'Calls that ended, by canonical code.',
    labelNames: ['method', 'code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'skein_rpc_seconds',
    help: 'Time from the first interceptor to the end of a call; a stream lasts as long as it is open.',
    labelNames: ['method', 'code'],
    buckets: CALL_BUCKETS,
    registers,
  });
  return {
    started: (method) => started.inc({ method }),
    counter: ({ method, code }) => handled.inc({ method, code }),
    histogram: ({ method, code }, durationMs) => seconds.observe({ method, code }, durationMs / 1000),
  };
}

function databaseFigures(registers: Registry[]): Metrics['watchDatabase'] {
  const sources = new Map<string, () => WriteFigures>();
  const counted: [name: string, help: string, of: (figures: WriteFigures) => number][] = [
    ['commits_total', 'Transactions committed.', ({ commits }) => commits],
    [
      'failed_commits_total',
      'Transactions that could not be committed.',
      ({ failedCommits }) => failedCommits,
    ],
    [
      'writes_total',
      'Writes acknowledged; by commits_total: how full the groups are.',
      ({ writes }) => writes,
    ],
    ['failed_writes_total', 'Writes refused by their own rules.', ({ failedWrites }) => failedWrites],
    [
      'commit_seconds_total',
      'Time spent in COMMIT, which is the wait for the disk.',
      ({ commitMs }) => commitMs / 1000,
    ],
  ];
  for (const [name, help, of] of counted) {
    new Counter({
      name: `skein_database_${name}`,
      help,
      labelNames: ['database'],
      registers,
      // The figures are counted where they arise; a scrape copies them.
      collect() {
        this.reset();
        for (const [database, figures] of sources) this.inc({ database }, of(figures()));
      },
    });
  }
  return (name, figures) => sources.set(name, figures);
}

function consumerFigures(
  registers: Registry[],
  nowMs: () => number,
): Pick<Metrics, 'watchConsumer' | 'deadLetter'> {
  const labelNames = ['topic', 'group'] as const;
  const sources: { topic: string; group: string; lag: () => Promise<readonly PartitionLag[]> }[] = [];
  let underway: Promise<void> | undefined;
  // One look serves both gauges of a scrape: the registry collects them side by side.
  const look = () => {
    underway ??= Promise.all(sources.map(show)).then(() => {
      underway = undefined;
    });
    return underway;
  };
  const records = new Gauge({
    name: 'skein_event_lag_records',
    help: 'Events that a consumer group has not done.',
    labelNames,
    registers,
    collect: look,
  });
  const age = new Gauge({
    name: 'skein_event_lag_seconds',
    help: 'Age of the oldest event that a consumer group has not done; 0 when none waits.',
    labelNames,
    registers,
    collect: look,
  });
  const show = async ({ topic, group, lag }: (typeof sources)[number]) => {
    const partitions = await lag().catch(() => undefined);
    if (partitions === undefined) {
      // Unknown is not the last known: without the row an alert on absence can see it.
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
      // A zero that is there from the start lets an alert see the first one.
      letters.inc({ topic, group }, 0);
      sources.push({ topic, group, lag });
    },
    deadLetter: (topic, group) => letters.inc({ topic, group }),
  };
}
