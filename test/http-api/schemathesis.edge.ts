import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';
import { Role } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { runEdge } from '../edge/running-edge.ts';
import { password } from '../journeys/network.ts';
import { leftOperations } from './left-operations.ts';

t.setTimeout(900_000);

t.test('requests that Schemathesis makes of /openapi.json get documented answers', async (t) => {
  const { SCHEMATHESIS, SECONDS_OF_SCHEMATHESIS = '60', SEED = '1', TAG } = process.env;
  const edge = await runEdge(t, { env: { SKEIN_ACCESS_TOKEN_TTL: '1h' } });
  const { auth } = edge.network.as();
  await auth.signUp({ handle: 'ops', password });
  // An operator may call everything.
  await edge.network.users.setRole({ handle: 'ops', role: Role.OPERATOR });
  const { tokens } = await auth.signIn({ handle: 'ops', password });
  const child = spawn(
    SCHEMATHESIS!,
    [
      ...['--config-file', new URL('schemathesis.toml', import.meta.url).pathname, '--no-color'],
      ...[
        'run',
        `${edge.network.httpUrl}/openapi.json`,
        '--url',
        edge.url,
        '--tls-verify',
        edge.certificateFile,
      ],
      ...[
        '--header',
        `authorization: Bearer ${tokens!.accessToken}`,
        '--exclude-operation-id-regex',
        leftOperations.source,
      ],
      ...['--phases', 'coverage,fuzzing', '--max-time', SECONDS_OF_SCHEMATHESIS, '--seed', SEED],
      ...['--request-timeout', '20', '--continue-on-failure', ...(TAG ? ['--include-tag', TAG] : [])],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: t.testdirName },
  );
  let report = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    report += more;
  });
  const [code] = await once(child, 'close');
  t.comment(/\d+ generated.*/.exec(report)?.[0] ?? 'no cases');
  t.equal(code, 0, 'no failure');
  const [, selected, tested] = /Selected: (\d+)\/[\s\S]*Tested: (\d+)/.exec(report) ?? [];
  t.ok(Number(selected) > 0, 'it has operations');
  t.equal(tested, selected, 'the time was enough for every operation');
  await t.resolves(
    edge.network.as(tokens!.accessToken).users.getAccount({}),
    'the caller was signed in until the end',
  );
  // Not as a comment of TAP, which hides its lines.
  if (code !== 0) process.stderr.write(report);
});
