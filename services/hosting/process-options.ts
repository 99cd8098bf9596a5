import type { TimedClock } from '../../platform/clock.ts';
import type { Environment } from '../../platform/config.ts';
import type { Logger } from '../../platform/telemetry/log.ts';
import type { UncaughtErrors } from '../../platform/telemetry/uncaught.ts';
import type { OpenListeners } from './composed-process.ts';
import type { Layout } from './layout.ts';
import type { OpenProfile } from './process-context.ts';
import type { ServiceTable } from './service-table.ts';

export interface ProcessOptions extends ProcessOverrides {
  readonly services: ServiceTable;
  readonly env: Environment;
  /** Which part of the network this process is. Default: every service in one process. */
  readonly layout?: Layout;
  /** Uncaught errors of the process. Absent where several networks share one process. */
  readonly uncaught?: UncaughtErrors;
  /** Ends the start: what is open is closed, and the start rejects with the signal's reason. */
  readonly stopping?: AbortSignal;
}

/** Overrides for tests. There is no other way to change a start. */
export interface ProcessOverrides {
  readonly clock?: TimedClock;
  readonly log?: Logger;
  /** Overrides of composition roots, by service. */
  readonly overrides?: Readonly<Record<string, object | undefined>>;
  /** Whether the metrics include figures of the whole process. False where several networks share one. Default true. */
  readonly processFigures?: boolean;
  /** Replaces the table of which service may call which RPC. */
  readonly mayCall?: ServiceTable['mayCall'];
  /** Freezes and validates messages between services, so that a test fails where code changes a message. */
  readonly freeze?: boolean;
  /** Replaces the profile's engines. */
  readonly openProfile?: OpenProfile;
  /** Replaces the listeners on ports. */
  readonly openListeners?: OpenListeners;
}
