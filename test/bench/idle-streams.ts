import { parseArgs } from 'node:util';
import { create, toBinary } from '@bufbuild/protobuf';
import { ProbeService, ServerStreamRequestSchema } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import type { Usage } from './harness/child.ts';
import { type Measured, startMeasured } from './harness/process.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire, type WireRequest, wireHeaders } from './harness/wire.ts';
import { type Person, warmNetwork } from './reed98.ts';
import { homeStream, notificationStream } from './requests.ts';

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '1000' },
    /** How long they are measured; heartbeats come every 15 s. */
    seconds: { type: 'string', default: '30' },
    /** The file for the CPU profile of one more watch of idle home streams. */
    profile: { type: 'string' },
  },
});
const streams = Number(values.streams);
const watchedMs = Number(values.seconds) * 1000;
/** V8 returns memory for some seconds after a forced collection; that is no cost of streams. */
const settlingMs = 12_000;
const streamsPerConnection = 100;
const warmUp = 100;

interface Held {
  readonly residentKib: number;
  readonly heapKib: number;
  readonly openingMs: number;
  /** Without events: CPU milliseconds and messages a second of all streams together. */
  readonly idleCpuMs: number;
  readonly heartbeats: number;
  readonly endedEarly: number;
}

/** Measures the cost of idle home and notification streams against streams of the same host that do nothing. */
const where = setting();
const [network, limit] = await Promise.all([warmNetwork(), startMeasured('limit-server.ts')]);

/**
 * Resident memory is from the first run, before the process has freed memory to reuse; heap is from the second, when
 * only the streams are new to the process.
 */
async function hold(server: Measured, requestOf: (n: number) => WireRequest): Promise<Held> {
  await openStreams(server, warmUp, requestOf).then(({ close }) => close());
  const fresh = await grown(server, requestOf);
  fresh.close();
  const { before, after, close, figures } = await grown(server, requestOf);
  const { cpuMs, messages } = await watch(server, figures);
  const perStream = (of: keyof Usage, grown: Growth) => (grown.after[of] - grown.before[of]) / streams;
  const held = {
    residentKib: perStream('rssBytes', fresh) / 1024,
    heapKib: perStream('heapBytes', { before, after }) / 1024,
    openingMs: perStream('cpuMs', { before, after }),
    idleCpuMs: cpuMs,
    heartbeats: messages,
    endedEarly: figures.ended,
  };
  close();
  return held;
}

/** CPU milliseconds and messages a second. */
async function watch(server: Measured, figures: { readonly messages: number }) {
  await pause(settlingMs);
  const before = { ...(await server.usage()), ...figures };
  await pause(watchedMs);
  const after = await server.usage();
  const seconds = watchedMs / 1000;
  return {
    cpuMs: (after.cpuMs - before.cpuMs) / seconds,
    messages: (figures.messages - before.messages) / seconds,
  };
}

interface Growth {
  readonly before: Usage;
  readonly after: Usage;
}

/** Opens the streams; gives the server's memory, without garbage, before and with them. */
async function grown(server: Measured, requestOf: (n: number) => WireRequest) {
  const steadyUsage = async () => {
    await pause(1_000);
    await server.collect();
    return server.usage();
  };
  const before = await steadyUsage();
  const held = await openStreams(server, streams, requestOf);
  return { ...held, before, after: await steadyUsage() };
}

/** Resolves after each has sent its first message. */
async function openStreams(server: Measured, count: number, requestOf: (n: number) => WireRequest) {
  const wire = await connectWire(server.ready.grpc!, Math.ceil(count / streamsPerConnection));
  const figures = { messages: 0, ended: 0 };
  const first = (n: number) =>
    new Promise<void>((resolve, reject) => {
      const onMessage = () => {
        figures.messages++;
        resolve();
      };
      wire.stream(requestOf(n), onMessage).catch((error) => {
        figures.ended++;
        reject(error);
      });
    });
  await Promise.all(Array.from({ length: count }, (_, n) => first(n)));
  return { figures, close: wire.close };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const { people } = network;
const person = (n: number): Person => people[n % people.length]!;
const nothing = enveloped(0, toBinary(ServerStreamRequestSchema, create(ServerStreamRequestSchema)));
const idle = await hold(limit, (n) => ({
  headers: wireHeaders(ProbeService.method.serverStream, person(n).token),
  body: nothing,
}));
const home = await hold(network.server, (n) => homeStream(person(n)));
if (values.profile !== undefined) {
  const { close } = await openStreams(network.server, streams, (n) => homeStream(person(n)));
  await pause(settlingMs);
  await network.server.startProfile();
  await pause(watchedMs);
  await network.server.writeProfile(values.profile);
  close();
}
await network.close();
// A process of its own: the first one has freed memory to reuse.
const fresh = await warmNetwork();
const notifications = await hold(fresh.server, (n) => notificationStream(person(n)));
await Promise.all([fresh.close(), limit.stop()]);

/**
 * The native memory of a stream in node and its HTTP/2 library: the same on both sides, and visible in the small
 * process.
 */
const nativeKib = idle.residentKib - idle.heapKib;
const row = (what: string, held: Held): Row => ({
  what,
  'resident KiB a stream': held.residentKib,
  'heap and buffers KiB a stream': held.heapKib,
  'heap and native KiB a stream': held.heapKib + nativeKib,
  'CPU to open ms a stream': held.openingMs,
  'idle CPU ms a second': held.idleCpuMs,
  'messages a second': held.heartbeats,
  'CPU ms a message': held.heartbeats === 0 ? '' : held.idleCpuMs / held.heartbeats,
  'ended early': held.endedEarly,
});
report(where, {
  name: 'idle-streams',
  data: [
    network.data,
    `${streams} streams of ${Math.min(streams, people.length)} people, ${streamsPerConnection} a connection, ` +
      `watched for ${values.seconds} s; memory after garbage collection; resident: the first time, heap: the second`,
    'native: what the limit has resident beside its heap; the network, being larger, hides it in memory that it has free',
    'limit: ServerStream of the probe on the same host, with the same token in its headers, one message and then none',
  ],
  rows: [
    row('streams that hang, same host', idle),
    row('StreamHomeTimeline, heartbeats', home),
    row('StreamNotifications, heartbeats', notifications),
    {
      what: 'ratio',
      'resident KiB a stream': home.residentKib / idle.residentKib,
      'heap and buffers KiB a stream': home.heapKib / idle.heapKib,
      'heap and native KiB a stream': (home.heapKib + nativeKib) / idle.residentKib,
    },
  ],
  details: { idle, home, notifications },
});
