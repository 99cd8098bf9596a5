import { pause, type TimedClock } from '../clock.ts';
import { engineUnavailable } from '../engines/unavailable.ts';
import type { Migration } from '../migrations.ts';
import { isRetried, isUnavailable, postgresError, postgresOutage } from './errors.ts';
import { migratePostgres } from './migrate.ts';
import { type PostgresAccess, type PostgresNode, postgresNode } from './node.ts';
import { ownPromotions, type Promotions } from './promotions.ts';
import {
  COMMIT_AND_READ_SET,
  logPosition,
  PUT_OUT,
  READ_PERMISSION_MS,
  READ_SET_SCHEMA,
  type ReplicaRow,
  readSetMigrations,
} from './read-set.ts';
import { type Replay, replayOf } from './replay.ts';
import { type Statements, statementsOn } from './statements.ts';
import { watchTopology } from './topology.ts';

/** A replica that has not replayed a change by then leaves the read set. */
const REPLAY_LIMIT_MS = 500;
const TRIES = 5;

/**
 * One schema of a PostgreSQL primary with its replicas. Every call has a time limit and fails with DomainError
 * DEPENDENCY_UNAVAILABLE when no server answers, CONFLICT after too many conflicts; other errors are pg's own. It
 * follows a failover automatically.
 */
export interface Postgres {
  /**
   * Runs `fn` in a transaction on the primary (read committed: lock rows that must not change). Read-your-writes: resolves after the
   * commit, when every serving replica has replayed it or has left the read set, so every later read sees it, in any
   * process. `fn` may run again after a conflict. When it throws, nothing changes.
   */
  write<T>(fn: (tx: Statements) => Promise<T>): Promise<T>;
  /** Runs `fn` on a serving replica or on the primary. Each statement sees one snapshot; later ones may see another. */
  read<T>(fn: (rows: Statements) => Promise<T>): Promise<T>;
  /** Calls back after each commit of this process. Returns a function that unsubscribes. */
  afterCommit(hook: () => void): () => void;
  /** Waits for work in progress. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  readonly access: PostgresAccess;
  /** Lower case letters, digits and underscores; created when missing. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  /** Where processes report failovers to each other. Absent: they do not. */
  readonly promotions?: Promotions;
  readonly clock: TimedClock;
}

/**
 * Connects and migrates.
 * @throws DomainError DEPENDENCY_UNAVAILABLE without a primary, Error as `missingSteps`
 */
export async function openPostgres({
  access,
  schema,
  migrations,
  promotions = ownPromotions,
  clock,
}: PostgresOptions): Promise<Postgres> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(schema)) throw new Error(`${schema} is not a valid schema name`);
  const nodes = access.nodes.map((address) => postgresNode(address, access, schema));
  const replays = new Map<PostgresNode, Replay>(nodes.map((node) => [node, replayOf(node)]));
  const topology = watchTopology(nodes, promotions, clock);
  const hooks = new Set<() => void>();
  let nextReader = 0;

  const primary = async (): Promise<PostgresNode> => {
    if (!topology.primary()) await topology.look();
    const found = topology.primary();
    if (!found) throw postgresOutage(topology.problems(), `none of ${access.nodes} is a primary`);
    return found;
  };

  /** @throws unless the server is still the primary, as far as any process knows */
  const requirePrimary = async (writer: PostgresNode): Promise<void> => {
    const is = await topology.isPrimary(writer).catch((cause) => {
      throw engineUnavailable(
        'postgres',
        new Error('it is unknown whether another server was promoted', { cause }),
      );
    });
    if (!is) throw postgresOutage(topology.problems(), `${writer.address} is not the primary any more`);
  };

  const putOut = async (writer: PostgresNode, replica: PostgresNode): Promise<void> => {
    topology.distrust(replica);
    // A replica may have stopped replaying because it was promoted. The commit here is then lost.
    await topology.look();
    await requirePrimary(writer);
    await writer.pool.query(PUT_OUT, [replica.address]);
    await pause(clock, READ_PERMISSION_MS);
    await topology.look();
    await requirePrimary(writer);
  };

  const replayed = async (writer: PostgresNode, lsn: string, replicas: readonly ReplicaRow[]) => {
    const position = logPosition(lsn);
    await Promise.all(
      replicas.map(async ({ address, serving, forMs }) => {
        const replica = topology.byAddress(address);
        if (!replica || replica === writer) return;
        if (serving) {
          if (!(await replays.get(replica)!.upTo(position, REPLAY_LIMIT_MS))) await putOut(writer, replica);
        } else {
          if (forMs < READ_PERMISSION_MS) await pause(clock, READ_PERMISSION_MS - forMs);
          // The replica may have been promoted, however long ago it left the read set.
          await requirePrimary(writer);
        }
      }),
    );
  };

  const transaction = async <T>(fn: (tx: Statements) => Promise<T>): Promise<T> => {
    const writer = await primary();
    const { answer, lsn, replicas } = await committed(writer, fn);
    await replayed(writer, lsn, replicas);
    for (const hook of hooks) hook();
    return answer;
  };

  const bounded = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (isRetried(error) && attempt < TRIES) continue;
        if (isUnavailable(error)) void topology.look();
        throw postgresError(error);
      }
    }
  };

  const postgres: Postgres = {
    write: (fn) => bounded(() => transaction(fn)),
    async read(fn) {
      const readers = topology.readable();
      const replica = readers[nextReader++ % Math.max(1, readers.length)];
      if (replica) {
        try {
          return await fn(statementsOn(replica.pool));
        } catch (error) {
          if (!isUnavailable(error)) throw error;
          topology.distrust(replica);
        }
      }
      return bounded(async () => fn(statementsOn((await primary()).pool)));
    },
    afterCommit(hook) {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    async close() {
      await topology.stop();
      await Promise.all(nodes.map(({ pool }) => pool.end()));
    },
  };

  try {
    const writer = await primary();
    await requirePrimary(writer);
    await writer.migrating(async (connection) => {
      await migratePostgres(connection, READ_SET_SCHEMA, readSetMigrations);
      await migratePostgres(connection, schema, migrations);
    });
    await topology.look();
    // The steps are committed without waiting for replicas: an empty write waits until each that serves reads has them.
    await postgres.write(async () => {});
    return postgres;
  } catch (error) {
    await postgres.close();
    throw postgresError(error);
  }
}

interface Committed<T> {
  readonly answer: T;
  /** The log position after this transaction. */
  readonly lsn: string;
  /** The read set right after the transaction. */
  readonly replicas: readonly ReplicaRow[];
}

async function committed<T>(
  { pool }: PostgresNode,
  fn: (tx: Statements) => Promise<T>,
): Promise<Committed<T>> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query('BEGIN');
    const answer = await fn(statementsOn(connection));
    const [ended, after] = (await connection.query(COMMIT_AND_READ_SET)) as unknown as [
      { command: string },
      { rows: [{ lsn: string; replicas: ReplicaRow[] }] },
    ];
    if (ended.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return { answer, ...after.rows[0] };
  } catch (error) {
    // A connection that does not answer is discarded; the server rolls its transaction back.
    if (isUnavailable(error)) broken = error as Error;
    else {
      await connection.query('ROLLBACK').catch((cause: Error) => {
        broken = cause;
      });
    }
    throw error;
  } finally {
    connection.release(broken);
  }
}
