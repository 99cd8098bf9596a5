import { collectDeadLetters, deadLetters } from '../../../platform/events/dead-letters.ts';
import {
  postgresDeadLetterMigration,
  postgresDeadLetters,
} from '../../../platform/events/dead-letters-postgres.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { postgresClaimMigration, postgresClaims } from '../../../platform/idempotency/postgres.ts';
import { claimMigration, sqliteClaims } from '../../../platform/idempotency/sqlite.ts';
import type { OperationStore } from '../../../platform/operations/port.ts';
import { postgresOperationMigration, postgresOperations } from '../../../platform/operations/postgres.ts';
import { operationMigrations, sqliteOperations } from '../../../platform/operations/sqlite.ts';
import { postgres } from '../../../platform/postgres/engine.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import { oneOwner, type Started } from '../../hosting/one-owner.ts';
import type { OpsConfig } from '../config.ts';
import type { Letters, Processes } from '../ports.ts';
import { allProcesses } from './all-processes.ts';
import { thisProcess } from './this-process.ts';

/** The engines of the service, in either profile. */
export interface OpsEngines {
  readonly claims: ClaimStore;
  readonly letters: Letters;
  readonly processes: Processes;
  readonly operations: OperationStore;
  /** Runs work in one of the service's processes at a time, until the process closes. */
  readonly oneOwner: (work: string, start: () => Started) => void;
}

/** A database file. The process keeps the dead letters of all its services. */
export function embedded(host: EmbeddedHost, { product }: OpsConfig): OpsEngines {
  const { clock, idClock, metrics, operations } = host;
  if (operations?.deadLetters === undefined) throw new Error('the process must keep its dead letters');
  const db = host.database('ops', [claimMigration, ...operationMigrations]);
  return {
    claims: sqliteClaims(db, idClock, product.idempotencyTtlMs),
    letters: operations.deadLetters,
    processes: thisProcess(operations.process, metrics, operations.logLevels, clock.nowMs),
    operations: sqliteOperations(db, clock),
    oneOwner: (work, start) => oneOwner(host, work, start),
  };
}

/** PostgreSQL. The consumers of all processes publish dead letters to a topic, from which they are stored here. */
export async function cluster(host: ClusterHost, { product }: OpsConfig): Promise<OpsEngines> {
  const { bus, clock, closers, engine, idClock, log, shared } = host;
  const schemas = await engine(postgres);
  const db = await schemas.schema('skein_ops', [
    postgresClaimMigration,
    postgresDeadLetterMigration,
    postgresOperationMigration,
  ]);
  const store = postgresDeadLetters(db);
  const collector = await collectDeadLetters({
    bus,
    store,
    clock,
    onError: (err) => log.warn({ err }, 'dead letters'),
  });
  closers.add({ name: 'dead letters', close: () => collector.stop() });
  const services = shared.services.map((service) => ({ service, processes: () => shared.replicas(service) }));
  return {
    claims: postgresClaims(db, idClock, product.idempotencyTtlMs),
    letters: deadLetters(store, bus, clock),
    processes: allProcesses(services, (process, err) =>
      log.warn({ err, process }, 'a process does not answer'),
    ),
    operations: postgresOperations(db, clock),
    oneOwner: (work, start) => oneOwner(host, `ops-${work}`, start),
  };
}
