import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { CreatePostResponseSchema } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchOrder } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { random } from '../checker/random.ts';
import { consumersIdle } from './consumers-idle.ts';
import { type ClosedLoopFigures, closedLoop } from './harness/closed-loop.ts';
import { latency } from './harness/latency.ts';
import { openLoop } from './harness/open-loop.ts';
import type { Row } from './harness/report.ts';
import { connectWire, type Wire } from './harness/wire.ts';
import { type WarmNetwork, warmNetwork } from './reed98.ts';
import { newPost, searchPosts, typeahead } from './requests.ts';
import { corpusPerson, wordOf, zipf } from './search-data.ts';
import { standardMix } from './standard-mix.ts';

/** The index of the corpus behind the RPCs of a whole network. */
export interface ServedIndex {
  readonly network: WarmNetwork;
  readonly wire: Wire;
  close(): Promise<void>;
}

/** @param cacheTtl how long first pages are cached */
export async function servedIndex(file: string, people: number, cacheTtl: string): Promise<ServedIndex> {
  const network = await warmNetwork({
    script: 'search-server.ts',
    env: { BENCH_SEARCH_PEOPLE: String(people), SKEIN_SEARCH_CACHE_TTL: cacheTtl },
    prepare(dataDir) {
      for (const end of ['-wal', '-shm']) cpSync('/dev/null', join(dataDir, `search.db${end}`));
      cpSync(file, join(dataDir, 'search.db'));
    },
  });
  // A consumer that is newer than the stored network reads its whole history first.
  await consumersIdle(network.server);
  const wire = await connectWire(network.server.ready.grpc!);
  return {
    network,
    wire,
    async close() {
      wire.close();
      await network.close();
    },
  };
}

const millis = ({ p50Ms, p99Ms, cpuMs }: ClosedLoopFigures) => ({
  'RPC p50 ms': p50Ms,
  'RPC p99 ms': p99Ms,
  'RPC CPU ms': cpuMs,
});

/** A kind of query with one caller, each query once in a while. */
export async function byRpc(
  { network, wire }: ServedIndex,
  queryOf: (round: number) => string,
  order: SearchOrder = SearchOrder.NEWEST,
): Promise<Row> {
  let round = 0;
  const run = () => {
    const viewer = network.people[round % network.people.length]!;
    return wire.unary(searchPosts(viewer, { query: queryOf(round++ % 200), pageSize: 20, order }));
  };
  await closedLoop(network.server, { concurrency: 1, durationMs: 700, run });
  return millis(await closedLoop(network.server, { concurrency: 1, durationMs: 1_500, run }));
}

/** Searches for words as often as they occur in posts. */
export async function zipfSearches(
  { network, wire }: ServedIndex,
  perSecond: number,
  order: SearchOrder,
): Promise<Row> {
  const dice = random(5, 0);
  const before = await network.server.usage();
  const { kinds } = await openLoop({
    rate: perSecond,
    durationMs: 8_000,
    random: dice,
    next() {
      const asked = { query: wordOf(zipf(dice)), pageSize: 20, order };
      const request = searchPosts(dice.pick(network.people), asked);
      return { kind: 'search', run: () => wire.unary(request) };
    },
  });
  const { p50Ms, p99Ms, answered } = kinds.search;
  const cpuMs = ((await network.server.usage()).cpuMs - before.cpuMs) / answered;
  return { 'RPC p50 ms': p50Ms, 'RPC p99 ms': p99Ms, 'RPC CPU ms': cpuMs };
}

/** Names and hashtags letter by letter, after two seconds of the same. */
export async function typeaheads({ network, wire }: ServedIndex, perSecond: number): Promise<Row> {
  const dice = random(6, 0);
  const load = (durationMs: number) =>
    openLoop({
      rate: perSecond,
      durationMs,
      random: dice,
      next() {
        const name = corpusPerson(dice.int(10_000)).displayName;
        const request = typeahead(dice.pick(network.people), name.slice(0, 1 + dice.int(name.length)));
        return { kind: 'typeahead', run: () => wire.unary(request) };
      },
    });
  await load(2_000);
  const before = await network.server.usage();
  const { kinds } = await load(10_000);
  const { p50Ms, p99Ms, answered, failed } = kinds.typeahead;
  const cpuMs = ((await network.server.usage()).cpuMs - before.cpuMs) / answered;
  return {
    'RPC p50 ms': p50Ms,
    'RPC p99 ms': p99Ms,
    'RPC CPU ms': cpuMs,
    failed: Object.values(failed).reduce((sum, each) => sum + each, 0),
  };
}

const foundLimitMs = 10_000;
const pollEveryMs = 20;

/**
 * From the acknowledgement of a post until a search finds it, beside the standard mix. Every post has a word of its own.
 *
 * @param mix operations a second; 0 for none
 */
export async function untilFound(
  { network, wire }: ServedIndex,
  perSecond: number,
  mix: number,
): Promise<Row> {
  const { people } = network;
  const dice = random(7, mix);
  const times = latency();
  let words = 0;
  const watched = openLoop({
    rate: perSecond,
    durationMs: 10_000,
    drainMs: foundLimitMs,
    random: dice,
    next() {
      const [author, viewer] = [dice.pick(people), dice.pick(people)];
      const word = `found${mix}x${words++}`;
      return { kind: 'found', run: () => found(wire, { author, viewer, word, record: times.record }) };
    },
  });
  const beside = { rate: mix, durationMs: 10_000, random: random(8, 0) };
  const [{ kinds }] = await Promise.all([
    watched,
    mix > 0 && openLoop({ ...beside, next: standardMix(wire, people, random(9, 0)) }),
  ]);
  const { failed } = kinds.found;
  return {
    'RPC p50 ms': times.figures.p50Ms,
    'RPC p99 ms': times.figures.p99Ms,
    failed: Object.values(failed).reduce((sum, each) => sum + each, 0),
  };
}

interface Watched {
  readonly author: WarmNetwork['people'][number];
  readonly viewer: WarmNetwork['people'][number];
  readonly word: string;
  readonly record: (ms: number) => void;
}

async function found(wire: Wire, { author, viewer, word, record }: Watched): Promise<void> {
  const answer = await wire.unary(newPost(author, `a post with ${word}`));
  const ackMs = performance.now();
  const { id } = fromBinary(CreatePostResponseSchema, answer).post!;
  const request = searchPosts(viewer, { query: word, pageSize: 20 });
  while (!(await wire.unary(request)).includes(id, 0, 'latin1')) {
    if (performance.now() - ackMs > foundLimitMs) throw new Error('not found');
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
  }
  record(performance.now() - ackMs);
}
