import t from 'tap';
import { freePort } from '../testing/ports.ts';
import { redisClient } from './client.ts';

t.test('while no node of Redis answers, a command fails in time, and soon at once', async (t) => {
  const client = redisClient({ nodes: [`127.0.0.1:${await freePort()}`] });
  t.teardown(() => client.disconnect());
  const failed = async (work: () => Promise<unknown>) => {
    const startedMs = performance.now();
    await t.rejects(work(), /./);
    return performance.now() - startedMs;
  };

  const atFirst = await Promise.all([
    failed(() => client.get('a')),
    failed(() => client.pipeline().get('a').set('a', 1).exec()),
  ]);
  for (const ms of atFirst) t.ok(ms < 4_000);
  t.ok((await failed(() => client.get('a'))) < 500, 'what waits does not pile up');
});
