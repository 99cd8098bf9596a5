import type { Cluster } from 'ioredis';
import { loginRefused } from '../engines/engine-refused.ts';
import { explainTlsFailure } from '../engines/explain-tls-failure.ts';
import { engineUnavailable } from '../engines/unavailable.ts';
import type { RedisClientOptions } from './client.ts';

const LIMIT_MS = 5_000;

/**
 * Waits for the first answer of a cluster; until then commands wait without limit.
 *
 * @throws DomainError DEPENDENCY_UNAVAILABLE, EngineRefused
 */
export async function checkRedisConnection(
  client: Cluster,
  { nodes, tls }: Pick<RedisClientOptions, 'nodes' | 'tls'>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onError = (error: Error & { lastNodeError?: Error }) => {
    const cause = error.lastNodeError ?? error;
    reject(
      /^(WRONGPASS|NOAUTH)/.test(cause.message)
        ? loginRefused('redis', cause)
        : engineUnavailable('redis', cause),
    );
  };
  const timer = setTimeout(() => onError(new Error('no answer in time')), LIMIT_MS);
  client.on('error', onError);
  client.ping().then(resolve, onError);
  try {
    await promise;
  } catch (error) {
    throw await explainTlsFailure('redis', { addresses: nodes, tls }, error);
  } finally {
    clearTimeout(timer);
    client.off('error', onError);
  }
}
