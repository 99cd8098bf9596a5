import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { runNetwork } from '../../test/journeys/network.ts';
import { skein } from './testing/skein.ts';

interface Counts {
  readonly people: number;
  readonly follows: number;
  readonly posts: number;
}

interface Seeded {
  readonly before: Counts;
  readonly after: Counts;
  readonly did: number;
  readonly people: string;
}

/** A ring in which each user knows the next three: many more users than may sign up from one address. */
const size = 40;
const edges = Array.from({ length: size }, (_, node) =>
  [1, 2, 3].map((step) => `${node} ${(node + step) % size}`),
).flat();

t.test('seeding can be interrupted and continued; a repetition duplicates nothing', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir);
  t.teardown(() => network.close());
  const graph = join(dataDir, 'Ring of-friends.edges');
  writeFileSync(graph, `# a comment\n${edges.join('\n')}\n7 7\n`);
  const env = {
    SKEIN_CONFIG_DIR: join(dataDir, 'config'),
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
  };
  const shell = skein({ ...env, SKEIN_DATA_DIR: dataDir });
  const args = ['seed', '--graph', graph, '--posts', '1-5', '--seed', '7', '--concurrency', '8'];

  const away = skein({
    ...env,
    SKEIN_CONFIG_DIR: join(dataDir, 'other'),
    SKEIN_DATA_DIR: join(dataDir, 'no'),
  });
  t.match(await away.run(args), { code: 3, err: /seeding needs an operator/ });

  const done = () => {
    try {
      return readFileSync(join(record(dataDir), 'done.txt'), 'utf8').split('\n').length;
    } catch {
      return 0;
    }
  };
  const stopped = shell.start(args);
  await until('some follows', () => done() > 20, 60_000);
  stopped.process.kill('SIGINT');
  const { code, err, out } = await stopped.ended;
  t.strictSame([code, out], [130, '']);
  t.match(err, /stopped; run the same command to resume/);

  const first = await shell.json<Seeded>(args);
  t.equal(first.before.people, size, 'what was done before counts');
  t.ok(first.before.follows > 0 && first.before.follows < 6 * size);
  t.match(first.after, { people: size, follows: 6 * size });
  t.ok(first.after.posts >= size && first.after.posts <= 5 * size);

  const again = await shell.json<Seeded>(args);
  t.strictSame([again.before, again.after, again.did], [first.after, first.after, 0]);
  t.match(await shell.run(args), { code: 0, out: /nothing was missing.*nothing was doubled/ });

  const people = new Map(
    readFileSync(first.people, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { handle: string; password: string })
      .map(({ handle, password }) => [handle, password]),
  );
  t.equal(statSync(first.people).mode & 0o777, 0o600);
  t.equal(new Set(people.values()).size, size, 'everybody has a password of his own');
  const one = `ring_of_friends_${size - 1}`;
  t.match(await shell.run(['signin', one], people.get(one)), { code: 0 }, 'with which he signs in');

  const more = await shell.json<Seeded>([...args.slice(0, 4), '1-1', '--seed', '8']);
  t.equal(more.after.posts, first.after.posts + size, 'another seed gives the same people other posts');

  // The state after a kill between an acknowledgement and its record.
  const log = join(record(dataDir), 'done.txt');
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  writeFileSync(log, `${lines.slice(0, -30).join('\n')}\npost 8`);
  const redone = await shell.json<Seeded>([...args.slice(0, 4), '1-1', '--seed', '8']);
  t.strictSame([redone.before, redone.after, redone.did], [more.after, more.after, 30]);
});

t.test('the sign-up limit applies to others while an operator on the machine seeds', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir, { SKEIN_SIGN_UPS_PER_ADDRESS: '1' });
  t.teardown(() => network.close());
  const graph = join(dataDir, 'three.edges');
  writeFileSync(graph, '0 1\n1 2\n');
  const shell = skein({
    SKEIN_CONFIG_DIR: join(dataDir, 'config'),
    SKEIN_GRPC_PORT: network.grpcAddress.split(':')[1]!,
    SKEIN_DATA_DIR: dataDir,
  });
  const { after } = await shell.json<Seeded>(['seed', '--graph', graph, '--posts', '0-0']);
  t.strictSame(after, { people: 3, follows: 4, posts: 0 });
  t.match(await shell.run(['signup', 'ada'], 'correct horse battery'), { code: 5, err: /RATE_LIMITED/ });
});

t.test('an invalid edge list is refused with the line', async (t) => {
  const graph = join(t.testdir({ 'bad.edges': '1 2\nnot a line\n' }), 'bad.edges');
  const shell = skein({ SKEIN_CONFIG_DIR: join(t.testdirName, 'config') });
  t.match(await shell.run(['seed', '--graph', graph]), { code: 1, err: /bad\.edges, line 2: two numbers/ });
  t.match(await shell.run(['seed', '--graph', 'nowhere']), { code: 2, err: /nowhere is not there/ });
  t.match(await shell.run(['seed']), { code: 2, err: /missing --graph FILE/ });
  t.match(await shell.run(['seed', '--graph', graph, '--posts', '9-2']), { code: 2 });
});

function record(dataDir: string): string {
  const seeded = join(dataDir, 'config', 'seeded');
  return join(seeded, readdirSync(seeded)[0]!);
}
