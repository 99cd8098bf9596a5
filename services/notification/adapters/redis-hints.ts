import type { Cluster } from 'ioredis';
import type { HintChannel } from '../ports.ts';

const channel = 'skein:notifications';

/** Hints to all processes of the service. Redis keeps none: a process that is not connected misses them. */
export function redisHints(client: Cluster, onError: (error: unknown) => void): HintChannel {
  return {
    send: (readerId) => void client.publish(channel, readerId).catch(onError),
    async listen(wake) {
      client.on('message', (from: string, readerId: string) => {
        if (from === channel) wake(readerId);
      });
      await client.subscribe(channel).catch(onError);
    },
  };
}
