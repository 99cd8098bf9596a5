import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems, accessSettings } from '../engines/settings.ts';
import type { PostgresAccess } from './node.ts';

/** The settings of PostgreSQL. Loaded beside `engineSettings` as `engines`. */
export const postgresSettings = group(
  {
    nodes: {
      env: 'SKEIN_POSTGRES_NODES',
      type: 'list',
      default: ['127.0.0.1:5432'],
      doc: 'Every PostgreSQL server, primary and replicas in any order, as host:port.',
    },
    database: {
      env: 'SKEIN_POSTGRES_DATABASE',
      type: 'string',
      default: 'skein',
      doc: 'The database, which must exist; each service has its own schema in it.',
    },
    ...accessSettings({ env: 'SKEIN_POSTGRES', engine: 'PostgreSQL', account: 'role' }),
    poolSize: {
      env: 'SKEIN_POSTGRES_POOL_SIZE',
      type: 'int',
      unit: 'connections',
      default: 10,
      min: 2,
      max: 200,
      doc: 'The largest number of connections of a process to each server.',
    },
  },
  ({ nodes, password }, all) =>
    accessProblems({ env: 'SKEIN_POSTGRES', list: 'NODES', noun: 'server', addresses: nodes, password }, all),
);

/**
 * The connection that the settings describe.
 * @throws Error when the certificate file can't be read
 */
export function postgresAccess(
  settings: ValuesOf<typeof postgresSettings.settings>,
  { insecureLoopback }: { readonly insecureLoopback: boolean },
): PostgresAccess {
  const { nodes, database, user, password, caFile, poolSize } = settings;
  return {
    nodes,
    database,
    user,
    poolSize,
    ...(password && { password: password.reveal() }),
    ...(!insecureLoopback && { tls: caFile === '' ? {} : { ca: readFileSync(caFile, 'utf8') } }),
  };
}
