import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { addressesOf } from '../../test/addresses.ts';
import { skein } from './testing/skein.ts';

const password = 'correct horse battery\n';
const main = new URL('../../services/main.ts', import.meta.url).pathname;

async function startServer(dataDir: string, port: string) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      SKEIN_DATA_DIR: dataDir,
      SKEIN_GRPC_PORT: port,
      SKEIN_HTTP_PORT: '0',
      SKEIN_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { grpc } = await addressesOf(child);
  return {
    port: grpc.split(':')[1]!,
    async stop(signal: NodeJS.Signals) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

t.test('tail shows each post once, across kill -9 and restarts of the server', async (t) => {
  const dataDir = join(t.testdir(), 'data');
  let server = await startServer(dataDir, '0');
  t.teardown(() => server.stop('SIGKILL'));
  const { port } = server;
  const shell = skein({ SKEIN_CONFIG_DIR: join(t.testdirName, 'config'), SKEIN_GRPC_PORT: port });
  await shell.json(['signup', 'ada'], password);
  await shell.json(['signup', 'bob'], password);
  await shell.json(['follow', 'ada', '--as', 'bob']);
  const posted: string[] = [];
  const post = async () => {
    const { id } = await shell.json<{ id: string }>(['post', `number ${posted.length}`, '--as', 'ada']);
    posted.push(id);
  };
  await post();
  await post();

  const tail = shell.start(['tail', 'bob', '--last', '1', '--json']);
  t.teardown(() => tail.process.kill('SIGKILL'));
  const shown = () =>
    tail
      .out()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { added: { entryId: string } }).added.entryId);
  await until('what was there before', () => shown().length === 1);
  await post();
  await until('a live post', () => shown().length === 2);

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await server.stop(signal);
    server = await startServer(dataDir, port);
    await post();
    await post();
    await until(`posts after ${signal}`, () => shown().length >= posted.length - 1, 30_000);
  }
  await post();
  await until('a live post again', () => shown().length >= posted.length - 1);
  t.strictSame(shown(), posted.slice(1), 'nothing lost, nothing twice');

  tail.process.kill('SIGINT');
  t.equal((await tail.ended).code, 130);
});
