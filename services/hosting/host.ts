import type { Transport } from '@connectrpc/connect';
import type { Cluster } from 'ioredis';
import type { Logger } from 'pino';
import type { KeyRing } from '../../platform/auth/keys.ts';
import type { Cassandra } from '../../platform/cassandra/cassandra.ts';
import type { CassandraMigration } from '../../platform/cassandra/migrate.ts';
import type { TimedClock } from '../../platform/clock.ts';
import type { Dgraph } from '../../platform/dgraph/dgraph.ts';
import type { DgraphMigration } from '../../platform/dgraph/migrate.ts';
import type { DeadLetters } from '../../platform/events/dead-letters.ts';
import type { EventBus } from '../../platform/events/port.ts';
import type { ProcessIds } from '../../platform/ids.ts';
import type { LeaseStore } from '../../platform/leases/port.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import type { Migration } from '../../platform/migrations.ts';
import type { PageTokens } from '../../platform/pages.ts';
import type { Postgres } from '../../platform/postgres/postgres.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import type { Database } from '../../platform/sqlite/database.ts';
import type { LogLevels } from '../../platform/telemetry/log-levels.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import type { ServiceName } from './names.ts';

export type { Hosted } from '../../platform/rpc/host.ts';

/** What processes of the cluster profile share. */
export interface SharedEngines {
  readonly redis: Cluster;
  /** Opens a schema of PostgreSQL, brought to its shape; closed with the process. */
  postgres(schema: string, migrations: readonly Migration[]): Promise<Postgres>;
  /** Opens Dgraph with what is kept there below a prefix, brought to its shape; closed with the process. */
  dgraph(prefix: string, migrations: readonly DgraphMigration[]): Promise<Dgraph>;
  /** Opens a keyspace of Cassandra, brought to its shape; closed with the process. */
  cassandra(name: string, migrations: readonly CassandraMigration[]): Promise<Cassandra>;
  /** What users' tokens are signed with: for the user service alone. @throws ConfigError where it is not given */
  accessKeys(): KeyRing;
  readonly leases: LeaseStore;
  /** Names this life of this process, as the owner of leases. */
  readonly owner: string;
  /** The ways to each process of another service, for what all of them must be asked. */
  replicas(service: ServiceName): readonly Replica[];
}

/** One process of a service. */
export interface Replica {
  readonly address: string;
  readonly transport: Transport;
}

/** What a process gives to every service that it hosts. */
export interface Host {
  readonly profile: 'embedded' | 'cluster';
  /** In the cluster profile, and only there. */
  readonly shared?: SharedEngines;
  /** The environment that settings are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the embedded profile keeps its files. */
  readonly dataDir: string;
  /**
   * Opens a database file of the embedded profile, brought to its shape; closed with the process.
   * @throws Error in the cluster profile, which keeps no files
   */
  database(name: string, migrations: readonly Migration[]): Database;
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
  /** A secret of this deployment by name, at least 32 bytes; made at the first run in the embedded profile. */
  secret(name: string): Buffer;
  /** The way to another service; identity, request id and deadline of the current call go along. */
  transport(service: ServiceName): Transport;
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

/** A process as operators have it. */
export interface Operations {
  readonly process: {
    /** Stable while it runs. */
    readonly instance: string;
    readonly services: readonly ServiceName[];
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

/**
 * A service's composition root. Overrides are the seam for tests, of a type of the service's own.
 *
 * @throws ConfigError
 */
// biome-ignore lint/suspicious/noExplicitAny: each service has overrides of its own.
export type Compose = (host: Host, overrides?: any) => Composed | Promise<Composed>;
