import { readFileSync } from 'node:fs';
import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { startMeasured } from '../bench/harness/process.ts';
import { password } from '../journeys/network.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';
import { startEdge } from './running-edge.ts';
import { doorsOf } from './stopped-readers.ts';

t.setTimeout(180_000);

const MiB = 1 << 20;
const readersOfEachDoor = 8;
const postCount = 400;
/** Of one post. */
const textBytes = 4_000;
/** What a reader may hold in Envoy, and in the process of gateway and services: windows of 64 KiB on both sides, and a page. */
const bytesOfReader = { envoy: 384 * 1024, network: 448 * 1024 };

t.test(
  'readers that stop reading hold a bounded part of the memory, by every door, and can read on',
  async (t) => {
    const network = await startMeasured('skein-server.ts', {
      ...unlimitedSettings,
      SKEIN_DATA_DIR: t.testdir(),
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_LOG_LEVEL: 'error',
      SKEIN_TEXT_LIMIT: String(textBytes),
      // A socket that answers no ping ends after a few.
      SKEIN_HEARTBEAT: '60s',
      // They are still open when the memory is measured.
      SKEIN_SLOW_READER: '5m',
    });
    t.teardown(() => network.stop());
    const { grpc, http } = network.ready as { grpc: string; http: string };
    const direct = grpcTransport({ address: grpc });
    t.teardown(() => direct.close());
    const { tokens } = await createClient(AuthService, direct).signUp({ handle: 'ada', password });
    const token = tokens!.accessToken;
    const headers = { authorization: `Bearer ${token}` };
    const posts = createClient(PostService, direct);

    /** Creates the posts, and waits until a reader that does not stop has them. */
    const write = async (round: string) => {
      const reading = new AbortController();
      const stream = createClient(TimelineService, direct).streamHomeTimeline(
        {},
        { headers, signal: reading.signal },
      );
      let written: Promise<unknown> | undefined;
      let left = postCount;
      for await (const { event } of stream) {
        written ??= (async () => {
          for (let n = 0; n < postCount; n++)
            await posts.createPost({ text: `${round} ${n} `.padEnd(textBytes, 'x') }, { headers });
        })();
        if (event.case === 'added') left -= event.value.entries.length;
        if (left === 0) break;
      }
      await written;
      reading.abort();
    };
    const edge = await startEdge(t, {
      front: { http: [new URL(http).host], grpc: [grpc] },
      heartbeatSeconds: 60,
    });
    const memory = async () => {
      await network.collect();
      return { envoy: residentBytesOf(edge.pid), network: (await network.usage()).heapBytes };
    };

    await write('warm');
    const before = await memory();
    const { doors, close } = doorsOf(edge, token);
    t.teardown(close);
    const open = Object.entries(doors).flatMap(([door, start]) =>
      Array.from({ length: readersOfEachDoor }, async () => ({ door, reader: await start() })),
    );
    const readers = await Promise.all(open);
    await write('unread');
    const after = await memory();
    const unread = readers.length * postCount * textBytes;
    for (const [where, bytes] of Object.entries(bytesOfReader) as ['envoy' | 'network', number][]) {
      const grown = after[where] - before[where];
      const most = readers.length * bytes;
      t.ok(most < unread / 3, 'a process that kept everything would hold much more');
      t.ok(grown < most, `${where}: ${grown / MiB} MiB more, of at most ${most / MiB}`);
      t.comment(
        `${where}: ${Math.round(grown / readers.length / 1024)} KiB for each of ${readers.length} readers`,
      );
    }
    await posts.createPost({ text: 'the end' }, { headers });
    await Promise.all(
      readers.map(async ({ door, reader }) => {
        await reader.readUntil('the end');
        t.pass(`${door} reads on to the newest post`);
      }),
    );
  },
);

function residentBytesOf(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) * 1024;
}
