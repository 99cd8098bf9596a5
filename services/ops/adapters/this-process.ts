import { readFigures } from '../../../platform/telemetry/figures.ts';
import type { LogLevels } from '../../../platform/telemetry/log-levels.ts';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import type { Processes } from '../ports.ts';

/** The facts of a process. */
export interface RunningProcess {
  /** Does not change while the process runs. */
  readonly instance: string;
  /** The services that it hosts. */
  readonly services: readonly string[];
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  /** Whether its health is SERVING. */
  serving(): boolean;
}

/** Reads the one process of the embedded profile. */
export function thisProcess(
  running: RunningProcess,
  metrics: Pick<Metrics, 'registry'>,
  levels: Pick<LogLevels, 'set'>,
  nowMs: () => number,
): Processes {
  const { instance, services, version, startedMs } = running;
  const hosts = (service: string) => service === '' || services.includes(service);
  return {
    async figures(service, namePrefixes) {
      if (!hosts(service)) return { processes: [], missingInstances: [] };
      const figures = await readFigures(metrics.registry, namePrefixes);
      const own = { instance, services, version, startedMs, serving: running.serving() };
      return { processes: [{ ...own, figures, sampledMs: nowMs() }], missingInstances: [] };
    },
    async setLogLevel({ level, service, instance: meant, forMs }) {
      if (!hosts(service) || (meant !== '' && meant !== instance)) return [];
      levels.set(level, forMs);
      return [instance];
    },
  };
}
