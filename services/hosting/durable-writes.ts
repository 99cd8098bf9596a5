import {
  type Outbox,
  outboxMigration,
  type SqliteOutbox,
  sqliteOutbox,
} from '../../platform/events/outbox.ts';
import type { Relay } from '../../platform/events/relay.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import { claimMigration, sqliteClaims } from '../../platform/idempotency/sqlite.ts';
import { claimSweep } from '../../platform/idempotency/sweep.ts';
import type { Migration } from '../../platform/migrations.ts';
import type { Database } from '../../platform/sqlite/database.ts';
import { maxStoredId } from '../../platform/sqlite/max-stored-id.ts';
import type { EmbeddedHost, Host, HostOf, Profile } from './host.ts';
import { runRelay } from './relay.ts';
import { schedule } from './schedule.ts';

/** What a service that writes has in addition to its own tables. */
export interface DurableWrites {
  /** Stores an event in the same transaction as its change. */
  readonly outbox: Outbox;
  /** Claims of request_ids. */
  readonly claims: ClaimStore;
  /**
   * Starts the relay of the outbox and the sweep of the claims. Both stop with the process.
   *
   * @param swept swept instead of the claims, by a decorator that sweeps more
   * @returns the relay, as long as it runs in this process
   */
  start(swept?: Pick<ClaimStore, 'sweep'>): () => Relay | undefined;
}

export function durableWrites(
  host: HostOf[Profile],
  service: string,
  { outbox, claims }: Pick<DurableWrites, 'outbox' | 'claims'>,
): DurableWrites {
  return {
    outbox,
    claims,
    start(swept = claims) {
      sweepClaims(host, service, swept);
      return runRelay(host, service, outbox);
    },
  };
}

/** Sweeps the claims of a service that publishes no events of its own, until the process closes. */
export function sweepClaims(host: Host, service: string, claims: Pick<ClaimStore, 'sweep'>): void {
  schedule(host, { name: `${service} claims`, ...claimSweep(claims) });
}

export interface SqliteWritesOptions {
  /** The service's own migrations. Outbox and claims add theirs. */
  readonly migrations: readonly Migration[];
  /** Tables and columns that store the service's ids. New ids are greater than all stored ones. */
  readonly ids: readonly (readonly [table: string, column: string])[];
  readonly idempotencyTtlMs: number;
}

/** A service's database file with its outbox and its claims. */
export function sqliteWrites(
  host: EmbeddedHost,
  service: string,
  { migrations, ids, idempotencyTtlMs }: SqliteWritesOptions,
): { readonly db: Database; readonly outbox: SqliteOutbox; readonly writes: DurableWrites } {
  const db = host.database(service, [...migrations, outboxMigration, claimMigration]);
  host.ids.above(maxStoredId(db, [...ids, ['outbox', 'event_id']]));
  const outbox = sqliteOutbox(db);
  const claims = sqliteClaims(db, host.idClock, idempotencyTtlMs);
  return { db, outbox, writes: durableWrites(host, service, { outbox, claims }) };
}
