import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t from 'tap';
import { freePort } from '../../../platform/testing/ports.ts';

t.test('a service without Redis logs one line that says what it waits for, and can be stopped', async (t) => {
  const secrets = join(t.testdir(), 'secrets');
  execFileSync(process.execPath, ['services/main.ts', 'make-secrets', secrets]);
  const service = spawn(process.execPath, ['services/main.ts', 'user'], {
    env: {
      SKEIN_PROFILE: 'cluster',
      SKEIN_INSECURE_LOOPBACK: 'true',
      SKEIN_SECRETS_DIR: secrets,
      SKEIN_DATA_DIR: join(t.testdirName, 'data'),
      SKEIN_REDIS_NODES: `127.0.0.1:${await freePort()}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(service, 'close');
  t.teardown(async () => {
    service.kill('SIGKILL');
    await ended;
  });
  const [first] = (await once(createInterface(service.stdout), 'line')) as [string];
  t.match(JSON.parse(first), {
    level: 'warn',
    service: 'user',
    msg: 'waiting for redis: no node of Redis answers',
  });
  service.kill('SIGTERM');
  t.same(await ended, [0, null], 'it closes what it has opened');
});
