import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems, accessSettings } from '../engines/settings.ts';
import type { RedisClientOptions } from './client.ts';

/** The settings of Redis. Loaded beside `engineSettings` as `engines`. */
export const redisSettings = group(
  {
    nodes: {
      env: 'SKEIN_REDIS_NODES',
      type: 'list',
      default: ['127.0.0.1:6379'],
      doc: 'Some nodes of the Redis cluster, as host:port; the client discovers the others.',
    },
    ...accessSettings({ env: 'SKEIN_REDIS', engine: 'Redis', account: 'user', user: 'default' }),
  },
  ({ nodes, password }, all) =>
    accessProblems({ env: 'SKEIN_REDIS', list: 'NODES', noun: 'node', addresses: nodes, password }, all),
);

/**
 * The connection that the settings describe.
 * @throws Error when the certificate file can't be read
 */
export function redisAccess(
  { nodes, user, password, caFile }: ValuesOf<typeof redisSettings.settings>,
  { insecureLoopback }: { readonly insecureLoopback: boolean },
): RedisClientOptions {
  return {
    nodes,
    ...(password && { username: user, password: password.reveal() }),
    ...(!insecureLoopback && { tls: caFile === '' ? {} : { ca: readFileSync(caFile, 'utf8') } }),
  };
}
