import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessSettings } from './credentials.ts';
import type { Command, Engine, EngineNode } from './engine.ts';
import { debianPackage } from './install/debian.ts';
import { run } from './install/run.ts';
import type { Place } from './place.ts';
import {
  configure,
  demandTls,
  givePostgres,
  postgresUser,
  replicaSignIn,
  signIn,
  withPassword,
} from './postgres-access.ts';

/** Debian's package; Debian updates the minor version. */
const version = '15';
const binaries = `/usr/lib/postgresql/${version}/bin`;
const program = (name: string) => join(binaries, name);
const database = 'skein';
const superuser = 'app';

/** A primary, and a streaming replica. */
export const postgres: Engine = {
  name: 'postgres',
  version,
  get: () => debianPackage(`postgresql-${version}`, program('postgres')),
  nodes: (place) => [primary(place), replica(place)],
  join: (place) => makeDatabase(place),
  settings: (place) => ({
    SKEIN_POSTGRES_NODES: `127.0.0.1:${port(place)},127.0.0.2:${port(place)}`,
    SKEIN_POSTGRES_DATABASE: database,
    SKEIN_POSTGRES_USER: superuser,
    ...accessSettings(place, 'postgres', superuser),
  }),
};

const port = ({ offset }: Place) => 55_432 + offset;

function primary(place: Place): EngineNode {
  return node(place, 'postgres-primary', '127.0.0.1', async (data) => {
    await withPassword(place, data, (access) =>
      run(program('initdb'), ['-D', data, ...access, '-U', superuser, '-E', 'UTF8', '--locale=C'], {
        user: postgresUser(),
      }),
    );
    configure(data, {
      listen_addresses: "'127.0.0.1'",
      port: String(port(place)),
      unix_socket_directories: "''",
      wal_level: 'replica',
      max_wal_senders: '5',
      wal_keep_size: '64MB',
      hot_standby: 'on',
      shared_buffers: '32MB',
    });
    demandTls(place, data);
  });
}

function replica(place: Place): EngineNode {
  return node(place, 'postgres-replica', '127.0.0.2', async (data) => {
    const slot = ['-X', 'stream', '-C', '-S', 'replica', '-c', 'fast'];
    // An interrupted copy leaves its replication slot behind.
    await sql(
      place,
      "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'replica'",
    );
    await run(
      program('pg_basebackup'),
      [
        '-d',
        `host=127.0.0.1 port=${port(place)} user=${superuser} application_name=replica`,
        '-D',
        data,
        '-R',
        ...slot,
      ],
      // -R writes these connection settings into the replica's configuration: how to sign in, and what to trust.
      { user: postgresUser(), env: replicaSignIn(place, data) },
    );
    configure(data, { listen_addresses: "'127.0.0.2'" });
  });
}

function node(place: Place, name: string, host: string, make: (data: string) => Promise<void>): EngineNode {
  return {
    name,
    host,
    port: port(place),
    async prepare(folder) {
      const data = join(folder, 'data');
      if (existsSync(join(data, 'PG_VERSION'))) return;
      mkdirSync(data, { recursive: true, mode: 0o700 });
      givePostgres(data);
      await make(data);
    },
    command: (folder): Command => ({
      program: program('postgres'),
      args: ['-D', join(folder, 'data')],
      env: { HOME: folder },
      user: postgresUser(),
    }),
    ready: async () => {
      await sql(place, 'SELECT 1', host);
    },
    // Fast shutdown: running transactions are rolled back, clients disconnected.
    stopSignal: 'SIGINT',
  };
}

/**
 * Creates the database. Writes do not wait for the replica in the server, where they would hang while it is down;
 * services wait themselves, see platform/postgres.
 */
async function makeDatabase(place: Place): Promise<void> {
  if ((await sql(place, 'SELECT pg_is_in_recovery()')) !== 'f') throw new Error('127.0.0.1 is no primary.');
  if ((await sql(place, `SELECT 1 FROM pg_database WHERE datname = '${database}'`)) === '') {
    await sql(place, `CREATE DATABASE ${database}`);
  }
  await sql(place, 'ALTER SYSTEM RESET synchronous_standby_names');
  await sql(place, 'SELECT pg_reload_conf()');
  await sql(place, 'SELECT 1', '127.0.0.2', database);
}

function sql(place: Place, statement: string, host = '127.0.0.1', base = 'postgres'): Promise<string> {
  const args = ['-h', host, '-p', String(port(place)), '-U', superuser, '-d', base, '-Atqc', statement];
  const env = { PGCONNECT_TIMEOUT: '5', ...signIn(place) };
  return run(program('psql'), args, { env, limitMs: 20_000 }).then((text) => text.trim());
}
