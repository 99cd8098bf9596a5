import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { runNetwork } from '../../test/journeys/network.ts';
import { commands } from './commands.ts';
import { skein } from './testing/skein.ts';

const password = 'correct horse battery\n';

t.test('users sign up, follow, post, read and react from a shell', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const config = join(t.testdirName, 'config');
  const shell = skein({
    SKEIN_CONFIG_DIR: config,
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
    SKEIN_DATA_DIR: t.testdirName,
  });

  const ada = await shell.json<{ user: { id: string; handle: string } }>(['signup', 'ada'], password);
  t.equal(ada.user.handle, 'ada');
  t.match(await shell.run(['signup', 'bob', '--name', 'Bob B.'], password), {
    code: 0,
    out: /^signed up and in as @bob, id \d{19}\n$/,
  });
  const kept = readdirSync(config, { recursive: true, withFileTypes: true });
  const files = kept.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  t.equal(files.length, 5, 'a session and a device token each, and the last sign-in');
  for (const file of files) {
    t.equal(statSync(file).mode & 0o777, 0o600, 'sessions are for their owner alone');
    t.notMatch(readFileSync(file, 'utf8'), 'correct horse', 'and no password is kept');
  }

  t.match(await shell.run(['whoami']), { code: 0, out: /^@bob Bob B\., id \d+, role user\n$/ });
  t.match(await shell.run(['follow', '@ada']), { code: 0, out: '@bob follows @ada\n' });
  const post = await shell.json<{ id: string }>(['post', 'Hello,', '#world', '--as', 'ada']);
  const reply = await shell.json<{ replyToPostId: string }>(
    ['post', '-', '--reply-to', post.id],
    'So\ndo I\n',
  );
  t.equal(reply.replyToPostId, post.id);

  t.match(await shell.run(['home']), {
    code: 0,
    out: new RegExp(`@ada · .* · ${post.id}\n {2}Hello, #world`),
  });
  const page = await shell.json<{ entries: unknown[]; nextPageToken: string }>(['home', '--limit', '1']);
  t.equal(page.entries.length, 1);
  const next = await shell.json<{ entries: { post: { id: string } }[] }>([
    'home',
    '--page',
    page.nextPageToken,
  ]);
  t.equal(next.entries[0]!.post.id, post.id, 'pages go on by their token');

  t.match(await shell.json(['like', post.id]), { counts: { likeCount: '1' }, viewer: { liked: true } });
  t.match(await shell.run(['like', post.id, '--undo']), { out: 'not liked; likes: 0\n' });
  t.match(await shell.run(['repost', post.id]), { code: 0, out: 'reposted; reposts: 1\n' });
  t.match(await shell.json(['repost', post.id, '--undo']), { viewer: {} });
  t.match(await shell.run(['thread', post.id]), {
    out: /^> @ada .*\n.*\n {4}@bob Bob B\. .*\n {6}So\n {6}do I/s,
  });

  t.match(await shell.run(['--as', 'ada', '--json', 'whoami']), { code: 0, out: /^\{.*"handle":"ada"/ });

  const mistake = await shell.json<{ id: string }>(['post', 'a mistkae']);
  t.match(await shell.run(['delete', mistake.id]), { code: 0, out: `${mistake.id} is deleted\n` });
  t.match(await shell.run(['delete', post.id]), { code: 3, err: /NOT_OWNER/ });
  t.notMatch((await shell.run(['home'])).out, 'mistkae');

  t.match(await shell.run(['unfollow', 'ada']), { code: 0, out: '@bob does not follow @ada\n' });
  t.notMatch((await shell.run(['home'])).out, 'Hello');
  t.match(await shell.run(['signout']), { code: 0, out: '@bob is signed out\n' });
  t.match(await shell.run(['home']), {
    code: 3,
    err: /nobody is signed in at 127\.0\.0\.1:\d+: skein signin HANDLE/,
  });
  t.match(await shell.run(['signin', 'bob'], 'wrong password'), { code: 3, err: /CREDENTIALS_INVALID/ });
  t.match(await shell.run(['signin', 'BOB'], password), { code: 0 });
  t.match(await shell.run(['whoami']), { out: /^@bob / });
});

