import { join } from 'node:path';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { runNetwork } from '../../test/journeys/network.ts';
import { skein } from './testing/skein.ts';

const password = 'correct horse battery\n';
/** Each command is a process, which takes seconds on a busy machine. */
const limitMs = 120_000;

interface Line {
  readonly added?: { readonly id: string; readonly kind: string };
  readonly removed?: string;
  readonly read?: { readonly unreadCount: number };
}

t.test('notifications are listed, followed live, and marked read', async (t) => {
  const network = await runNetwork(join(t.testdir(), 'data'));
  t.teardown(() => network.close());
  const shell = skein({
    SKEIN_CONFIG_DIR: join(t.testdirName, 'config'),
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
  });
  for (const handle of ['ada', 'bob']) await shell.json(['signup', handle], password);
  await shell.json(['post', 'hello @ada', '--as', 'bob']);
  const list = () =>
    shell.json<{ notifications?: { id: string; kind: string; read?: boolean }[] }>([
      'notifications',
      '--as',
      'ada',
    ]);
  await until('the mention', async () => (await list()).notifications?.length === 1, limitMs);
  const following = shell.start(['notifications', '--follow', '--json', '--as', 'ada']);
  t.teardown(() => following.process.kill('SIGKILL'));
  const lines = () =>
    following
      .out()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  await until('what was there before', () => lines().length === 1, limitMs);
  await shell.json(['follow', 'ada', '--as', 'bob']);
  await until(
    'the follow',
    () => lines().some(({ added }) => added?.kind === 'NOTIFICATION_KIND_FOLLOW'),
    limitMs,
  );
  await shell.json(['notifications', '--read', '--as', 'ada']);
  await until('the mark', () => lines().some(({ read }) => read?.unreadCount === 0), limitMs);
  await shell.json(['unfollow', 'ada', '--as', 'bob']);
  await until('the removal', () => lines().some(({ removed }) => removed !== undefined), limitMs);
  const { notifications } = await list();
  t.match(notifications, [{ kind: 'NOTIFICATION_KIND_MENTION', read: true }]);
  const muted = await shell.run(['notifications', '--muted', '--as', 'ada']);
  t.match([muted.code, muted.out], [0, /no muted thread/]);
  for (const options of [
    '--muted --read',
    '--muted --follow',
    '--follow --read',
    '--follow --limit 3',
    '--follow --page x',
  ]) {
    const refused = await shell.run(['notifications', ...options.split(' '), '--as', 'ada']);
    t.match([refused.code, refused.err], [2, /--(muted|follow) and --\w+ do not go together/], options);
  }
  const text = await shell.run(['notifications', '--as', 'ada']);
  t.match(text.out, /^ {2}@bob mentioned you · 20/m);
  following.process.kill('SIGINT');
  t.equal((await following.ended).code, 130);
});
