import type { Plan } from './assumptions.ts';
import { type Component, type Costs, components, type Kind } from './costs.ts';
import { type Rates, ratesOf } from './rates.ts';

const GIB = 2 ** 30;
/** Parts of a node's memory and disk that hold data, and of its network that is used. */
export const fill = { memory: 0.7, disk: 0.6, network: 0.5 };
/** Services run in two zones at least; engines that vote need three nodes. */
const fewest: Readonly<Record<Component, number>> = {
  front: 2,
  timeline: 2,
  post: 2,
  user: 2,
  graph: 2,
  redis: 3,
  cassandra: 3,
  kafka: 3,
  dgraph: 3,
  postgres: 2,
};

/** What one service or engine needs at the plan's peak. */
export interface Need {
  readonly component: Component;
  /** Cores in use at peak. */
  readonly cores: number;
  /** Processes of a service, nodes of an engine, replicas included. */
  readonly count: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** Read and written by all of it together, to sockets and files. */
  readonly bytesPerSecond: number;
  /** What decides the count. */
  readonly bound: string;
}

export interface Capacity {
  readonly rates: Rates;
  readonly needs: Readonly<Record<Component, Need>>;
  readonly partitions: number;
  readonly redisShards: number;
  readonly postgresReplicas: number;
}

const writes: readonly Kind[] = ['post', 'like', 'follow'];

/** Services and engines for a plan. Pure: the same plan and costs give the same answer. */
export function capacityOf(plan: Plan, costs: Costs): Capacity {
  const rates = ratesOf(plan);
  const use = usage(plan, costs, rates);
  const services = Object.fromEntries(
    (['front', 'timeline', 'post', 'user', 'graph'] as const).map((name) => [
      name,
      service(name, plan, costs, rates, use(name)),
    ]),
  ) as Record<'front' | 'timeline' | 'post' | 'user' | 'graph', Need>;
  const copies = plan['data-replicas'];
  // Entries of an author stay in order within a partition, and each timeline process reads at least one.
  const partitions = services.timeline.count;
  const events = plan.posts * (1 + plan['likes-per-post'] + plan['follows-per-post']);
  // Fan-out reads each event once, and each timeline process reads topic post for its own streams.
  const egress =
    rates.posts * (1 + plan['likes-per-post']) * plan['event-bytes'] +
    services.timeline.count * rates.posts * plan['event-bytes'];
  const redis = node('redis', plan, {
    ...use('redis'),
    memoryBytes:
      (rates.rings * plan['ring-bytes'] + rates.online * plan['cached-bytes']) * (1 + plan['ring-replicas']),
  });
  const dgraphData = plan.users * plan.following * plan['edge-bytes'];
  const kafkaUse = use('kafka');
  const needs = {
    ...services,
    redis,
    cassandra: node('cassandra', plan, {
      ...use('cassandra'),
      diskBytes:
        plan.posts *
        86_400 *
        plan['retention-days'] *
        (plan['post-bytes'] + plan['likes-per-post'] * plan['like-bytes']) *
        copies,
    }),
    kafka: node('kafka', plan, {
      ...kafkaUse,
      bytesPerSecond: kafkaUse.bytesPerSecond + egress,
      diskBytes: events * 86_400 * plan['log-days'] * plan['event-bytes'] * copies,
    }),
    dgraph: node('dgraph', plan, { ...use('dgraph'), diskBytes: dgraphData * copies }),
    postgres: node('postgres', plan, { ...use('postgres') }),
  };
  return {
    rates,
    needs: { ...needs, postgres: wholeCopies(needs.postgres, plan) },
    partitions,
    redisShards: Math.ceil(redis.count / (1 + plan['ring-replicas'])),
    postgresReplicas: needs.postgres.count - 1,
  };
}

interface Use {
  readonly cores: number;
  readonly bytesPerSecond: number;
  readonly memoryBytes?: number;
  readonly diskBytes?: number;
}

