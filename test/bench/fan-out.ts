import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { random } from '../checker/random.ts';
import { consumersIdle } from './consumers-idle.ts';
import { crowdIds, seedFollowers } from './crowd.ts';
import { each } from './harness/each.ts';
import { median } from './harness/latency.ts';
import { startMeasured } from './harness/process.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type Person, warmNetwork } from './reed98.ts';
import { newPost } from './requests.ts';
import { postText } from './text.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** Posts of a round by ordinary authors; each goes to 39 followers on average. */
    posts: { type: 'string', default: '2000' },
    /** Followers of the famous author, all with a ring. */
    crowd: { type: 'string', default: '5000' },
    /** Posts of a round by the famous author. */
    famous: { type: 'string', default: '60' },
    /** The file for the CPU profile of one more round of each kind. */
    profile: { type: 'string' },
  },
});

interface Spread {
  readonly deliveries: number;
  readonly cpuMs: number;
  readonly elapsedMs: number;
}

/** Measures pushes of entries into rings, against reading the same followers and appending to arrays. */
const where = setting();
const limitDir = mkdtempSync(join(tmpdir(), 'skein-fan-out-'));
const crowd = crowdIds(Number(values.crowd));
const network = await warmNetwork({
  script: 'fan-out-server.ts',
  env: { SKEIN_FAMOUS_FOLLOWERS: '1000000' },
  prepare(dataDir, people) {
    seedFollowers(dataDir, people[0]!.id, crowd);
    cpSync(join(dataDir, 'graph.db'), join(limitDir, 'graph.db'));
  },
});
const { server, people } = network;
const limit = await startMeasured('fan-out-limit.ts', { SKEIN_DATA_DIR: limitDir });
const wire = await connectWire(server.ready.grpc!);
const draw = random(8, 0);
const readers = [...people.map(({ id }) => id), ...crowd];
await Promise.all([server.run('fillRings', readers), limit.run('open', readers)]);

const handles = people.map(({ handle }) => handle);
const [famous, ...others] = people;
const kinds = {
  network: {
    what: `authors of the network, ${values.posts} posts`,
    authors: () => Array.from({ length: Number(values.posts) }, () => draw.pick(others)),
  },
  crowd: {
    what: `one with ${crowd.length + famous!.followers.length} followers, ${values.famous} posts`,
    authors: () => Array.from({ length: Number(values.famous) }, () => famous!),
  },
};
type Kind = keyof typeof kinds;

function deliveriesOf(authors: readonly Person[]): number {
  const followers = (author: Person) => author.followers.length + (author === famous ? crowd.length : 0);
  return authors.reduce((sum, author) => sum + 1 + followers(author), 0);
}

/** Posts through the public API while the gate is closed; then runs all their fan-outs at once. */
async function spread(authors: readonly Person[], profile?: string): Promise<Spread> {
  await server.run('hold');
  await each(authors, 32, (author) => wire.unary(newPost(author, postText(draw, handles))));
  // Search and notifications take the posts a moment later: that is not measured.
  await consumersIdle(server, 'timeline-fan-out');
  if (profile !== undefined) await server.startProfile();
  const done = await server.run<Spread>('release', deliveriesOf(authors));
  if (profile !== undefined) await server.writeProfile(profile);
  return done;
}

async function round(kind: Kind): Promise<{ ours: Spread; limit: Spread }> {
  const authors = kinds[kind].authors();
  const ours = await spread(authors);
  const ids = authors.map(({ id }) => id);
  const bound = await limit.run<Spread>('spread', ids);
  if (bound.deliveries !== ours.deliveries) {
    throw new Error(`${ours.deliveries} deliveries against ${bound.deliveries}`);
  }
  return { ours, limit: bound };
}

const rows: Row[] = [];
const details: Record<string, unknown> = {};
for (const kind of ['network', 'crowd'] as const) {
  await round(kind);
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let n = 0; n < Number(values.rounds); n++) rounds.push(await round(kind));
  const micros = ({ cpuMs, deliveries }: Spread) => (cpuMs * 1000) / deliveries;
  const rate = ({ deliveries, elapsedMs }: Spread) => (deliveries * 1000) / elapsedMs;
  const row = (what: string, side: 'ours' | 'limit'): Row => ({
    what,
    'deliveries a round': rounds[0]![side].deliveries,
    'a second': median(rounds.map((one) => rate(one[side]))),
    'CPU us a delivery': median(rounds.map((one) => micros(one[side]))),
    'a CPU-second': 1e6 / median(rounds.map((one) => micros(one[side]))),
  });
  rows.push(row(`${kinds[kind].what}: limit`, 'limit'), row('  fan-out', 'ours'), {
    what: '  ratio',
    'a second': median(rounds.map(({ ours, limit }) => rate(ours) / rate(limit))),
    'a CPU-second': median(rounds.map(({ ours, limit }) => micros(limit) / micros(ours))),
  });
  details[kind] = rounds;
  if (values.profile !== undefined) {
    await spread(kinds[kind].authors(), values.profile.replace(/(\.cpuprofile)?$/, `-${kind}.cpuprofile`));
  }
}
wire.close();
await Promise.all([network.close(), limit.stop()]);
rmSync(limitDir, { recursive: true, force: true });
report(where, {
  name: 'fan-out',
  data: [
    network.data,
    `beside them one with ${crowd.length} followers more, written straight into the graph store; every ring full; ${values.rounds} rounds, medians`,
    'fan-out: from the topic in the event log (read, decoded, 16 authors at a time, offsets committed) over the followers,',
    'by the graph service from its store, into the rings; not included: making the post, its outbox and the relay',
    'limit: the same followers from the same store in slices of 1,000, and 24 bytes copied behind an array of each',
  ],
  rows,
  details,
});
