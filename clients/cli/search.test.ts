import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { runNetwork } from '../../test/journeys/network.ts';
import { shellWord } from './options.ts';
import { skein } from './testing/skein.ts';

const password = 'correct horse battery\n';

interface Found {
  readonly posts?: readonly { readonly id: string; readonly text: string }[];
  readonly users?: readonly { readonly handle: string }[];
  readonly nextPageToken?: string;
}

t.test('posts and people are found from a shell, page by page, with and without a session', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const shell = skein({
    SKEIN_CONFIG_DIR: join(t.testdirName, 'config'),
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
  });
  await shell.json(['signup', 'ada', '--name', 'Ada L.'], password);
  const ids: string[] = [];
  for (const text of ["Gulls aren't quiet", 'More gulls \u202e#sea https://example.com/a', 'Nothing'])
    ids.push((await shell.json<{ id: string }>(['post', text])).id);
  const [oldest, newest] = ids as [string, string];
  const idsOf = async (...args: string[]) =>
    (await shell.json<Found>(['search', ...args])).posts?.map(({ id }) => id) ?? [];
  await until('both posts', async () => (await idsOf('gulls', 'from:ada')).length === 2, 60_000);
  t.strictSame(await idsOf('gulls'), [newest, oldest], 'newest first');
  t.strictSame((await idsOf('--best', 'gulls')).sort(), [oldest, newest]);
  t.strictSame(await idsOf('--', '-has:link gulls'), [oldest]);

  const first = await shell.run(['search', '--limit', '1', 'gulls from:ada -nothing']);
  t.match(first, {
    code: 0,
    out: new RegExp(`^@ada Ada L\\. · .* · ${newest}\n {2}More gulls <U\\+202E>#sea`),
  });
  const [, query, token] = /^more: skein search (.+) --page (\S+)$/m.exec(first.err)!;
  t.equal(query, "'gulls from:ada -nothing'");
  t.strictSame(
    await idsOf('--page', token!, 'gulls from:ada -nothing'),
    [oldest],
    'pages go on by their token',
  );

  const people = await shell.json<Found>(['search', '--people', '@ad']);
  t.strictSame(
    people.users?.map(({ handle }) => handle),
    ['ada'],
  );
  t.match(await shell.run(['search', '--people', 'ada']), { code: 0, out: '@ada Ada L.\n' });
  t.match(await shell.run(['search', 'zzz']), { code: 0, out: 'no post found\n' });

  const refused = await shell.run(['search', 'gulls', 'since:tomorrow']);
  t.match(refused, { code: 1, out: '', err: /2026-01-31, at character 7 \(QUERY_INVALID\)/ });
  const json = JSON.parse((await shell.run(['search', '"gulls', '--json'])).err);
  t.match(json, {
    error: { code: 'InvalidArgument', reason: 'QUERY_INVALID', metadata: { position: '0' } },
  });
  t.match(await shell.run(['search', 'a', '--best', '--people']), { code: 2, err: /--best/ });

  await shell.run(['signout']);
  t.strictSame(await idsOf('gulls'), [newest, oldest], 'nobody is signed in');
});

t.test('a query is one argument of a shell, as it can be pasted', async (t) => {
  for (const text of [
    'plain',
    'two words',
    "it's #1",
    '"a b" $HOME `x` \\',
    '-from:ada gulls',
    '*',
    '~',
    '日本',
  ])
    t.equal(
      execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' }).replace(/^ -/, '-'),
      text,
    );
  t.notMatch(shellWord('-x'), /^-/);
});