/** Cores and bytes of a component for all calls and streams of a second. */
function usage(plan: Plan, costs: Costs, rates: Rates) {
  const calls: Readonly<Record<Kind, number>> = {
    'home page': rates.homePages,
    // What an unknown token adds is counted below, for every kind of call.
    'home page, token unknown': 0,
    'user page': rates.userPages,
    post: rates.posts,
    like: rates.likes,
    follow: rates.follows,
  };
  const unknown =
    (rates.homePages + rates.userPages + rates.posts + rates.likes + rates.follows) *
    (1 - plan['known-tokens']);
  // Of the four services of a call, a heartbeat concerns one.
  const sessionReads = unknown + rates.heartbeats / 4;
  const copies = (name: Component, kind: Kind): number => {
    if (name === 'redis' && writes.includes(kind)) return 1 + plan['ring-replicas'];
    if (name === 'cassandra' && !writes.includes(kind)) return Math.floor(plan['data-replicas'] / 2) + 1;
    return ['cassandra', 'kafka', 'dgraph'].includes(name) && writes.includes(kind)
      ? plan['data-replicas']
      : 1;
  };
  const total = (of: Costs['cpuMs'], name: Component) => {
    const ofCalls = (Object.keys(calls) as Kind[]).reduce((sum, kind) => {
      // Pushes are counted apart, by the followers of the plan.
      const pushes = of === costs.cpuMs && kind === 'post' ? costs.ringsOfPost * pushMs(name, costs) : 0;
      return sum + calls[kind] * Math.max(0, of[kind][name] - pushes) * copies(name, kind);
    }, 0);
    const added = Math.max(0, of['home page, token unknown'][name] - of['home page'][name]);
    return ofCalls + unknown * added;
  };
  return (name: Component): Use => {
    const ms =
      total(costs.cpuMs, name) +
      rates.pushes * pushMs(name, costs) * (name === 'redis' ? 1 + plan['ring-replicas'] : 1) +
      (name === 'front' ? (rates.homePages + rates.userPages) * plan['browser-share'] * costs.browserMs : 0) +
      rates.heartbeats * heartbeatMs(name, costs) +
      (name === 'postgres' ? (sessionReads * plan['session-read-us']) / 1_000 : 0);
    return { cores: ms / 1_000 / plan['core-speed'], bytesPerSecond: total(costs.kilobytes, name) * 1_000 };
  };
}

const pushMs = (name: Component, { push }: Costs): number =>
  name === 'redis' ? push.redisMs : name === 'timeline' ? push.timelineMs : 0;

/** A heartbeat compares versions in the timeline service, passes the front, and asks the user service for the session. */
function heartbeatMs(name: Component, { stream, emptyRpcMs }: Costs): number {
  if (name === 'timeline') return stream.heartbeatMs;
  return name === 'front' || name === 'user' ? emptyRpcMs : 0;
}

function service(component: Component, plan: Plan, costs: Costs, rates: Rates, use: Use): Need {
  const count = Math.max(fewest[component], Math.ceil(use.cores / plan.utilisation));
  const streams =
    component === 'front' || component === 'timeline' ? rates.online * costs.stream.kibibytes * 1_024 : 0;
  return {
    component,
    cores: use.cores,
    count,
    memoryBytes: count * plan['process-memory'] * GIB + streams,
    diskBytes: 0,
    bytesPerSecond: use.bytesPerSecond,
    bound: count === fewest[component] ? 'the fewest' : 'CPU',
  };
}

function node(component: Component, plan: Plan, use: Use): Need {
  const { cores, bytesPerSecond, memoryBytes = 0, diskBytes = 0 } = use;
  const counts = {
    CPU: cores / (plan['node-cores'] * plan.utilisation),
    memory: memoryBytes / (plan['node-memory'] * GIB * fill.memory),
    disk: diskBytes / (plan['node-disk'] * 1e12 * fill.disk),
    network: bytesPerSecond / (plan['node-network'] * 1e6 * fill.network),
    'the fewest': fewest[component],
  };
  const [bound, most] = Object.entries(counts).reduce((a, b) => (b[1] >= a[1] ? b : a));
  return { component, cores, count: Math.ceil(most), memoryBytes, diskBytes, bytesPerSecond, bound };
}

/** Every copy of PostgreSQL has all its data. */
function wholeCopies(need: Need, plan: Plan): Need {
  return { ...need, diskBytes: need.count * plan.users * plan['user-bytes'] };
}

export const allCounts = ({ needs }: Capacity): number[] => components.map((name) => needs[name].count);
