import type { ConnectionOptions } from 'node:tls';
import { Cluster } from 'ioredis';

export interface RedisClientOptions {
  /** `host:port` of some nodes; the others are learnt from them. */
  readonly nodes: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly tls?: ConnectionOptions;
  /** Lost connections and the like; the client connects again by itself. */
  readonly onError?: (error: unknown) => void;
}

/** An answer that takes longer is as good as none: callers go on without what Redis holds. */
const commandTimeoutMs = 2_000;

/** A client of a cluster, which connects by itself, now and after each loss. */
export function redisClient({ nodes, username, password, tls, onError }: RedisClientOptions): Cluster {
  const client = new Cluster(nodes.map(addressOf), {
    clusterRetryStrategy: (times) => Math.min(100 * times, 1_000),
    // Without it a node that came back is not spoken to until the slots are looked up anew.
    clusterNodeRetryStrategy: (times) => Math.min(100 * times, 1_000),
    slotsRefreshTimeout: 2_000,
    slotsRefreshInterval: 5_000,
    maxRedirections: 5,
    redisOptions: {
      username,
      password,
      tls,
      connectTimeout: 2_000,
      commandTimeout: commandTimeoutMs,
      maxRetriesPerRequest: 1,
    },
  });
  client.on('error', (error) => onError?.(error));
  client.on('node error', (error) => onError?.(error));
  return client;
}

function addressOf(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at), port: Number(text.slice(at + 1)) };
}
