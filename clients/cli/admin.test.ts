import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { leaveLetters } from '../../test/journeys/bad-input/dead-letters.ts';
import { runNetwork } from '../../test/journeys/network.ts';
import { skein } from './testing/skein.ts';

const password = 'correct horse battery\n';

t.test("roles are granted on the machine by a user who can read the network's keys", async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir);
  t.teardown(() => network.close());
  const env = {
    SKEIN_CONFIG_DIR: join(dataDir, 'config'),
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
    SKEIN_HTTP_PORT: network.httpUrl.split(':')[2]!,
  };
  const shell = skein({ ...env, SKEIN_DATA_DIR: dataDir });
  await shell.json(['signup', 'ada'], password);

  mkdirSync(join(dataDir, 'elsewhere'));
  const stranger = skein({ ...env, SKEIN_DATA_DIR: join(dataDir, 'elsewhere') });
  t.match(await stranger.run(['grant', 'ada', 'operator']), { code: 3, err: /keys in .* can't be read/ });
  t.match(await shell.run(['whoami']), { out: /role user\n$/ });

  t.match(await shell.run(['grant', 'ada', 'king']), { code: 2, err: /king is no role/ });
  t.match(await shell.run(['grant', 'nobody', 'operator']), { code: 1, err: /USER_NOT_FOUND/ });
  t.match(await shell.run(['grant', '@Ada', 'operator']), { code: 0, out: '@Ada is operator now\n' });
  t.match(await shell.run(['whoami']), { out: /role operator\n$/ });
  t.match(await shell.json(['grant', 'ada', 'user']), { handle: 'ada', role: 'user' });
  t.match(await shell.run(['whoami']), { out: /role user\n$/ });

  const { out, code } = await shell.run(['doctor']);
  for (const line of [
    /^ok .*node /m,
    /^ok .*grpc .*SERVING/m,
    /^ok .*http .*ready/m,
    /^ok .*clock /m,
    /^ok .*session .*@ada/m,
  ]) {
    t.match(out, line);
  }
  t.equal(code, 6, 'this folder of a test is open to others');
  t.match(out, /^FAIL .*data .*chmod 700/m);
  const away = await skein({ ...env, SKEIN_GRPC_PORT: '1', SKEIN_HTTP_PORT: '1' }).run(['doctor']);
  t.equal(away.code, 6);
  t.match(away.out, /^FAIL .*grpc .*nobody answers/m);
});

t.test('an operator inspects and repairs the running network from a shell', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir);
  t.teardown(() => network.close());
  const [letter, other] = await leaveLetters(dataDir);
  const shell = skein({
    SKEIN_CONFIG_DIR: join(dataDir, 'config'),
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
    SKEIN_DATA_DIR: dataDir,
  });
  await shell.json(['signup', 'ada'], password);
  t.match(await shell.run(['figures']), { code: 3, err: /ROLE_REQUIRED/ });
  await shell.run(['grant', 'ada', 'operator']);

  t.match(await shell.run(['figures', 'skein_rpc_started']), {
    code: 0,
    out: /serving\n.*timeline.*\n(.*\n)*skein_rpc_started_total\{method="skein\.user\.v1\.AuthService\/SignUp"\} 1/,
  });
  const lags = await shell.json<{ lags: { topic: string }[] }>(['lag', '--topic', 'post']);
  t.ok(lags.lags.length > 0 && lags.lags.every(({ topic }) => topic === 'post'));
  t.match(await shell.run(['lag']), { out: /^topic +group +partition +events +oldest\n/ });

  t.match(await shell.run(['dead-letters', 'list', '--limit', '1']), {
    code: 0,
    err: /more: skein dead-letters/,
  });
  t.match(await shell.run(['dead-letters', 'retry', letter!]), { code: 0, out: 'taken\n' });
  t.match(await shell.run(['dead-letters', 'discard', other!]), { code: 0, out: 'discarded\n' });
  t.match(await shell.run(['dead-letters', 'discard', other!]), { code: 1, err: /NOT_FOUND/ });
  t.match(await shell.run(['dead-letters', 'retry']), { code: 2 });
  t.match(await shell.run(['operations']), { code: 0, out: 'none\n' });
  const all = await shell.json<{ operation: { id: string } }>([
    'dead-letters',
    'retry-all',
    '--topic',
    'user',
  ]);
  const followed = await shell.run(['operations', '--follow']);
  t.equal(followed.code, 0);
  t.match(followed.out, /retry dead letters of user · succeeded · 6 of 6 · 6 taken, 0 failed again/);
  for (const words of [[all.operation.id], ['stop', all.operation.id], ['resume', all.operation.id]]) {
    t.match(await shell.run(['operations', ...words]), { code: 0, out: /succeeded · 6 of 6/ });
  }
  t.match(await shell.json(['reindex', 'posts']), {
    operation: { kind: 'OPERATION_KIND_REINDEX', searchIndex: 'SEARCH_INDEX_POSTS' },
  });
  const reindexed = await shell.run(['reindex', 'users', '--follow']);
  t.match(reindexed, { code: 0, out: /reindex of users · succeeded · (\d+) of \1 / });
  const verified = await shell.run(['verify-counts', 'users', '--repair', '--follow']);
  t.match(verified, { code: 0, out: /verify counts of users · succeeded · .* · 0 differ, 0 corrected · / });
  const everything = await shell.json<{ operation: { kind: string; counts: object } }>(['verify-counts']);
  t.match(everything.operation, { kind: 'OPERATION_KIND_VERIFY_COUNTS' });
  t.notMatch(everything.operation.counts, { repair: true });
  for (const words of [['reindex'], ['reindex', 'nope'], ['verify-counts', 'nope']])
    t.match(await shell.run(words), { code: 2 });
  t.match(await shell.run(['operations', 'stop']), { code: 2 });
  t.match(await shell.run(['operations', 'stop', 'nope']), { code: 1, err: /NOT_FOUND/ });
  t.match(await shell.run(['rebuild', '@ada']), { code: 0, out: '@ada is built anew; entries: 0\n' });
  t.match(await shell.run(['log-level', 'error', '--for', '1s']), {
    code: 0,
    out: /^skein-.*: error for 1s\n$/,
  });
  t.match(await shell.run(['log-level', 'loud']), { code: 2 });
});
