import { bytes, exact, rounded } from '../measured/format.ts';
import type { Measured } from '../measured/measured.ts';
import { cell, table } from '../table.ts';
import { assumption, assumptionNames, type Plan, plannedSize } from './assumptions.ts';
import { type Component, type Costs, components, kinds, measuredComponents } from './costs.ts';
import type { Reached } from './limits.ts';
import type { Capacity } from './model.ts';

const benchmarks = [
  'cluster-costs',
  'cluster-fan-out',
  'home',
  'doors',
  'idle-streams',
  'growth',
  'memory-parts',
];

export interface CapacityPage {
  readonly plan: Plan;
  readonly costs: Costs;
  readonly capacity: Capacity;
  readonly limits: readonly Reached[];
  readonly measured: Measured;
}

/** docs/capacity.md. */
export function capacityPage(page: CapacityPage): string {
  return `# Capacity

What the planned size takes, extrapolated from benchmarks of this repository: \`make docs\` writes this page from
\`test/bench/measured\` and the assumptions below. Every assumption is an argument; other values are printed, not stored:

    make capacity ARGS='--peak-posts 30000 --followers 400'

Treat the counts as orders of magnitude. They show which part grows, and what breaks first; they promise no size that was run.

## Needs at the planned size

${needs(page)}

${shape(page)}

![Processes and nodes by load, and the loads at which each limit breaks](capacity.svg)

## What breaks first

More machines do not lift these limits. People and load grow together; a limit below the planned size must be removed before it.

${limitTable(page)}

## A post within 5 s

${fiveSeconds(page)}

## Measured costs

CPU in milliseconds of one call, until its consumers have finished, by \`make bench-cluster BENCH=cluster-costs\`. The work that a
cluster does without calls is subtracted. PostgreSQL is not measured: its CPU is an assumption.

${costTable(page)}

${runs(page)}

## Memory of one process

${memory(page)}

## Assumptions

Planned: requirements. Setting: a default of [config.md](config.md). Assumed: measured nowhere in this repository.

${assumptionTable(page)}

## What this cannot know

- All processes and engines shared two cores and loopback. Networks between machines and zones, TLS and sidecars cost more CPU and
  latency; caches of a processor that one program has to itself cost less.
- One node of Cassandra and Kafka ran, one group of Dgraph, three of Redis. Writes are multiplied by the copies, reads of Cassandra by
  the quorum. What coordination, repair, compaction and rebalancing cost with hundreds of nodes is not measured.
- The network of the measurement has some hundred people, and all of its data was in memory. The cost of reads that miss the caches of an
  engine and wait for a disk is not in it. [growth](../test/bench/README.md) measures ten times the people in the embedded profile.
- A push was measured in pipelines of hundreds of rings a node. With a hundred shards and ${rounded(page.plan.followers)} followers a node gets one or two,
  and the client's cost of a push is up to three times as much.
- A home page was measured with some dozens of followed people, without accounts that are merged at read.
- A page with an unknown token was measured with the first use of a renewed token, which PostgreSQL writes down once, and with posts that had
  left the cache of a minute. A token that another process knows already costs less; the difference is not measured.
- Bytes are those of read and write calls. Cassandra sends with others, so its row is too low; the post service counts what it gets from it.
- Work that a cluster under load does by time is counted to the calls: most of what a page costs Kafka are look-ups of the watermark, of which each
  timeline process made ten a second when this was measured, at some 50 pages a second; it makes one now.
- Calls are spread evenly. A single account that everybody reads, or a hot partition, is not modelled.
- Consumer groups of hundreds of processes rebalance as a whole (kafkajs); how long that takes is not measured.
- Planned services (media, search, trends, notifications, analytics), Envoy, backups and observability are not included.
`;
}

const names: Readonly<Record<Component, string>> = {
  front: 'front (gateway)',
  timeline: 'timeline',
  post: 'post',
  user: 'user',
  graph: 'graph',
  redis: 'Redis',
  cassandra: 'Cassandra',
  kafka: 'Kafka',
  dgraph: 'Dgraph',
  postgres: 'PostgreSQL',
};
const services: readonly Component[] = ['front', 'timeline', 'post', 'user', 'graph'];

function needs({ capacity }: CapacityPage): string {
  const rows = components.map((name) => {
    const { cores, count, bound, memoryBytes, diskBytes, bytesPerSecond } = capacity.needs[name];
    return [
      names[name],
      rounded(cores),
      `${rounded(count)} ${services.includes(name) ? 'processes' : 'nodes'}`,
      bound,
      memoryBytes > 0 ? bytes(memoryBytes) : '',
      diskBytes > 0 ? bytes(diskBytes) : '',
      bytesPerSecond > 0 ? `${bytes(bytesPerSecond)}/s` : 'not measured',
    ];
  });
  rows.push(['ops', '', '2 processes', 'the fewest', '', '', '']);
  return table(
    ['part', 'cores in use at peak', 'count', 'decided by', 'memory of data', 'disk', 'read and written'],
    rows,
  );
}

function shape({ plan, capacity }: CapacityPage): string {
  const { rates, partitions, redisShards, postgresReplicas } = capacity;
  const copies = plan['data-replicas'];
  return [
    `At peak: ${rounded(rates.posts)} posts, ${rounded(rates.homePages)} home pages, ${rounded(rates.userPages)} pages of user timelines, ${rounded(rates.pushes)} pushes into rings and`,
    `${rounded(rates.heartbeats)} heartbeats of ${rounded(rates.online)} streams a second.`,
    '',
    '- Counts are without the work that grows with the square of the processes: the limits below name it.',
    `- Kafka: ${rounded(partitions)} partitions of topic \`post\`, one for each timeline process at least, ${copies} copies each (\`SKEIN_KAFKA_PARTITIONS\` is 8 by default). Its network carries the topic to every timeline process.`,
    `- Redis: ${rounded(redisShards)} shards; replicas of each: ${plan['ring-replicas']}. They keep ${rounded(rates.rings)} rings.`,
    `- Cassandra: ${copies} copies; every table is partitioned by post, person or write, so nodes divide it evenly.`,
    `- Dgraph: ${copies} copies of each group. All follows are in one group, so nodes beyond its replicas do not help; see below.`,
    `- PostgreSQL: one primary; replicas for reads: ${rounded(postgresReplicas)}. Every copy has all people.`,
    '- Cores and counts are measured costs times the load. A process of Skein uses one core; the memory of its caches is bounded by settings.',
  ].join('\n');
}

