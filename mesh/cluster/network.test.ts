import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { services } from '../../services/registry.ts';
import { placeFrom } from '../engines/place.ts';
import { groupsOf } from './layouts.ts';
import { network } from './network.ts';

t.test('a front is ready when it reaches every service', async (t) => {
  const answer = { code: 200, text: '' };
  const server = createServer((_, response) => response.writeHead(answer.code).end(answer.text));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port: httpPort } = server.address() as AddressInfo;
  const place = placeFrom({ SKEIN_ENGINES_DIR: t.testdir() });
  const front = network({ settings: {}, replicas: () => 1, grpcPort: 1, httpPort })
    .nodes(place)
    .at(-1)!;
  t.equal(front.name, 'front');

  Object.assign(answer, { code: 503, text: 'not ready\n' });
  await t.rejects(front.ready(), { message: 'not ready' });
  Object.assign(answer, { code: 200, text: 'ready\ntimeline does not answer\n' });
  await t.rejects(front.ready(), { message: 'ready\ntimeline does not answer' });
  answer.text = 'ready\n';
  await t.resolves(front.ready());
});

const argsOf = (text: string, t: { testdir(): string }) => {
  const place = placeFrom({ SKEIN_ENGINES_DIR: t.testdir() });
  const groups = groupsOf(services, text);
  const nodes = network({ settings: {}, replicas: () => 2, groups, grpcPort: 1, httpPort: 2 }).nodes(place);
  return nodes.map(({ name, port, command }) => {
    const { args, env } = command('');
    return { name, port, words: args.slice(2).join(' '), posts: env?.SKEIN_POST_ADDRESSES };
  });
};

t.test('a layout says which services share a process; others find them at its address', async (t) => {
  const posts = '127.0.0.1:20061,127.0.0.1:20161';
  const [first, second, front] = argsOf('grouped', t);
  const names = services.built.map(({ name }) => name);
  const words = names.join(' ');
  const together = names.join('-');
  t.match(first, { name: `${together}-1`, port: 20_061, words, posts });
  t.match(second, { name: `${together}-2`, port: 20_161, words, posts });
  t.match(front, { name: 'front', words: 'front', posts });
  const rest = names.filter((name) => name !== 'user' && name !== 'post');
  t.strictSame(
    argsOf(`user,post ${rest}`, t).map(({ name }) => name),
    ['user-post-1', 'user-post-2', `${rest.join('-')}-1`, `${rest.join('-')}-2`, 'front'],
  );
  t.equal(argsOf('', t).length, 2 * services.built.length + 1);
  t.throws(() => groupsOf(services, `user ${rest}`), /see post/);
  t.throws(() => groupsOf(services, `user,post user,${rest}`), /see user/);
  t.throws(() => groupsOf(services, `user,media post,${rest}`), /see media/);
});

t.test('a process runs the source tree of another build, where one is named for it', async (t) => {
  const place = placeFrom({ SKEIN_ENGINES_DIR: t.testdir() });
  const treeOf = (name: string) => (name.endsWith('-2') ? '/other' : undefined);
  const nodes = network({ settings: {}, replicas: () => 2, grpcPort: 1, httpPort: 2, treeOf }).nodes(place);
  const old = nodes.filter(({ command }) => command('').args.includes('/other/services/main.ts'));
  t.strictSame(
    old.map(({ name }) => name),
    services.built.map(({ name }) => `${name}-2`),
  );
});
