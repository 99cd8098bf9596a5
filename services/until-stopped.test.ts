import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';

/** Starts something that waits by a timer which keeps no process alive, as those of clocks do. */
const program = `
  import { untilStopped } from '${new URL('until-stopped.ts', import.meta.url)}';
  untilStopped(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100).unref());
    return { welcome: 'here', close: async () => {} };
  });
`;

t.test('a process that waits for others while it starts does not end by itself', async (t) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const [said] = await Promise.race([once(child.stdout, 'data'), closed.then(() => ['nothing'])]);
  t.equal(String(said), 'here');
  child.kill('SIGTERM');
  t.equal((await closed)[0], 0);
});
