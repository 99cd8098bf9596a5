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

/** What processes of the cluster profile share. */
export interface SharedEngines {
  /** What users' tokens are signed with: for the user service alone. @throws ConfigError where it is not given */
  accessKeys(): KeyRing;
  readonly leases: LeaseStore;
  /** Names this life of this process, as the owner of leases. */
  readonly owner: string;
  /** The services that are processes of the deployment. */
  readonly services: readonly string[];
  /** The ways to each process of another service, for what all of them must be asked. */
  replicas(service: string): readonly Replica[];
}

/** One process of a service. */
export interface Replica {
  readonly address: string;
  readonly transport: Transport;
}

/** What a process gives to every service that it hosts, whatever it stands on. */
export interface Host {
  /** The environment that settings are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: TimedClock;
  readonly ids: ProcessIds;
  /**
   * The time that ids have: for what is compared with ids or kept beyond a restart, and never steps. Wall time is for what
   * people and other machines are told.
   */
  readonly idClock: TimedClock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly bus: EventBus;
  readonly pageTokens: PageTokens;
  /**
   * A secret of this deployment by name, at least 32 bytes; made at the first run in the embedded profile.
   * @throws Error where the service does not name it as one of its secrets
   */
  secret(name: string): Buffer;
  /**
   * The way to another service; identity, request id and deadline of the current call go along.
   * @throws Error where the service does not declare that it calls the other
   */
  transport(service: string): Transport;
  /** Tells this process that a session ended, so that its tokens are refused here at once. */
  sessionEnded(sessionId: string): void;
  /** Tells this process that what a person may do has changed, so that it holds here at once. */
  roleChanged(userId: string): void;
  /** Tells this process how to know famous people, whose reads are kept for the longest under overload. */
  famousKnown?(isFamous: (userId: string) => boolean): void;
  /** What is opened is added here and closed in reverse. */
  readonly closers: Closers;
  /** What operators see and change of the process. */
  readonly operations?: Operations;
}

/** A host of the embedded profile: files in the data directory. */
export interface EmbeddedHost extends Host {
  readonly profile: 'embedded';
  readonly dataDir: string;
  /** Opens a database file, brought to its shape; closed with the process. */
  database(name: string, migrations: readonly Migration[]): Database;
}

/** A host of the cluster profile: the real engines. */
export interface ClusterHost extends Host {
  readonly profile: 'cluster';
  /**
   * Opens an engine, once in a process; closed with it.
   *
   * @throws Error where the service does not declare that it uses the engine
   */
  engine<Opened>(engine: AnyEngine<Opened>): Promise<Opened>;
  readonly shared: SharedEngines;
}

/** What adapters are given, by profile. */
export interface HostOf {
  readonly embedded: EmbeddedHost;
  readonly cluster: ClusterHost;
}

export type Profile = keyof HostOf;

/** A process as operators have it. */
export interface Operations {
  readonly process: {
    /** Stable while it runs. */
    readonly instance: string;
    readonly services: readonly string[];
    readonly version: string;
    /** Milliseconds since 1970. */
    readonly startedMs: number;
    /** Whether its health is SERVING. */
    serving(): boolean;
  };
  readonly logLevels: LogLevels;
  /** Where one process hosts every service: what its consumers gave up on. In a cluster the ops service keeps it. */
  readonly deadLetters?: DeadLetters;
}

/** A service as its composition root hands it out. */
export interface Composed {
  /** Handlers without interceptors: the process adds them. RPCs without a handler answer UNIMPLEMENTED. */
  readonly hosted: readonly Hosted[];
  /** Starts consumers, relays and sweeps, once every service of the process is reachable. */
  start(): Promise<void>;
}
