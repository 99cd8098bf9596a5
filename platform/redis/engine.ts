import { defineEngine } from '../engines/engine.ts';
import { redisAccess, redisSettings } from './settings.ts';

/** A client of the Redis cluster. */
export const redis = defineEngine({
  name: 'redis',
  settings: redisSettings,
  async open(settings, { closers, inTime, insecureLoopback, onError }) {
    const { redisClient } = await import('./client.ts');
    const { checkRedisConnection } = await import('./check-connection.ts');
    const access = redisAccess(settings, { insecureLoopback });
    const client = redisClient({ ...access, onError: (error) => onError('redis', error) });
    closers.add({ name: 'redis', close: () => client.disconnect() });
    await inTime(() => checkRedisConnection(client, access));
    return client;
  },
});
