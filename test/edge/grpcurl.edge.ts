import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { services } from '../../services/registry.ts';
import { password } from '../journeys/network.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

const getUser = 'skein.user.v1.UserService/GetUser';

const skip =
  spawnSync('grpcurl', ['-version']).error === undefined ? false : 'grpcurl is not on this machine';

t.test('grpcurl over TLS: reflection, calls, errors, and a stream', { skip }, async (t) => {
  const edge = await runEdge(t);
  const address = `localhost:${edge.port}`;
  const start = (words: readonly string[]) => {
    const child = spawn('grpcurl', ['-cacert', edge.certificateFile, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    t.teardown(() => child.kill());
    return child;
  };
  const grpcurl = async (...words: readonly string[]) => {
    const child = start(words);
    const [output, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { output, errors, code };
  };

  const listed = (await grpcurl(address, 'list')).output.trim().split('\n');
  const contract = services.all.flatMap(({ public: each }) => each).map(({ typeName }) => typeName);
  for (const name of [...contract, 'grpc.health.v1.Health'])
    t.ok(listed.includes(name), `list shows ${name}`);
  t.notOk(
    listed.some((name) => name.includes('mesh')),
    'and no service of the mesh',
  );
  t.match((await grpcurl(address, 'describe', 'skein.user.v1.User')).output, 'display_name');
  t.match((await grpcurl(address, 'grpc.health.v1.Health/Check')).output, 'SERVING');

  const signedUp = await grpcurl(
    ...['-d', JSON.stringify({ handle: 'ada', password }), address, 'skein.user.v1.AuthService/SignUp'],
  );
  const { accessToken } = (JSON.parse(signedUp.output) as { tokens: { accessToken: string } }).tokens;
  t.match((await grpcurl('-d', '{"handle":"ada"}', address, getUser)).output, '"handle": "ada"');
  const nobody = await grpcurl('-d', '{"handle":"nobody"}', address, getUser);
  t.match([nobody.code, nobody.errors], [64 + 5, /Code: NotFound[\s\S]*"reason": "USER_NOT_FOUND"/]);
  const anonymous = await grpcurl(address, 'skein.user.v1.UserService/GetAccount');
  t.match([anonymous.code, anonymous.errors], [64 + 16, /"reason": "TOKEN_MISSING"/], 'refused by the edge');
  const unknown = await grpcurl('-d', '{}', address, 'skein.user.v1.UserService/Nothing');
  t.match(unknown.errors, 'does not include a method named "Nothing"');

  const stream = start([
    ...['-H', `authorization: Bearer ${accessToken}`, '-d', '{}'],
    ...[address, 'skein.timeline.v1.TimelineService/StreamHomeTimeline'],
  ]);
  let received = '';
  stream.stdout.setEncoding('utf8').on('data', (more: string) => {
    received += more;
  });
  await until('the first position', () => received.includes('resumeToken'));
  await edge.network.as(accessToken).posts.createPost({ text: 'by grpcurl' });
  await until('the post', () => received.includes('by grpcurl'));

  const insecure = spawn('grpcurl', [address, 'list'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [errors] = await Promise.all([text(insecure.stderr), once(insecure, 'close')]);
  t.match(errors, /certificate/, 'without the authority grpcurl does not trust the edge');
});
