import type { Transport } from '@connectrpc/connect';
import type { Logger } from 'pino';
import type { KeyRing } from '../../platform/auth/keys.ts';
import type { TimedClock } from '../../platform/clock.ts';
import type { AnyEngine } from '../../platform/engines/engine.ts';
import type { DeadLetters } from '../../platform/events/dead-letters.ts';
import type { EventBus } from '../../platform/events/port.ts';
import type { ProcessIds } from '../../platform/ids.ts';
import type { LeaseStore } from '../../platform/leases/port.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import type { Migration } from '../../platform/migrations.ts';
import type { PageTokens } from '../../platform/pages.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import type { Database } from '../../platform/sqlite/database.ts';
import type { LogLevels } from '../../platform/telemetry/log-levels.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';

export type { Hosted } from '../../platform/rpc/host.ts';

/** What the processes of the cluster profile share. */
export interface SharedEngines {
  /** The keys that sign users' tokens. Only the user service has them. @throws ConfigError where they are missing */
  accessKeys(): KeyRing;
  readonly leases: LeaseStore;
  /** Names this run of the process, as the owner of leases. */
  readonly owner: string;
  /** The names of all services that run in the deployment. */
  readonly services: readonly string[];
  /** One transport to each process of another service, for calls that every process must receive. */
  replicas(service: string): readonly Replica[];
}

/** One process of another service. */
export interface Replica {
  readonly address: string;
  readonly transport: Transport;
}

/** What a process gives to every service that it hosts, in both profiles. */
export interface Host {
  /** The environment that settings are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: TimedClock;
  readonly ids: ProcessIds;
  /**
   * The clock of ids. It never steps. Use it for times that are compared with ids or stored beyond a restart. Use `clock` for
   * times that people and other machines see.
   */
  readonly idClock: TimedClock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly bus: EventBus;
  readonly pageTokens: PageTokens;
  /**
   * A secret of this deployment by name, at least 32 bytes. The embedded profile creates it at the first run.
   * @throws Error where the service does not declare the secret
   */
  secret(name: string): Buffer;
  /**
   * The transport to another service. It passes on the identity, request id and deadline of the current call.
   * @throws Error where the service does not declare that it calls the other
   */
  transport(service: string): Transport;
  /** Marks a session as ended in this process, so that it refuses the session's tokens at once. */
  sessionEnded(sessionId: string): void;
  /** Marks a person's role as changed in this process, so that the new role applies at once. */
  roleChanged(userId: string): void;
  /** Registers a test for famous people. Under overload their calls are shed last. */
  famousKnown?(isFamous: (userId: string) => boolean): void;
  /** Closes in reverse order what was opened and added here. */
  readonly closers: Closers;
  /** Aborted when the process must stop. Every wait of a start ends with it. */
  readonly stopping: AbortSignal;
  /** The process as operators see and change it. */
  readonly operations?: Operations;
}

/** A host of the embedded profile: files in the data directory. */
export interface EmbeddedHost extends Host {
  readonly profile: 'embedded';
  readonly dataDir: string;
  /** Opens a database file and applies its migrations. It is closed with the process. */
  database(name: string, migrations: readonly Migration[]): Database;
}

/** A host of the cluster profile: the real engines. */
export interface ClusterHost extends Host {
  readonly profile: 'cluster';
  /**
   * Opens an engine, or returns the one that is open already. It is closed with the process.
   *
   * @throws Error where the service does not declare that it uses the engine
   */
  engine<Opened>(engine: AnyEngine<Opened>): Promise<Opened>;
  readonly shared: SharedEngines;
}

/** The host that adapters get, by profile. */
export interface HostOf {
  readonly embedded: EmbeddedHost;
  readonly cluster: ClusterHost;
}

export type Profile = keyof HostOf;

/** A process as operators see it. */
export interface Operations {
  readonly process: {
    /** Does not change while the process runs. */
    readonly instance: string;
    readonly services: readonly string[];
    readonly version: string;
    /** Milliseconds since 1970. */
    readonly startedMs: number;
    /** Whether its health is SERVING. */
    serving(): boolean;
  };
  readonly logLevels: LogLevels;
  /** The dead letters of all services, in a process that hosts every service. In a cluster the ops service keeps them. */
  readonly deadLetters?: DeadLetters;
}

/** What the composition root of a service returns. */
export interface Composed {
  /** Handlers without interceptors; the process adds those. RPCs without a handler answer UNIMPLEMENTED. */
  readonly hosted: readonly Hosted[];
  /** Starts consumers, relays and sweeps. The process calls it when every service of the process can be called. */
  start(): Promise<void>;
}
