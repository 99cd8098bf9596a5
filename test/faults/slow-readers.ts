import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  StreamHomeTimelineRequestSchema,
  TimelineService,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { until } from '../../platform/testing/until.ts';
import { openHomeFeed } from '../../services/timeline/testing/feed.ts';
import { mib } from './mib.ts';
import { type Person, startServer } from './server.ts';

/**
 * Streams that nobody reads, kept open during thousands of posts: the server's memory must not grow, and reading
 * clients must get everything. If messages were queued for stuck streams, that would take hundreds of MB.
 */
const stuckReaders = 50;
const posts = 2_000;
const postBytes = 3_900;
/**
 * The allowed growth of memory, whatever the number of posts: for each stuck stream a page of 20 posts (as entries, as
 * a message, as its frame and in the connection), and normal heap variation.
 */
const allowedBytes = 4 * stuckReaders * 20 * postBytes + (24 << 20);
const rounds = 10;
/** Garbage that is not yet collected goes away in further rounds; a queue for stuck streams grows in each. */
const mostRounds = 40;

const work = mkdtempSync(join(tmpdir(), 'skein-slow-'));
const server = await startServer(work, {
  SKEIN_TEXT_LIMIT: '4000',
  SKEIN_HEARTBEAT: '1s',
  SKEIN_SLOW_READER: '1h',
  // Caches of posts are full before the measurement.
  SKEIN_POST_FRAGMENT_CACHE: String(4 << 20),
  SKEIN_POST_STATE_CACHE: String(1 << 20),
});

function openStuck(session: ReturnType<typeof connect>, { headers }: Person): Promise<void> {
  const request = toBinary(StreamHomeTimelineRequestSchema, create(StreamHomeTimelineRequestSchema, {}));
  const stream = session.request({
    ':method': 'POST',
    ':path': `/${TimelineService.typeName}/StreamHomeTimeline`,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  stream.on('error', () => {});
  stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, request.length]), request]));
  return new Promise((resolve) => stream.once('response', () => resolve()));
}

/** The heap, and buffers outside of it. */
async function held(): Promise<number> {
  const parts = ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'].map(server.figure);
  return (await Promise.all(parts)).reduce((sum, bytes) => sum + bytes);
}

try {
  const author = await server.signUp('author');
  const reader = await server.signUp('reader');
  await server.graph.followUser({ userId: author.id }, reader);
  const feed = openHomeFeed(server.timelines, { headers: { ...reader.headers } });
  await until('the stream to be open', () => feed.heartbeats() > 0);
  let written = 0;
  /** Gives the minimum memory seen, which excludes garbage, and the resident memory at the end. */
  const write = async (
    mostBytes = Number.POSITIVE_INFINITY,
  ): Promise<{ heldBytes: number; rssBytes: number }> => {
    let heldBytes = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds || (heldBytes > mostBytes && round < mostRounds); round++) {
      const texts = Array.from({ length: posts / rounds }, () => `${written++} ${'x'.repeat(postBytes)}`);
      const queue = texts.values();
      const worker = async () => {
        for (const text of queue) await server.posts.createPost({ text }, author);
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      if (round >= rounds / 2) heldBytes = Math.min(heldBytes, await held());
    }
    return { heldBytes, rssBytes: await server.figure('process_resident_memory_bytes') };
  };
  const before = await write();
  const session = connect(`http://${server.address}`);
  await Promise.all(Array.from({ length: stuckReaders }, () => openStuck(session, reader)));
  const after = await write(before.heldBytes + allowedBytes);
  await until('the reader to have everything', () => feed.entryIds.length >= written, 30_000);
  const exact = new Set(feed.entryIds).size === written && feed.entryIds.length === written;
  const grown = after.heldBytes - before.heldBytes;
  process.stdout.write(
    `slow readers: ${stuckReaders} streams unread while ${written - posts} posts of ${postBytes} bytes passed: held ` +
      `${mib(before.heldBytes)} -> ${mib(after.heldBytes)} (allowed + ${mib(allowedBytes)}), resident ` +
      `${mib(before.rssBytes)} -> ${mib(after.rssBytes)}; kept, they would be ${mib(stuckReaders * (written - posts) * postBytes)}; ` +
      `the reader beside them got ${feed.entryIds.length} of ${written}, each once: ${exact}\n`,
  );
  process.exitCode = grown <= allowedBytes && exact ? 0 : 1;
  session.destroy();
  await feed.cut();
} finally {
  await server.kill();
  rmSync(work, { recursive: true, force: true });
}
