import type { Transport } from '@connectrpc/connect';
import type { Engine } from '../../../mesh/engines/engine.ts';
import { placeFrom } from '../../../mesh/engines/place.ts';
import { engines } from '../../../mesh/engines/registry.ts';
import { services } from '../../../services/registry.ts';
import type { TestCluster } from './cluster.ts';
import type { Log } from './events.ts';
import type { Load } from './load.ts';
import { foundAfter, killedRebuild } from './rebuilds.ts';

/** What a fault acts on. */
export interface Struck {
  readonly cluster: TestCluster;
  readonly log: Log;
  readonly load: Load;
  /** To the front. */
  readonly transport: Transport;
}

export interface Fault {
  readonly name: string;
  /** It affects the only front, so nobody is left to explain why calls fail. */
  readonly isOfDoor?: boolean;
  /** How long it lasts, in milliseconds. Default 4,000. */
  readonly lastsMs?: number;
  readonly strike: (struck: Struck) => void | Promise<void>;
  /** Ends the fault; without it the network recovers by itself. */
  readonly mend?: (struck: Struck) => void | Promise<void>;
  /**
   * A further check at the end; gives a description.
   * @throws Error when it fails
   */
  readonly proof?: (struck: Struck) => Promise<string>;
}

const service = (node: string): Fault => ({
  name: `kill -9 ${node}`,
  strike: ({ cluster }) => cluster.kill(node),
});

const started =
  (...nodes: readonly string[]) =>
  async ({ cluster }: Struck): Promise<void> => {
    for (const node of nodes) await cluster.start(node);
  };

const engine = (...nodes: readonly string[]): Fault => ({
  name: `kill -9 ${nodes.join(' ')}`,
  strike: ({ cluster }) => nodes.forEach(cluster.kill),
  mend: started(...nodes),
  // A rebuild would hide what is missing now.
  ...(nodes.includes('elasticsearch-1') && { proof: foundAfter }),
});

/** Longer than a Kafka session and a relay's lease: the work has moved to another process. */
const frozenMs = 15_000;
const frozen = (node: string): Fault => ({
  name: `${node} stands still, and goes on`,
  lastsMs: frozenMs,
  strike: ({ cluster }) => cluster.freeze(node),
  mend: ({ cluster }) => cluster.thaw(node),
});

/** A process of each kind that an engine has: of the nodes of a cluster, the last. */
const kinds = (each: Engine): readonly string[] => {
  const nodes = each
    .nodes(placeFrom({}))
    .map(({ name }): [string, string] => [name.replace(/-\d+$/, ''), name]);
  return [...new Map(nodes).values()];
};

/** In this order; the last one is not reverted. */
export const faults: readonly Fault[] = [
  ...services.built.map(({ name }) => service(`${name}-1`)),
  { ...service('front'), isOfDoor: true, mend: ({ cluster }) => cluster.doorOpen() },
  ...['post-1', 'timeline-1'].map(frozen),
  ...engines.flatMap(kinds).map((node) => engine(node)),
  killedRebuild('ops-1', 'ops-2'),
  killedRebuild('search-1', 'search-2'),
  { ...killedRebuild('elasticsearch-1'), mend: started('elasticsearch-1') },
  engine('redis-1', 'redis-2', 'redis-3'),
  { name: 'Redis emptied', strike: ({ cluster }) => cluster.redis('FLUSHALL') },
  {
    name: 'poison events before those of every author',
    strike: ({ log, load }) => log.poison(load.authors.map(({ id }) => id)),
    async proof({ log }) {
      const letters = await log.letters();
      const tries = letters.map(({ attempts }) => attempts);
      return `${letters.length} dead letters of ${new Set(letters.map(({ group }) => group)).size} group after ${Math.max(...tries)} tries`;
    },
  },
  {
    name: 'Kafka delivers again',
    async strike({ cluster, log }) {
      cluster.kill('timeline-2');
      process.stdout.write(`  ${await log.again()} events are published once more\n`);
    },
  },
  {
    name: 'PostgreSQL failed over to the replica',
    strike: ({ cluster }) => cluster.kill('postgres-primary'),
    mend: ({ cluster }) => cluster.promote(),
  },
];
