import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import t from 'tap';
import { withDirectoryLock } from './session-lock.ts';

/** Another process that holds the lock. */
async function holder(file: string) {
  const code = `import { withDirectoryLock } from ${JSON.stringify(new URL('./session-lock.ts', import.meta.url).href)};
    setInterval(() => {}, 1000);
    await withDirectoryLock(${JSON.stringify(file)}, () => new Promise(() => process.stdout.write('held')));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

t.test('of many holders of one lock, one works at a time', async (t) => {
  const file = join(t.testdir(), 'sessions', 'ada.lock');
  let working = 0;
  const work = async () => {
    t.equal(++working, 1);
    await new Promise((resolve) => setImmediate(resolve));
    working--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withDirectoryLock(file, work, { pollMs: 1 })));
  await t.rejects(
    withDirectoryLock(file, () => Promise.reject(new Error('failed'))),
    /failed/,
  );
  await withDirectoryLock(file, work);
});

t.test('the lock of a killed process is free, and a suspended process is not waited for', async (t) => {
  const file = join(t.testdir(), 'ada.lock');
  const other = await holder(file);
  const order: string[] = [];
  const waiting = withDirectoryLock(file, async () => order.push('worked'), { waitMs: 60_000 });
  order.push('waiting');
  other.kill('SIGKILL');
  await waiting;
  t.strictSame(order, ['waiting', 'worked']);

  const stopped = await holder(file);
  t.teardown(() => stopped.kill('SIGKILL'));
  stopped.kill('SIGSTOP');
  t.equal(await withDirectoryLock(file, async () => 'worked', { waitMs: 50 }), 'worked');
});

t.test('without lock support the work runs unlocked', async (t) => {
  const folder = t.testdir({ file: '' });
  t.equal(await withDirectoryLock(join(folder, 'file', 'ada.lock'), async () => 1, { waitMs: 1 }), 1);
});
