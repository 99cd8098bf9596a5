import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems } from '../engines/settings.ts';
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
    user: { env: 'SKEIN_REDIS_USER', type: 'string', default: 'default', doc: 'The user to sign in as.' },
    password: { env: 'SKEIN_REDIS_PASSWORD', type: 'secret', doc: 'The password of the user.' },
    caFile: {
      env: 'SKEIN_REDIS_CA_FILE',
      type: 'string',
      default: '',
      doc: 'The certificate authorities that sign the certificate of Redis, as PEM; empty for the authorities that Node.js trusts.',
    },
  },
  ({ nodes, password }, all) => [
    ...(nodes.length === 0 ? ['SKEIN_REDIS_NODES names no node.'] : []),
    ...accessProblems(
      {
        env: 'SKEIN_REDIS_NODES',
        addresses: nodes,
        password: { env: 'SKEIN_REDIS_PASSWORD', given: password !== undefined },
      },
      all,
    ),
  ],
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
