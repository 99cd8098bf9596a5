import cassandra from 'cassandra-driver';
import { cassandraError } from './errors.ts';

const { consistencies } = cassandra.types;

export interface CassandraAccess {
  readonly contactPoints: readonly string[];
  readonly datacenter: string;
  /** The prefix of keyspace names. */
  readonly keyspace: string;
  readonly replication: number;
  readonly login?: { readonly username: string; readonly password: string };
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: Buffer };
}

/** A parameter of a statement. Numbers are int; bigints are bigint or write timestamps. */
export type Value = string | number | bigint | boolean | null | Uint8Array | readonly string[];

export interface Statement {
  readonly cql: string;
  readonly values: readonly Value[];
}

/** One statement with its parameters. */
export function statement(cql: string, ...values: Value[]): Statement {
  return { cql, values };
}

/**
 * One keyspace. Every statement is prepared. Reads and writes use LOCAL_QUORUM, so a read sees every write acknowledged
 * before it, whichever nodes answer; conditions use LOCAL_SERIAL. Every call has a time limit and fails with
 * DomainError DEPENDENCY_UNAVAILABLE when too few nodes answer; a write may have been done then.
 */
export interface Cassandra {
  /** At most `limit` rows if given, else all, page by page. */
  all<Row extends object>(cql: string, values: readonly Value[], limit?: number): Promise<Row[]>;
  /**
   * How many rows `all` would give. The time limit applies to each page, not to the whole; `count(*)` would exceed it.
   */
  count(cql: string, values: readonly Value[]): Promise<number>;
  get<Row extends object>(cql: string, ...values: Value[]): Promise<Row | undefined>;
  /** As `get`, but sees the result of every earlier conditional write. */
  getSerial<Row extends object>(cql: string, ...values: Value[]): Promise<Row | undefined>;
  run(one: Statement): Promise<void>;
  /** One conditional statement. Undefined when it was applied; else the row that prevented it. */
  runIf<Row extends object>(one: Statement): Promise<Row | undefined>;
  /** All statements or none, eventually: others may see some before the rest. Does nothing for an empty list. */
  batch(statements: readonly Statement[]): Promise<void>;
  /** All statements on one partition at once, if the conditions among them hold. @returns whether they were applied */
  batchIf(statements: readonly Statement[]): Promise<boolean>;
  /**
   * The current time as a write timestamp: microseconds since 1970, strictly rising in this process.
   *
   * @param above a lower bound, such as the timestamp of an existing row written by a process whose clock is ahead
   */
  writeTime(above?: number): number;
  close(): Promise<void>;
}

/** How long a statement may take, in milliseconds. */
const LIMIT_MS = 4_000;
/** How long a schema change may take. */
export const SCHEMA_LIMIT_MS = 60_000;

export function cassandraClient(
  { contactPoints, datacenter, login, tls }: CassandraAccess,
  limitMs = LIMIT_MS,
): cassandra.Client {
  return new cassandra.Client({
    contactPoints: [...contactPoints],
    localDataCenter: datacenter,
    ...(login && { credentials: login }),
    ...(tls && { sslOptions: { rejectUnauthorized: true, ...tls } }),
    socketOptions: { connectTimeout: 2_000, readTimeout: limitMs },
    queryOptions: {
      prepare: true,
      consistency: consistencies.localQuorum,
      serialConsistency: consistencies.localSerial,
    },
    encoding: { useBigIntAsLong: true },
    policies: {
      // A node that comes back is used again within a second.
      reconnection: new cassandra.policies.reconnection.ConstantReconnectionPolicy(1_000),
    },
  });
}

/** Wraps a connected client. `keyspace` is put before table names that begin with a colon. */
export function cassandraOn(client: cassandra.Client, keyspace: string, nowMs: () => number): Cassandra {
  let lastWrite = 0;
  const texts = new Map<string, string>();
  const named = (cql: string): string => {
    let text = texts.get(cql);
    if (text === undefined) {
      text = cql.replace(/(^|\s):(?=[a-z])/g, `$1${keyspace}.`);
      texts.set(cql, text);
    }
    return text;
  };
  const valued = (values: readonly Value[]) =>
    values.map((value) =>
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
    );
  const queriesOf = (statements: readonly Statement[]) =>
    statements.map(({ cql, values }) => ({ query: named(cql), params: valued(values) }));
  const bounded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw cassandraError(error);
    }
  };
  const execute = (cql: string, values: readonly Value[], options: cassandra.QueryOptions = {}) =>
    bounded(client.execute(named(cql), valued(values), options));
  async function* pages(cql: string, values: readonly Value[], limit = Number.POSITIVE_INFINITY) {
    let pageState: string | undefined;
    let left = limit;
    do {
      const page = await execute(cql, values, {
        isIdempotent: true,
        fetchSize: Math.min(5_000, left),
        ...(pageState && { pageState }),
      });
      yield page.rows;
      left -= page.rows.length;
      pageState = page.pageState;
    } while (pageState && left > 0);
  }

  return {
    async all<Row extends object>(cql: string, values: readonly Value[], limit?: number) {
      const rows: Row[] = [];
      for await (const page of pages(cql, values, limit)) rows.push(...(page as unknown as Row[]));
      return rows;
    },
    async count(cql, values) {
      let rows = 0;
      for await (const page of pages(cql, values)) rows += page.length;
      return rows;
    },
    get: async <Row extends object>(cql: string, ...values: Value[]) =>
      (await execute(cql, values, { isIdempotent: true })).rows[0] as unknown as Row | undefined,
    getSerial: async <Row extends object>(cql: string, ...values: Value[]) =>
      (await execute(cql, values, { isIdempotent: true, consistency: consistencies.localSerial }))
        .rows[0] as unknown as Row | undefined,
    async run({ cql, values }) {
      await execute(cql, values);
    },
    async runIf<Row extends object>({ cql, values }: Statement) {
      const result = await execute(cql, values);
      return result.wasApplied() ? undefined : (result.rows[0] as unknown as Row);
    },
    writeTime(above = 0) {
      lastWrite = Math.max(lastWrite + 1, nowMs() * 1_000);
      return Math.max(lastWrite, above + 1);
    },
    async batch(statements) {
      if (statements.length === 0) return;
      await bounded(client.batch(queriesOf(statements), { logged: true }));
    },
    async batchIf(statements) {
      return (await bounded(client.batch(queriesOf(statements), { logged: true }))).wasApplied();
    },
    close: () => client.shutdown(),
  };
}