function limitTable({ plan, limits }: CapacityPage): string {
  const rows = limits.map(({ what, at, limit, unit, share, wayOut }, index) => [
    String(index + 1),
    `${rounded(plan['peak-posts'] * share)} posts/s (${rounded(share)})`,
    cell(what),
    `${rounded(at)} of ${exact(limit)} ${unit}`,
    wayOut,
  ]);
  return table(
    ['', 'breaks at a peak of (share of the planned size)', 'limit', 'at the planned size', 'way out'],
    rows,
  );
}

function fiveSeconds({ plan, costs, capacity }: CapacityPage): string {
  const { redisMs, timelineMs } = costs.push;
  const longest = (plan['fan-out-threshold'] * (redisMs + timelineMs)) / 1_000 / plan['core-speed'];
  const lostSeconds = 15;
  const catchUp = (lostSeconds * plan.utilisation) / Math.max(0.01, 1 - plan.utilisation);
  return [
    `The longest fan-out, to ${rounded(plan['fan-out-threshold'])} followers, takes ${rounded(longest)} s if its pushes run one after another at the measured ${rounded((redisMs + timelineMs) * 1_000)} us each;`,
    'authors above the threshold are merged at read. Timeline processes that use',
    `${rounded(plan.utilisation * 100)} % of their CPU for ${rounded(capacity.rates.pushes)} pushes a second and for pages have no standing queue, so 5 s hold. They do not hold for the`,
    `partitions of a lost process: its group rebalances within ${lostSeconds} s, and it takes about ${rounded(catchUp)} s more until the backlog is gone.`,
  ].join('\n');
}

function costTable({ costs }: CapacityPage): string {
  const rows = kinds.map((kind) => {
    const all = measuredComponents.map((name) => costs.cpuMs[kind][name]);
    return [kind, ...all.map(rounded), rounded(all.reduce((a, b) => a + b))];
  });
  return table(['one', ...measuredComponents, 'all'], rows);
}

function runs({ measured, costs }: CapacityPage): string {
  const rows = benchmarks.map((name) => {
    const { setting, data } = measured.report(name);
    const { cpu, cores, memoryGiB, node, loadBefore, at } = setting;
    return [
      `\`${name}\``,
      at.slice(0, 16).replace('T', ' '),
      `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}, load ${loadBefore} before`,
      cell(data[0] ?? ''),
    ];
  });
  return [
    `Also measured: a push into a ring ${rounded(costs.push.redisMs * 1_000)} us of Redis and ${rounded(costs.push.timelineMs * 1_000)} us of the timeline service; an RPC that does nothing ${rounded(costs.emptyRpcMs)} ms; a page as JSON ${rounded(costs.browserMs)} ms`,
    `more than over gRPC; an idle stream ${rounded(costs.stream.kibibytes)} KiB and ${rounded(costs.stream.heartbeatMs)} ms a heartbeat (embedded profile).`,
    '',
    table(['benchmark', 'when (UTC)', 'machine', 'data'], rows),
  ].join('\n');
}

/** What the memory of the embedded profile consists of, and how it grows. */
function memory({ measured }: CapacityPage): string {
  const { rows } = measured.report('memory-parts');
  const [, small, large, grown] = Object.keys(rows[0]!);
  const cells = rows.map((row) => [
    String(row.what).replace(/^ +/, '… '),
    ...[small, large, grown].map((column) => rounded(Number(row[column!]))),
  ]);
  const ratio = (column: string) => rounded(measured.figure('growth', 'ratio', column));
  const part = (row: string) => rounded(measured.figure('memory-parts', row, grown!));
  return [
    `With ten times the people and posts in one process (embedded profile), a page costs ${ratio('page CPU ms')} times as much, a post ${ratio('post CPU ms')} times, and`,
    `\`growth\` measures ${ratio('memory MiB')} times the memory after its load. \`memory-parts\` shows what grows, in MiB, after every home timeline was read once and`,
    'garbage was collected. A cache takes what the live memory lacks when the cache has its smallest size; less than 10 MiB is noise.',
    '',
    table(['what', '962 people', '9,620 people', 'grown by'], cells),
    '',
    `Live data are ${part('live')} of ${part('resident')} MiB: rings first, then encoded posts, viewer graphs and states of posts. All of them are bounded by settings`,
    '([config.md](config.md#memory)), so this growth ends. The larger part is not data: pages of the heap that V8 keeps although a collection has',
    'emptied them, and native memory (SQLite, HTTP/2, freed memory that the allocator keeps), which is not divided further here. In a cluster rings,',
    'cards and states of posts are in Redis.',
  ].join('\n');
}

function assumptionTable({ plan }: CapacityPage): string {
  const rows = assumptionNames.map((name) => {
    const { unit, basis, meaning } = assumption(name);
    const changed = plan[name] === plannedSize[name] ? '' : ' (changed)';
    return [`\`--${name}\``, `${exact(plan[name])} ${unit}${changed}`, basis, meaning];
  });
  return table(['argument', 'value', 'basis', 'meaning'], rows);
}
