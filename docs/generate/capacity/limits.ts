import { ID_NODES } from '../../../platform/ids.ts';
import type { Plan } from './assumptions.ts';
import type { Costs } from './costs.ts';
import { type Capacity, capacityOf, fill } from './model.ts';

/** Something that more machines do not lift. */
export interface Limit {
  readonly what: string;
  readonly at: number;
  readonly limit: number;
  readonly unit: string;
  readonly wayOut: string;
}

/** A limit, and the share of the plan's size at which it is reached. */
export interface Reached extends Limit {
  readonly share: number;
}

/** How often a timeline process looks up the watermark, in looks a second (ADR 12). */
const looksPerSecond = 1;
/** How often a process renews its node id beside others, a second, while it issues none and many (platform/leases/leased-ids.ts). */
const renewals = { idle: 0.5, issuing: 4 };
/** Nodes of a Redis Cluster, as its documentation recommends at most. */
const redisNodes = 1_000;

export function limitsOf(plan: Plan, costs: Costs, capacity: Capacity = capacityOf(plan, costs)): Limit[] {
  const { needs, rates } = capacity;
  const services = ['front', 'timeline', 'post', 'user', 'graph'] as const;
  const processes = services.reduce((sum, name) => sum + needs[name].count, 0);
  const issuing = needs.post.count + needs.user.count + needs.graph.count;
  const spare = 1 - plan.utilisation;
  const slow = 1_000 * plan['core-speed'];
  return [
    {
      what: 'Node ids: every process leases one of them for its ids, 16 bits (ADR 19)',
      at: processes,
      limit: ID_NODES,
      unit: 'processes',
      wayOut:
        'a real limit: without a node id a process does not start. Front and timeline issue no ids; they would not have to lease one',
    },
    {
      what: 'Low watermark: every timeline process asks every post process, once a second',
      at: (needs.timeline.count * looksPerSecond * costs.emptyRpcMs) / slow,
      limit: spare,
      unit: 'cores of each post process',
      wayOut:
        'a soft limit: an older watermark is right, only lower. One process asks for all, or post processes publish their watermark',
    },
    {
      what: 'Outbox owners: one post process reads the rows of all post processes once a second, from one partition; the others read its report',
      at: 2 * needs.post.count,
      limit: plan['partition-reads'],
      unit: 'rows/s',
      wayOut: 'owners and reports divided among partitions',
    },
    {
      what: 'Topic `post`: every timeline process decodes every entry for its own streams (ADR 9)',
      at: (rates.posts * plan['event-decode-us']) / 1e3 / slow,
      limit: spare,
      unit: 'cores of each timeline process',
      wayOut: 'streams of one reader in few processes, and wake-ups by reader',
    },
    {
      what: 'Follow graph: Dgraph keeps all edges of one predicate in one group',
      at: (plan.users * plan.following * plan['edge-bytes']) / 1e12,
      limit: plan['node-disk'] * fill.disk,
      unit: 'TB of `follows`',
      wayOut: 'a predicate for each part of the people, behind the GraphStore port',
    },
    {
      what: 'Follow graph: all calls that read or change follows, in one group of Dgraph',
      at: needs.dgraph.cores,
      limit: plan['group-replicas'] * plan['node-cores'] * plan.utilisation,
      unit: 'cores of its replicas',
      wayOut: 'as above; a longer life of graphs in Redis',
    },
    {
      what: 'Relay of the graph service: one process for all follows, blocks and mutes',
      at: (rates.follows * plan['relay-us']) / 1e3 / slow,
      limit: 1,
      unit: 'cores',
      wayOut: 'an outbox for each process, as in the post service',
    },
    {
      what: 'PostgreSQL: one primary takes last_seen (once an hour a person), renewed tokens, and renewals of node ids (ADR 19)',
      at: rates.accountWrites + issuing * renewals.issuing + (processes - issuing) * renewals.idle,
      limit: plan['primary-writes'],
      unit: 'writes/s',
      wayOut:
        'last_seen and sessions in another store, or people split over several primaries; rarer renewals of node ids, with an index on their marks',
    },
    {
      what: 'PostgreSQL: every copy has all people',
      at: (plan.users * plan['user-bytes']) / 1e12,
      limit: plan['node-disk'] * fill.disk,
      unit: 'TB',
      wayOut: 'people split over several primaries',
    },
    {
      what: 'Redis Cluster: nodes that its gossip is made for',
      at: needs.redis.count,
      limit: redisNodes,
      unit: 'nodes',
      wayOut: 'several clusters, by reader',
    },
  ];
}

/** The plan with people and load multiplied. */
export function scaled(plan: Plan, times: number): Plan {
  return {
    ...plan,
    users: plan.users * times,
    'daily-users': plan['daily-users'] * times,
    posts: plan.posts * times,
    'peak-posts': plan['peak-posts'] * times,
  };
}

/** The largest share of the planned size, to 1 %, at which each limit holds; the first to break is first. */
export function reachedLimits(plan: Plan, costs: Costs): Reached[] {
  const planned = limitsOf(plan, costs);
  const holds = (index: number, times: number) => {
    const { at, limit } = limitsOf(scaled(plan, times), costs)[index]!;
    return at <= limit;
  };
  return planned
    .map((limit, index) => {
      let [low, high] = [1e-4, 1e3];
      while (high / low > 1.01) {
        const middle = Math.sqrt(low * high);
        if (holds(index, middle)) low = middle;
        else high = middle;
      }
      return { ...limit, share: low };
    })
    .sort((a, b) => a.share - b.share);
}
