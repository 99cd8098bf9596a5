import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localEdge } from '../../edge/envoy/local-edge.ts';
import type { RunningEnvoy } from '../../edge/envoy/start-envoy.ts';
import { startupBanner } from '../../services/hosting/startup-banner.ts';
import { services } from '../../services/registry.ts';
import { down, nodeUp, status, up, upAtOnce } from '../engines/control.ts';
import type { Engine, EngineNode } from '../engines/engine.ts';
import { folderOf, type Place, placeFrom } from '../engines/place.ts';
import { own, running } from '../engines/processes.ts';
import { enginesNamed } from '../engines/registry.ts';
import { table } from '../engines/table.ts';
import { type Groups, groupsOf } from './layouts.ts';
import { network, secretsFolder } from './network.ts';
import { seedCluster } from './seed.ts';

const mostReplicas = 9;

const print = (text: string) => process.stdout.write(`${text}\n`);

/** `main.ts run|down|status|seed|settings`: see README.md. */
async function main([what = '', ...words]: readonly string[]): Promise<void> {
  const place = placeFrom(process.env);
  const engines = enginesNamed('');
  const {
    SKEIN_LAYOUT: layout,
    SKEIN_REPLICAS: replicas,
    SKEIN_GRPC_PORT: grpc,
    SKEIN_HTTP_PORT: http,
    ENVOY: envoy,
  } = process.env;
  const ports = {
    grpcPort: count('SKEIN_GRPC_PORT', grpc, 50_051, 65_535),
    httpPort: count('SKEIN_HTTP_PORT', http, 8_080, 65_535),
  };
  const reached = Object.assign({}, ...engines.map((engine) => engine.settings(place)));
  const groups = groupsOf(services, layout);
  const ofEach = (replicas: number, each = groups) =>
    network({ settings: reached, replicas: () => replicas, groups: each, ...ports });
  const skein = ofEach(count('SKEIN_REPLICAS', replicas, 1, mostReplicas));
  /** The settings that make the skein command an operator. */
  const commandSettings = () => ({ ...skein.settings(place), SKEIN_DATA_DIR: secretsFolder(place) });
  // An earlier run may have had more processes of each, and another layout.
  const all = together([groups, groupsOf(services), groupsOf(services, 'grouped')], (each) =>
    ofEach(mostReplicas, each),
  );
  if (what === 'run') {
    const edgeFolder = join(place.dir, 'edge');
    const startEdge = envoy ? localEdge(envoy, edgeFolder, ports) : undefined;
    const greeting = startupBanner({ bind: '127.0.0.1', ...ports });
    await runCluster(place, { engines, skein, all, ...(startEdge && { startEdge }) }, greeting);
  } else if (what === 'down') {
    await downInTurn([all, ...engines.toReversed()], place);
  } else if (what === 'status') {
    const runs = ({ name }: EngineNode) => running(folderOf(place, name)) !== undefined;
    const there: Engine = { ...all, nodes: () => all.nodes(place).filter(runs) };
    const shown = there.nodes(place).length > 0 ? there : skein;
    const rows = (await Promise.all([...engines, shown].map((engine) => status(engine, place)))).flat();
    print(process.argv.includes('--json') ? JSON.stringify(rows) : table(rows));
    const total = rows.reduce((sum, { residentBytes = 0 }) => sum + residentBytes, 0);
    if (!process.argv.includes('--json')) print(`together ${Math.round(total / 1e6)} MB`);
  } else if (what === 'seed') {
    process.exitCode = await seedCluster(place, commandSettings(), words);
  } else if (what === 'settings') {
    print(
      Object.entries(commandSettings())
        .map((pair) => pair.join('='))
        .join('\n'),
    );
  } else throw new Error('Usage: main.ts run|down|status|seed|settings');
}

/** The processes of several layouts, each once. */
function together(layouts: readonly Groups[], of: (groups: Groups) => Engine): Engine {
  const [first, ...others] = layouts.map(of);
  const nodes: Engine['nodes'] = (place) => {
    const all = [first!, ...others].flatMap((engine) => engine.nodes(place));
    return [...new Map(all.map((node) => [node.name, node])).values()];
  };
  return { ...first!, nodes };
}

interface Parts {
  readonly engines: readonly Engine[];
  readonly skein: Engine;
  /** Every Skein process that may be running. */
  readonly all: Engine;
  /** Starts Envoy before the front. */
  readonly startEdge?: () => Promise<RunningEnvoy>;
}

async function runCluster(
  place: Place,
  { engines, skein, all, startEdge }: Parts,
  greeting: string,
): Promise<void> {
  own(folderOf(place, 'run-cluster'));
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Also for a repeated signal: started processes must not stay.
    process.on(signal, () => {
      print('stopping, one after the other ...');
      stopping.abort();
    });
  }
  // Engines that were running before stay when this ends.
  const ours = engines.filter((engine) =>
    engine.nodes(place).every(({ name }) => running(folderOf(place, name)) === undefined),
  );
  let edge: RunningEnvoy | undefined;
  try {
    // Services of a killed run have other addresses and older code.
    await down(all, place);
    for (const engine of [...engines, skein]) {
      if (stopping.signal.aborted) return;
      print(`${engine.name} starts ...`);
      const began = performance.now();
      if (engine === skein) await upAtOnce(engine, place, print, stopping.signal);
      else await up(engine, place, stopping.signal);
      print(`${engine.name} is ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
    print(table((await Promise.all([...engines, skein].map((engine) => status(engine, place)))).flat()));
    print(greeting);
    edge = await startEdge?.();
    edge?.ended.then(() => stopping.abort());
    await keepUp(place, skein, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    await edge?.close();
    await downInTurn([all, ...ours.toReversed()], place);
    print('stopped');
  }
}

async function downInTurn(engines: readonly Engine[], place: Place): Promise<void> {
  for (const engine of engines) {
    await down(engine, place);
    print(`${engine.name} is down`);
  }
}

/** The pauses before an ended process is restarted, in milliseconds: doubled after each failure. */
const pauses = { first: 500, most: 8_000 };

/** Restarts processes that ended on their own, as a cluster's scheduler would. */
async function keepUp(place: Place, skein: Engine, stopping: AbortSignal): Promise<void> {
  const nodes = skein.nodes(place).map((node) => ({ node, failures: 0 }));
  await Promise.all(
    nodes.map(async (kept) => {
      const { node } = kept;
      while (!stopping.aborted) {
        await pause(200, undefined, { signal: stopping }).catch(() => {});
        if (stopping.aborted || running(folderOf(place, node.name)) !== undefined) continue;
        const pauseMs = Math.min(pauses.most, pauses.first * 2 ** kept.failures);
        print(`${node.name} ended: started again in ${pauseMs} ms`);
        await pause(pauseMs, undefined, { signal: stopping }).catch(() => {});
        if (stopping.aborted) return;
        try {
          await nodeUp(node, place);
          kept.failures = 0;
          print(`${node.name} is ready`);
        } catch (error) {
          kept.failures++;
          print((error as Error).message);
        }
      }
    }),
  );
}

function count(name: string, text: string | undefined, otherwise: number, most: number): number {
  const value = Number(text || otherwise);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`${name} must be a number from 1 to ${most}.`);
}

// The reader of the output may have exited; processes must still be stopped.
process.stdout.on('error', () => {});
main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
