import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type RunningCluster, runningCluster, seededPeople } from './cluster/running.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type MixLoad, mixLoad, mixRows, promptMs, refusedOf } from './mix-load.ts';
import { warmNetwork } from './reed98.ts';

const { values } = parseArgs({
  options: {
    /** Processes that only compute. */
    loops: { type: 'string', default: '6' },
    /** Posts a second of the embedded network: a tenth of the rated load. */
    posts: { type: 'string', default: '10' },
    /** Posts a second of the cluster, if one runs. */
    'cluster-posts': { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    times: { type: 'string', default: '5' },
  },
});
const [seconds, times] = [Number(values.seconds), Number(values.times)];
/** The mix's posts are longer than a default cluster accepts. */
const maxText = 200;

/** Load by other processes is not an overload of this one: no call is refused for it. */
const where = setting();

function startLoops(count: number): () => void {
  const loops = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  const stop = () => {
    for (const each of loops) each.kill('SIGKILL');
  };
  process.once('exit', stop);
  return stop;
}

async function measure(name: string, posts: number, load: MixLoad, data: string): Promise<boolean> {
  await load.run(posts, 3);
  const stop = startLoops(Number(values.loops));
  const [alone, over] = await (async () => {
    await load.run(posts, 3);
    return [await load.run(posts, seconds), await load.run(posts * times, seconds)] as const;
  })().finally(stop);
  const ratio = over.goodput / alone.goodput;
  const refused = refusedOf(alone);
  const verdict: Row = {
    what:
      `turned away: ${refused} of ${alone.offered} (aim 0); goodput at ${times} times the load, ` +
      `of that at the load: ${ratio.toFixed(2)} (aim 0.8)`,
  };
  report(where, {
    name: `busy-neighbour-${name}`,
    data: [
      data,
      `${values.loops} busy loops beside it; open loop, exponential gaps, ${seconds} s each; an answer after more than ${promptMs} ms is none`,
    ],
    rows: [...mixRows(name, alone), ...mixRows(`${times} times`, over), verdict],
    details: { alone, over, ratio, refused },
  });
  return refused === 0 && ratio >= 0.8;
}

async function embedded(): Promise<boolean> {
  const network = await warmNetwork({ env: { SKEIN_OVERLOAD_TURN: '100ms' } });
  const wire = await connectWire(network.server.ready.grpc!);
  const { server, people, data } = network;
  return measure('embedded', Number(values.posts), mixLoad({ server, wire, people }), data).finally(
    async () => {
      wire.close();
      await network.close();
    },
  );
}

function clusterThatRuns(): RunningCluster | undefined {
  try {
    return runningCluster();
  } catch (error) {
    process.stdout.write(`busy-neighbour: no row of a cluster, for ${(error as Error).message}\n`);
    return undefined;
  }
}

async function ofCluster(cluster: RunningCluster): Promise<boolean> {
  const { people, data } = await seededPeople(cluster, 200);
  const wire = await connectWire(cluster.grpc);
  const sum = () => [...cluster.cpu().values()].reduce((total, ms) => total + ms, 0);
  const server = { usage: async () => ({ cpuMs: sum(), rssBytes: 0 }) };
  const load = mixLoad({ server, wire, people, maxText });
  return measure('cluster', Number(values['cluster-posts']), load, `${data}; ${cluster.processes}`).finally(
    () => wire.close(),
  );
}

const cluster = clusterThatRuns();
const good = [await embedded(), ...(cluster === undefined ? [] : [await ofCluster(cluster)])];
if (good.includes(false)) process.exitCode = 1;
