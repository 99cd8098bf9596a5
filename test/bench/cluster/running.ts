import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@connectrpc/connect';
import { apiOf } from '../../../clients/cli/api.ts';
import { openSeedRecord } from '../../../clients/cli/seed/record.ts';
import { session } from '../../../clients/cli/session.ts';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { groupsOf } from '../../../mesh/cluster/layouts.ts';
import { network } from '../../../mesh/cluster/network.ts';
import { folderOf, type Place, placeFrom } from '../../../mesh/engines/place.ts';
import { engines } from '../../../mesh/engines/registry.ts';
import { reasonOf } from '../../../platform/errors.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import type { Calls } from '../../../platform/rpc/transport.ts';
import { services } from '../../../services/registry.ts';
import { random } from '../../checker/random.ts';
import { each } from '../harness/each.ts';
import { loadGraph } from '../harness/graph.ts';
import { connectWire } from '../harness/wire.ts';
import type { Person } from '../reed98.ts';
import { homePage } from '../requests.ts';
import { refuseOtherGraph } from './same-graph.ts';
import { processesOf, type Usage, usageOf } from './usage.ts';

/** The column of processes that several services share. */
export const grouped = 'services';

/** The cluster of this machine, started by `make run-cluster`. */
export interface RunningCluster extends Usage {
  readonly place: Place;
  /** The settings of a process of the network: engines and services. */
  readonly settings: Readonly<Record<string, string>>;
  /** The front's gRPC address. */
  readonly grpc: string;
  readonly processes: string;
}

/** @throws Error when none runs */
export function runningCluster(): RunningCluster {
  const place = placeFrom(process.env);
  const settings: Record<string, string> = Object.assign({}, ...engines.map((each) => each.settings(place)));
  const replicas = Number(process.env.SKEIN_REPLICAS || 1);
  const grpcPort = Number(process.env.SKEIN_GRPC_PORT || 50_051);
  const groups = groupsOf(services, process.env.SKEIN_LAYOUT);
  const skein = network({ settings, replicas: () => replicas, groups, grpcPort, httpPort: 8_080 });
  const sharing = new Set(
    groups.filter((group) => group.length > 1).map((group) => group.map(({ name }) => name).join('-')),
  );
  const nodes = [...engines, skein].flatMap((engine) => engine.nodes(place).map(({ name }) => name));
  const columnOf = (name: string) => {
    const without = name.replace(/-\d+$/, '');
    return sharing.has(without) ? grouped : without;
  };
  return {
    place,
    settings: { ...settings, ...skein.settings(place) },
    grpc: `127.0.0.1:${grpcPort}`,
    ...usageOf(processesOf(place, nodes, { columnOf, otherwise: 'make run-cluster first' })),
    processes: `${replicas} of each ${sharing.size === 0 ? 'service' : `group (${[...sharing].join(', ')})`}, one machine with the engines`,
  };
}

/** A column for each of `names`, and one for all others. */
export function byProcess(used: ReadonlyMap<string, number>, count: number): Record<string, number> {
  const shown = [
    'front',
    grouped,
    'timeline',
    'post',
    'user',
    'graph',
    'redis',
    'cassandra',
    'dgraph',
    'kafka',
    'postgres',
  ];
  const columns = Object.fromEntries(shown.map((name) => [name, 0]));
  for (const [name, ms] of used) {
    const column = shown.find((each) => name.startsWith(each));
    if (column !== undefined) columns[column]! += ms / count;
  }
  return columns;
}

/** A user of a network that was recreated since. */
function unknownPerson(reason: unknown): { readonly counts?: undefined } {
  if (reasonOf(reason) !== 'USER_NOT_FOUND') throw reason;
  return {};
}

/** How many users are compared with the graph before measuring. */
const sampledPeople = 20;

export interface SeededCluster {
  readonly people: readonly Person[];
  readonly data: string;
}

/**
 * Some of the users that `make seed-cluster` created last, with the same SKEIN_GRAPH, with access tokens that no process
 * has seen; unless `unread`, their timelines have then been read once.
 *
 * @throws Error without them, and when the network was seeded with another graph
 */
export async function seededPeople(
  cluster: Pick<RunningCluster, 'place' | 'grpc'>,
  count: number,
  { unread = false } = {},
): Promise<SeededCluster> {
  const seeded = join(folderOf(cluster.place, 'seed'), 'seeded');
  if (!existsSync(seeded)) throw new Error('make seed-cluster first: nobody is there');
  const [latest] = readdirSync(seeded)
    .filter((name) => existsSync(join(seeded, name, 'people.jsonl')))
    .map((name) => ({ name, atMs: statSync(join(seeded, name, 'people.jsonl')).mtimeMs }))
    .sort((a, b) => b.atMs - a.atMs);
  const record = openSeedRecord(join(seeded, latest!.name));
  const graph = loadGraph();
  const transport = grpcTransport({ address: cluster.grpc });
  try {
    const stranger = apiOf(transport as Calls, new AbortController().signal);
    const graphs = createClient(GraphService, transport);
    const looked = random(6, 0).sample([...record.people.values()], sampledPeople);
    const found = looked.map(async ({ node, handle, userId }) => {
      const { counts } = await graphs.getCounts({ userId }).catch(unknownPerson);
      return { node, handle, following: Number(counts?.followingCount ?? 0) };
    });
    refuseOtherGraph(graph, record.people.size, await Promise.all(found));
    const chosen = random(7, 0).sample([...record.people.values()], Math.min(count, record.people.size));
    const tokens: string[] = [];
    await each([...chosen.keys()], 4, async (index) => {
      const person = chosen[index]!;
      const keep = (renewed: object) => record.keepPerson({ ...person, ...renewed });
      // A renewed session lasts for the whole run.
      tokens[index] = await session(stranger, person, { keep }).renew();
    });
    const places = new Map(chosen.map(({ node }, index) => [node, index]));
    const followers = chosen.map((): number[] => []);
    for (const [a, b] of graph.edges) {
      const [left, right] = [places.get(a), places.get(b)];
      if (left === undefined || right === undefined) continue;
      followers[left]!.push(right);
      followers[right]!.push(left);
    }
    const people = chosen.map(({ userId, handle }, index) => {
      return { id: userId, handle, token: tokens[index]!, followers: followers[index]! };
    });
    if (!unread) {
      const wire = await connectWire(cluster.grpc);
      await each(people, 4, (person) => wire.unary(homePage(person, { size: 20 })));
      wire.close();
    }
    const data = `${graph.name}: ${record.people.size} people, ${graph.edges.length * 2} follows, seeded by make seed-cluster; ${people.length} of them act`;
    return { people, data };
  } finally {
    transport.close();
    record.close();
  }
}
