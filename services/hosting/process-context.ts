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

/** What every step of a start gets. */
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
  /** Aborted when the process must stop. Every wait of a start ends with it. */
  readonly stopping: AbortSignal;
}

/** The part of a host that does not depend on the profile. */
export type HostBase = Omit<Host, 'ids' | 'idClock' | 'bus'>;

/** What a profile provides to a process: everything that differs between profiles. */
export interface OpenedProfile {
  /** Verify the tokens of services. */
  readonly meshKeys: VerificationKeys;
  /** The secrets of the deployment. */
  readonly secret: Secrets;
  /** Adds the profile's part to a service's host, and opens the engines that the service needs. */
  hostOf(service: Service, base: HostBase): Promise<HostOf[Profile]>;
  /** The transport to a service in another process. Absent in the embedded profile, which has no other process. */
  transport?(caller: string, callee: string): Transport;
  /** Channels to services in other processes, for calls that are forwarded unchanged. */
  readonly channels?: ReadonlyMap<string, GrpcTransport>;
  readonly storage?: Storage;
  readonly deadLetters?: DeadLetters;
  /** Why the process must not receive calls although it runs; undefined while it may receive them. */
  problem?(): string | undefined;
}

/** Opens a profile and adds everything it opens to the closers. */
export type OpenProfile = (context: ProcessContext) => Promise<OpenedProfile>;