t.test('users who sign up concurrently from one shell are all signed in', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const shell = skein({ SKEIN_CONFIG_DIR: join(t.testdirName, 'config') });
  const at = ['--server', network.grpcAddress];
  const handles = ['ada', 'bob', 'cleo', 'dora'];
  await Promise.all(handles.map((handle) => shell.json(['signup', handle, ...at], password)));
  for (const handle of handles) {
    t.match(await shell.run(['whoami', '--as', handle, ...at]), {
      code: 0,
      out: new RegExp(`^@${handle}\\b`),
    });
  }
});

t.test('errors are reported by exit code, and as JSON', async (t) => {
  const network = await runNetwork(t.testdir(), { SKEIN_SIGN_INS_PER_HANDLE: '1' });
  t.teardown(() => network.close());
  const shell = skein({ SKEIN_CONFIG_DIR: join(t.testdirName, 'config') });
  const at = ['--server', network.grpcAddress];

  t.match(await shell.run(['whomai']), { code: 2, err: /no such command/ });
  t.match(await shell.run(['--server']), { code: 2 });
  t.match(await shell.run(['follow', ...at]), { code: 2, err: /usage: skein follow HANDLE/ });
  const wrong = await shell.run(['follow', '--json', ...at]);
  t.match(JSON.parse(wrong.err), { error: { code: 'InvalidArgument', message: /HANDLE/ } });
  t.match(await shell.run(['home', '--depth', '3']), { code: 2, err: /--depth/ });
  t.match(await shell.run(['home', '--server', 'http://x']), { code: 2, err: /host:port/ });
  t.match(await shell.run(['thread', 'nope', ...at]), { code: 1, err: /POST_NOT_FOUND/ });
  const failed = await shell.run(['signin', 'nobody', '--json', ...at], password);
  t.strictSame([failed.code, failed.out], [3, '']);
  t.match(JSON.parse(failed.err), { error: { code: 'Unauthenticated', reason: 'CREDENTIALS_INVALID' } });
  const limited = await shell.run(['signin', 'nobody', '--json', ...at], password);
  t.equal(limited.code, 5);
  t.match(JSON.parse(limited.err), { error: { reason: 'RATE_LIMITED', retryAfterMs: Number } });
  t.match(await shell.run(['whoami', '--server', '127.0.0.1:1', '--as', 'ada']), { code: 3 });
  t.match(await shell.run(['signin', 'ada', '--server', '127.0.0.1:1'], password), {
    code: 4,
    err: /nobody answers at 127\.0\.0\.1:1: start the network with make run/,
  });
});

t.test('password guesses by strangers do not lock out a machine that signed in before', async (t) => {
  const network = await runNetwork(t.testdir(), { SKEIN_SIGN_INS_PER_HANDLE: '1' });
  t.teardown(() => network.close());
  const shellOf = (name: string) => skein({ SKEIN_CONFIG_DIR: join(t.testdirName, name) });
  const at = ['--server', network.grpcAddress];
  const own = shellOf('own');
  const common = await own.run(['signup', 'ada', ...at], 'Password123\n');
  t.match(common, { code: 1, err: /very many people have this password.*PASSWORD_WEAK/ });
  await own.json(['signup', 'ada', ...at], password);
  await own.json(['signout', ...at]);
  t.match(await shellOf('other').run(['signin', 'ada', ...at], 'a guess\n'), { code: 3 });
  t.match(await shellOf('other').run(['signin', 'ada', ...at], password), { code: 5, err: /RATE_LIMITED/ });
  for (let i = 0; i < 2; i++) t.match(await own.run(['signin', 'ADA', ...at], password), { code: 0 });
});

t.test('help describes the arguments of each command, with an example', async (t) => {
  const shell = skein({});
  const { code, out } = await shell.run(['--help']);
  t.equal(code, 0);
  for (const { name, summary } of commands) t.match(out, `${name}`.concat(''), summary);
  t.equal((await shell.run([])).code, 2);
  t.equal((await shell.run(['-h'])).out, out);
  t.equal((await shell.run(['--help', 'seed'])).out, (await shell.run(['seed', '--help'])).out);
  const help = await shell.run(['seed', '--help']);
  t.match(help, { code: 0, out: /skein seed --graph FILE --posts MIN-MAX --seed N[\s\S]*General options/ });
  for (const { name, options, optionDocs, examples } of commands) {
    t.strictSame(Object.keys(optionDocs), Object.keys(options), `${name}: a line for each option`);
    t.ok(examples.length > 0, `${name} has an example`);
  }
  t.match(await shell.run(['--version']), { code: 0, out: /^\d+\.\d+\.\d+\n$/ });
});
