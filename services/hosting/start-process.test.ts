import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { pino } from 'pino';
import t, { type Test } from 'tap';
import type { Closers } from '../../platform/lifecycle.ts';
import { services } from '../registry.ts';
import { openEmbedded } from './embedded/profile.ts';
import { layoutOf } from './layout.ts';
import { startProcess } from './start-process.ts';

/** Starts two services; the process must stop when so many parts are open. Gives the names of the parts. */
async function stoppedAfter(t: Test, parts: number) {
  const stopping = new AbortController();
  const opened: string[] = [];
  const closed: string[] = [];
  const observe = (closers: Closers) => {
    const { add } = closers;
    closers.add = (closer) => {
      add({
        ...closer,
        close() {
          closed.push(closer.name);
          return closer.close();
        },
      });
      if (opened.push(closer.name) === parts) stopping.abort();
    };
  };
  const started = startProcess({
    services,
    layout: { ...layoutOf(services, []), hosts: ['user', 'graph'].map(services.of) },
    env: { SKEIN_DATA_DIR: t.testdir() },
    log: pino({ level: 'silent' }),
    processFigures: false,
    stopping: stopping.signal,
    openProfile(context) {
      observe(context.closers);
      return openEmbedded(context);
    },
    openListeners: async () => ({ grpcPort: 0, httpPort: 0, serve() {} }),
  });
  const running = await started.catch((error: Error) => {
    t.equal(error, stopping.signal.reason, `stopped after ${parts} parts`);
    return undefined;
  });
  await running?.close();
  return { opened, closed, ran: running !== undefined };
}

t.test('a start that is stopped at any part closes all open parts in reverse order', async (t) => {
  const whole = await stoppedAfter(t, Number.POSITIVE_INFINITY);
  t.ok(whole.ran);
  for (let parts = 1; parts <= whole.opened.length; parts++) {
    const { opened, closed, ran } = await stoppedAfter(t, parts);
    t.same(closed, opened.toReversed(), `stopped after ${parts} parts`);
    t.equal(ran, parts === whole.opened.length, 'only a process that serves has started');
  }
});

t.test('a process that is signalled while it starts ends by itself', async (t) => {
  for (const changes of [1, 12]) {
    const dataDir = t.testdir();
    const files = watch(dataDir);
    const child = spawn(process.execPath, ['services/main.ts'], {
      env: { SKEIN_DATA_DIR: dataDir, SKEIN_GRPC_PORT: '0', SKEIN_HTTP_PORT: '0' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    t.teardown(() => child.kill('SIGKILL'));
    const ended = once(child, 'close');
    for (let seen = 0; seen < changes; seen++) await once(files, 'change');
    child.kill('SIGTERM');
    t.same(await ended, [0, null], `signalled after ${changes} changes of its files`);
    files.close();
  }
});
