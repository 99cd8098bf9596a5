import { randomUUID } from 'node:crypto';
import type { Cluster } from 'ioredis';
import type t from 'tap';
import { loadConfig } from '../../platform/config.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { checkRedisConnection } from '../../platform/redis/check-connection.ts';
import { type RedisClientOptions, redisClient } from '../../platform/redis/client.ts';
import { redisAccess, redisSettings } from '../../platform/redis/settings.ts';
import { engineSettings as settingsOf } from './engines.ts';

/** The cluster of this machine's engines. */
export function redisOfTests(env = settingsOf('redis')): RedisClientOptions {
  const groups = { engines: engineSettings, redis: redisSettings };
  const { engines, redis } = loadConfig(groups, env);
  return redisAccess(redis, engines);
}

/** A client of this machine's cluster and a key prefix for the test; its keys are deleted afterwards. */
export function redisOfTest(test: Pick<typeof t, 'teardown'>): { client: Cluster; prefix: string } {
  const client = redisClient(redisOfTests());
  const prefix = `test:${randomUUID()}:`;
  test.teardown(async () => {
    for (const key of await keysOf(client, prefix)) await client.del(key);
    client.disconnect();
  });
  return { client, prefix };
}

/** The same once the cluster answers, as processes have it after their start. */
export async function connectedRedisOfTest(
  test: Pick<typeof t, 'teardown'>,
): Promise<{ client: Cluster; prefix: string }> {
  const redis = redisOfTest(test);
  await checkRedisConnection(redis.client, redisOfTests());
  return redis;
}

/** Lets so much of the lifetime of all keys pass without waiting. */
export async function passLives(client: Cluster, prefix: string, ms: number): Promise<void> {
  for (const key of await keysOf(client, prefix)) {
    const left = await client.pttl(key);
    if (left >= 0) await client.pexpire(key, Math.max(0, left - ms));
  }
}

export async function keysOf(client: Cluster, prefix: string): Promise<string[]> {
  // The nodes are known after the first answer.
  await client.exists(prefix);
  return (await Promise.all(client.nodes('master').map((node) => node.keys(`${prefix}*`)))).flat();
}
