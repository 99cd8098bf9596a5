import { parseArgs } from 'node:util';
import type { Usage } from './harness/child.ts';
import { madeGraph } from './harness/graph.ts';
import { type Row, report, setting } from './harness/report.ts';
import { warmNetwork } from './reed98.ts';

const { values } = parseArgs({ options: { times: { type: 'string', default: '10' } } });
const sizes = [1, Number(values.times)] as const;

/** Each cache with the setting that bounds it, at its smallest. */
const caches: readonly (readonly [what: string, setting: string, smallest: string])[] = [
  ['rings', 'SKEIN_RING_MEMORY', '1048576'],
  ['encoded posts', 'SKEIN_POST_FRAGMENT_CACHE', '1048576'],
  ['states of posts, likes and heads', 'SKEIN_POST_STATE_CACHE', '1000'],
  ['viewer graphs', 'SKEIN_VIEWER_GRAPH_MEMORY', '1048576'],
  ['cards', 'SKEIN_CARD_CACHE', '1000'],
];

/**
 * Measures what the memory of a network consists of, after every home timeline was read once and garbage was collected: a
 * cache takes what a network without it needs less.
 */
const where = setting();
let data = '';

async function memoryOf(times: number, env: Readonly<Record<string, string>> = {}): Promise<Usage> {
  const network = await warmNetwork({ graph: madeGraph(98, times), env });
  if (times === sizes[1]) data = network.data;
  await network.server.collect();
  const usage = await network.server.usage();
  await network.close();
  return usage;
}

const whole: Usage[] = [];
const saved = caches.map((): Usage[] => []);
for (const times of sizes) {
  whole.push(await memoryOf(times));
  for (const [at, [, name, smallest]] of caches.entries())
    saved[at]!.push(await memoryOf(times, { [name]: smallest }));
}

const mib = (bytes: number) => bytes / 2 ** 20;
const columns = (what: string, of: (at: number) => number): Row => ({
  what,
  'as it is MiB': mib(of(0)),
  [`${sizes[1]} times MiB`]: mib(of(1)),
  'grown by MiB': mib(of(1) - of(0)),
});
const live = (at: number) => whole[at]!.heapBytes;
const unfilled = (at: number) =>
  whole[at]!.heapPagesBytes - (whole[at]!.heapBytes - whole[at]!.externalBytes);
report(where, {
  name: 'memory-parts',
  data: [
    data,
    'a row of a cache: heap and buffers, less those of a network with the smallest such cache',
    'live: heap and buffers after garbage collection; beside it: pages of the heap that are not filled, and what is no JavaScript',
    '(code, V8, SQLite, HTTP/2, and memory that the allocator keeps)',
  ],
  rows: [
    columns('resident', (at) => whole[at]!.rssBytes),
    columns('live', live),
    ...caches.map(([what], cache) => columns(`  ${what}`, (at) => live(at) - saved[cache]![at]!.heapBytes)),
    columns(
      '  everything else',
      (at) => live(at) - saved.reduce((sum, each) => sum + live(at) - each[at]!.heapBytes, 0),
    ),
    columns('pages of the heap that are not filled', unfilled),
    columns('beside JavaScript', (at) => whole[at]!.rssBytes - live(at) - unfilled(at)),
  ],
});
