import type { Migration } from '../migrations.ts';

/** The schema that all services share: which replicas serve reads. */
export const READ_SET_SCHEMA = 'skein_read_set';

/** How long a process may read from a replica after it found the replica serving. */
export const READ_PERMISSION_MS = 1_500;

/**
 * Whether a replica serves reads. A change is acknowledged when every serving replica has replayed it, so a read from
 * any of them sees it. A replica that falls behind is removed; later changes are acknowledged only after the last
 * permission to read from it has expired. `generation` grows at every removal and return. A process reads from a
 * replica only if the replica's own copy of the row has the primary's generation, which proves that it has replayed
 * everything from before its return.
 */
export const readSetMigrations: readonly Migration[] = [
  {
    name: 'replicas',
    sql: `CREATE TABLE replica (
      address text PRIMARY KEY, serving boolean NOT NULL, generation bigint NOT NULL, changed_at timestamptz NOT NULL
    )`,
  },
];

export interface ReplicaRow {
  readonly address: string;
  readonly serving: boolean;
  readonly generation: number;
  /** Time since it was removed or returned, in milliseconds by the primary's clock. */
  readonly forMs: number;
}

export const READ_SET = `SELECT address, serving, generation,
  (extract(epoch FROM clock_timestamp() - changed_at) * 1000)::bigint AS "forMs" FROM ${READ_SET_SCHEMA}.replica`;

/** Commits, and reads in the same round trip the log position to be replayed and the replicas that must replay it. */
export const COMMIT_AND_READ_SET = `COMMIT; SELECT pg_current_wal_flush_lsn()::text AS lsn,
  (SELECT coalesce(json_agg(r), '[]') FROM (${READ_SET}) AS r) AS replicas`;

export const PUT_OUT = `UPDATE ${READ_SET_SCHEMA}.replica
  SET serving = false, generation = generation + 1, changed_at = clock_timestamp()
  WHERE address = $1 AND serving`;

export const PUT_IN = `INSERT INTO ${READ_SET_SCHEMA}.replica AS r (address, serving, generation, changed_at)
  VALUES ($1, true, 1, clock_timestamp()) ON CONFLICT (address) DO UPDATE
  SET serving = true, generation = r.generation + 1, changed_at = clock_timestamp()
  WHERE NOT r.serving AND r.changed_at < clock_timestamp() - interval '${2 * READ_PERMISSION_MS} milliseconds'`;

/** A log position such as `16/B374D848` as a comparable number. */
export function logPosition(lsn: string): bigint {
  const [high, low] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
