import pg from 'pg';
import { hostOf, portOf } from '../engines/settings.ts';

export interface PostgresAccess {
  /** `host:port` of every server, in any order. */
  readonly nodes: readonly string[];
  readonly database: string;
  readonly user: string;
  readonly password?: string;
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: string };
  /** The most connections to each server. */
  readonly poolSize: number;
}

/** Time limits in milliseconds. */
const limitsMs = { connect: 2_000, lock: 3_000, statement: 4_000, answer: 5_000 };
/** Migrations may build indexes, and wait for another process that migrates. */
const MIGRATION_LIMIT_MS = 600_000;

const INT8 = 20;

/** One server. */
export interface PostgresNode {
  /** `host:port`. */
  readonly address: string;
  readonly pool: pg.Pool;
  /** Runs `work` on a separate connection with the time limit of migrations. */
  migrating(work: (connection: pg.ClientBase) => Promise<void>): Promise<void>;
}

/** Opens no connection yet. Statements use the tables of `schema`. */
export function postgresNode(address: string, access: PostgresAccess, schema: string): PostgresNode {
  const config = configOf(address, access, schema);
  const pool = new pg.Pool({ ...config, max: access.poolSize });
  // A broken connection, idle or between statements, fails at its next use; nothing else needs the event.
  pool.on('error', () => {});
  pool.on('connect', (connection) => connection.on('error', () => {}));
  return {
    address,
    pool,
    async migrating(work) {
      const connection = new pg.Client({
        ...config,
        query_timeout: MIGRATION_LIMIT_MS,
        statement_timeout: MIGRATION_LIMIT_MS,
        lock_timeout: MIGRATION_LIMIT_MS,
      });
      connection.on('error', () => {});
      await connection.connect();
      try {
        await work(connection);
      } finally {
        await connection.end();
      }
    },
  };
}

function configOf(address: string, access: PostgresAccess, schema: string): pg.ClientConfig {
  const { database, user, password, tls } = access;
  return {
    host: hostOf(address),
    port: portOf(address),
    database,
    user,
    ...(password !== undefined && { password }),
    ssl: tls ? { rejectUnauthorized: true, ...tls } : false,
    application_name: 'skein',
    connectionTimeoutMillis: limitsMs.connect,
    query_timeout: limitsMs.answer,
    statement_timeout: limitsMs.statement,
    lock_timeout: limitsMs.lock,
    idle_in_transaction_session_timeout: limitsMs.answer,
    keepAlive: true,
    options: `-c search_path=${schema}`,
    types: {
      // Times in milliseconds, versions and counts are far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  };
}
