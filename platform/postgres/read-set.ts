import type { Migration } from '../migrations.ts';

/** The schema of what all services share: which replicas serve reads. */
export const READ_SET_SCHEMA = 'skein_read_set';

/** For how long, from when it looked, a process may read from a replica that it found to be serving. */
export const READ_PERMISSION_MS = 1_500;

/**
 * Whether a replica serves. A change is acknowledged when every serving replica has replayed it, so a read of any of
 * them sees it. A replica that falls behind is put out; what follows is acknowledged only once the last permission
 * to read from it has ended. `generation` grows whenever it is put out or in: a process reads from a replica only if
 * that replica's own copy of the row is of the generation that the primary has, which shows that it has replayed
 * everything from before it was put in.
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
  /** Since it was put in or out, in milliseconds by the primary's clock. */
  readonly forMs: number;
}

export const READ_SET = `SELECT address, serving, generation,
  (extract(epoch FROM clock_timestamp() - changed_at) * 1000)::bigint AS "forMs" FROM ${READ_SET_SCHEMA}.replica`;

/** Ends a transaction and tells, as of after it, up to where the log must be replayed and by whom. */
export const COMMIT_AND_READ_SET = `COMMIT; SELECT pg_current_wal_flush_lsn()::text AS lsn,
  (SELECT coalesce(json_agg(r), '[]') FROM (${READ_SET}) AS r) AS replicas`;

export const PUT_OUT = `UPDATE ${READ_SET_SCHEMA}.replica
  SET serving = false, generation = generation + 1, changed_at = clock_timestamp()
  WHERE address = $1 AND serving`;

export const PUT_IN = `INSERT INTO ${READ_SET_SCHEMA}.replica AS r (address, serving, generation, changed_at)
  VALUES ($1, true, 1, clock_timestamp()) ON CONFLICT (address) DO UPDATE
  SET serving = true, generation = r.generation + 1, changed_at = clock_timestamp()
  WHERE NOT r.serving AND r.changed_at < clock_timestamp() - interval '${2 * READ_PERMISSION_MS} milliseconds'`;

/** A place in the log, `16/B374D848`, as a number that can be compared. */
export function logPosition(lsn: string): bigint {
  const [high, low] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
