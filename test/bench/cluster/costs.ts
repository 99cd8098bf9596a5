import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { random } from '../../checker/random.ts';
import { each } from '../harness/each.ts';
import { latency } from '../harness/latency.ts';
import { type Row, report, setting } from '../harness/report.ts';
import { connectWire, type WireRequest } from '../harness/wire.ts';
import type { Person } from '../reed98.ts';
import { homePage, newFollow, newLike, newPost, postIds, userPage } from '../requests.ts';
import { postText } from '../text.ts';
import { byProcess, runningCluster, seededPeople } from './running.ts';
import { usedBetween } from './usage.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    concurrency: { type: 'string', default: '8' },
    people: { type: 'string', default: '200' },
    /** Rounds of pages with tokens that no process has seen. */
    rounds: { type: 'string', default: '3' },
  },
});
const [durationMs, concurrency] = [Number(values.seconds) * 1_000, Number(values.concurrency)];
/** Consumers, relays and recounts have finished this long after the last call. */
const settleMs = 3_000;
const pageSize = 20;

/** Measures what each kind of call costs every process of a cluster: CPU, and bytes that it reads and writes. */
const where = setting();
const cluster = runningCluster();
const { people, data } = await seededPeople(cluster, Number(values.people));
const wire = await connectWire(cluster.grpc);
const draw = random(14, 0);
const handles = people.map(({ handle }) => handle);
const person = () => draw.pick(people);
const home = (viewer: Person) => homePage(viewer, { size: pageSize });
const posts = postIds(await wire.unary(home(person())));

const strangers = people.flatMap((one) =>
  people.filter((other) => other !== one).map((other) => [one, other.id] as const),
);
/** Two people, another pair each time; few of them follow each other already. */
const pair = (n: number) => strangers[(n * 9_973) % strangers.length]!;

interface Used {
  readonly count: number;
  readonly elapsedMs: number;
  readonly cpuMs: ReadonlyMap<string, number>;
  readonly bytes: ReadonlyMap<string, number>;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What the cluster used from the first call until its consumers have taken what the calls caused. */
async function measured(
  run: (call: (request: WireRequest) => Promise<unknown>) => Promise<unknown>,
): Promise<Used> {
  const times = latency();
  const [cpu, bytes, startMs] = [cluster.cpu(), cluster.transferred(), performance.now()];
  await run(async (request) => {
    const sentMs = performance.now();
    await wire.unary(request);
    times.record(performance.now() - sentMs);
  });
  await pause(settleMs);
  return {
    ...times.figures,
    elapsedMs: performance.now() - startMs,
    cpuMs: usedBetween(cpu, cluster.cpu()),
    bytes: usedBetween(bytes, cluster.transferred()),
  };
}

/** As many callers as `concurrency`, each sends its next call when the last is answered. */
const closed = (next: (n: number) => WireRequest) =>
  measured(async (call) => {
    const endMs = performance.now() + durationMs;
    let sent = 0;
    const caller = async () => {
      while (performance.now() < endMs) await call(next(sent++));
    };
    await Promise.all(Array.from({ length: concurrency }, caller));
  });

/** The first page of each of some people whose tokens no process has verified. */
async function unknownTokens(): Promise<Used[]> {
  const rounds: Used[] = [];
  for (let n = 0; n < Number(values.rounds); n++) {
    const renewed = await seededPeople(cluster, Number(values.people), { unread: true });
    rounds.push(await measured((call) => each(renewed.people, concurrency, (who) => call(home(who)))));
  }
  return rounds;
}

const kinds: Readonly<Record<string, () => Promise<Used[]>>> = {
  'home page': async () => [await closed(() => home(person()))],
  'home page, token unknown': unknownTokens,
  'user page': async () => [await closed(() => userPage(person(), person(), { size: pageSize }))],
  post: async () => [await closed(() => newPost(person(), postText(draw, handles).slice(0, 200)))],
  like: async () => [
    await closed((n) =>
      newLike(people[n % people.length]!, posts[Math.floor(n / people.length) % posts.length]!),
    ),
  ],
  follow: async () => [await closed((n) => newFollow(...pair(n)))],
};

await closed(() => home(person()));
const used = new Map<string, Used[]>();
for (const [kind, run] of Object.entries(kinds)) used.set(kind, await run());
const idle = await measured(() => pause(durationMs));
wire.close();

const sum = (runs: readonly Used[], figure: (one: Used) => number) =>
  runs.reduce((all, one) => all + figure(one), 0);
/** Of one call, by process, less what the cluster uses in this time without calls. */
function perCall(runs: readonly Used[], of: 'cpuMs' | 'bytes', scale = 1): Record<string, number> {
  const [count, elapsedMs] = [sum(runs, (one) => one.count), sum(runs, (one) => one.elapsedMs)];
  const without = byProcess(idle[of], idle.elapsedMs);
  const columns = runs.map((one) => byProcess(one[of], count));
  return Object.fromEntries(
    Object.keys(without).map((name) => {
      const all = columns.reduce((total, one) => total + one[name]!, 0);
      return [name, Math.max(0, all - (without[name]! * elapsedMs) / count) / scale];
    }),
  );
}
/** An author's own ring, and those of the followers who act: the others have read nothing yet. */
const ringsOfPost = 1 + people.reduce((all, { followers }) => all + followers.length, 0) / people.length;
const rows = [...used].flatMap(([kind, runs]): Row[] => [
  {
    what: `${kind}: CPU ms`,
    ...(kind === 'post' && { rings: ringsOfPost }),
    calls: sum(runs, ({ count }) => count),
    'p50 ms': runs[0]!.p50Ms,
    'p99 ms': runs[0]!.p99Ms,
    ...perCall(runs, 'cpuMs'),
  },
  { what: `${kind}: kB read and written`, ...perCall(runs, 'bytes', 1_000) },
]);
report(where, {
  name: 'cluster-costs',
  data: [
    `${data}; ${cluster.processes}`,
    `closed loop, ${concurrency} callers, ${durationMs / 1_000} s of each kind, and ${settleMs / 1_000} s for its consumers; less the use of a cluster without calls`,
    `pages of ${pageSize}; texts of up to 200; a token is unknown: the access tokens were renewed before and used once`,
    "CPU of a process is the system's count, in steps of 10 ms; bytes are those of read and write calls, to sockets and files",
  ],
  rows: [
    ...rows,
    { what: 'a second without calls: CPU ms', ...byProcess(idle.cpuMs, idle.elapsedMs / 1_000) },
    { what: 'resident MiB', ...byProcess(cluster.resident(), 2 ** 20) },
  ],
});
