import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';

/** Starts a process that waits on a timer. Like the timers of clocks, this timer does not keep the process alive. */
const program = `
  import { runProcess } from '${new URL('run-process.ts', import.meta.url)}';
  runProcess(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100).unref());
    return { banner: 'here', close: async () => {} };
  });
`;

t.test('a process does not exit while it waits for other services at its start', async (t) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const [said] = await Promise.race([once(child.stdout, 'data'), closed.then(() => ['nothing'])]);
  t.equal(String(said), 'here');
  child.kill('SIGTERM');
  t.equal((await closed)[0], 0);
});

/** A process whose start waits for its stop. */
const waiting = `
  import { once } from 'node:events';
  import { runProcess } from '${new URL('run-process.ts', import.meta.url)}';
  runProcess(async ({ stopping }) => {
    console.log('starting');
    await once(stopping, 'abort');
    console.log('closed');
    throw stopping.reason;
  });
`;

t.test('a signal during the start lets the start close what it has opened', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', waiting], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (said += text));
    await once(child.stdout, 'data');
    child.kill(signal);
    t.same(await closed, [0, null], signal);
    t.equal(said, 'starting\nclosed\n', 'it is not a failure');
  }
});

/** A process that prints when it begins and ends, and throws the errors that it reads from its standard input. */
const throwing = `
  import { Registry } from 'prom-client';
  import { runProcess } from '${new URL('run-process.ts', import.meta.url)}';
  process.stdin.on('data', (code) => {
    Promise.reject(Object.assign(new Error('nobody catches this'), { code: String(code).trim() }));
  });
  runProcess(async ({ uncaught }) => {
    uncaught.report({ error: ({ verdict }) => console.log(verdict) }, new Registry());
    return { banner: 'here\\n', close: async () => console.log('closed') };
  });
`;

t.test(
  'after an uncaught error a process continues; after an uncaught storage error it drains and exits',
  async (t) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', throwing], {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: import.meta.dirname,
    });
    const closed = once(child, 'close');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    const until = async (text: string) => {
      while (!said.includes(text)) await once(child.stdout, 'data');
    };
    await until('here\n');
    child.stdin.write('E_ANY\n');
    await until('go on\n');
    child.stdin.write('ERR_SQLITE_ERROR\n');
    await until('closed\n');
    child.stdin.end();
    t.equal((await closed)[0], 1);
    t.equal(said, 'here\ngo on\ndrain\nclosed\n');
  },
);
