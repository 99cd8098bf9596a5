import type { Transport } from '@connectrpc/connect';
import type { VerificationKeys } from '../../platform/auth/keys.ts';
import type { Secrets } from '../../platform/auth/secrets.ts';
import type { TimedClock } from '../../platform/clock.ts';
import type { Config, Environment } from '../../platform/config.ts';
import type { DeadLetters } from '../../platform/events/dead-letters.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import type { GrpcTransport } from '../../platform/rpc/grpc-transport.ts';
import type { Storage } from '../../platform/sqlite/storage.ts';
import type { Logger } from '../../platform/telemetry/log.ts';
import type { LogLevels } from '../../platform/telemetry/log-levels.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import type { Traces } from '../../platform/telemetry/traces.ts';
import type { Service } from './define-service.ts';
import type { Host, HostOf, Profile } from './host.ts';
import type { Layout } from './layout.ts';
import type { ServiceTable } from './service-table.ts';
import type { settingGroups } from './settings.ts';

/** What every step of a start may use. */
export interface ProcessContext {
  readonly services: ServiceTable;
  readonly layout: Layout;
  readonly env: Environment;
  readonly config: Config<ReturnType<typeof settingGroups>>;
  readonly clock: TimedClock;
  readonly closers: Closers;
  readonly log: Logger;
  readonly levels: LogLevels;
  readonly metrics: Metrics;
  readonly traces: Traces;
}

/** What a host has whatever the process stands on. */
export type HostBase = Omit<Host, 'ids' | 'idClock' | 'bus'>;

/** What a process stands on: all that differs between profiles. */
export interface OpenedProfile {
  /** Verify services' tokens. */
  readonly meshKeys: VerificationKeys;
  /** The secrets of the deployment. */
  readonly secret: Secrets;
  /** Completes what a composed service is handed. Engines that a service needs are opened here. */
  hostOf(service: Service, base: HostBase): Promise<HostOf[Profile]>;
  /** The way to a service of another process. Absent where there is no other process. */
  transport?(caller: string, callee: string): Transport;
  /** To services of other processes, for calls that are passed on as they come. */
  readonly channels?: ReadonlyMap<string, GrpcTransport>;
  readonly storage?: Storage;
  readonly deadLetters?: DeadLetters;
  /** Why the process must not be sent calls although it runs. */
  problem?(): string | undefined;
}

/** Opens what a process stands on; what it opens is added to the closers. */
export type OpenProfile = (context: ProcessContext) => Promise<OpenedProfile>;
