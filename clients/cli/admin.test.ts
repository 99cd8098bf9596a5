import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { runNetwork } from '../../test/journeys/network.ts';
import { skein } from './testing/skein.ts';

const password = 'correct horse battery\n';

t.test('roles are granted on the machine, by whoever can read the keys of the network', async (t) => {
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
