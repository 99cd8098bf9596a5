import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fromBinary } from '@bufbuild/protobuf';
import { CreatePostResponseSchema } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { consumersIdle } from './consumers-idle.ts';
import { crowdIds } from './crowd.ts';
import type { Crowd } from './harness/crowd-server.ts';
import type { Row } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { newPost, notificationStream } from './requests.ts';

/** What is stored of a reader: rows, their bytes, and commits. */
function inboxOf(dataDir: string, readerId: string) {
  const db = new DatabaseSync(join(dataDir, 'notification.db'), { readOnly: true });
  const of = `${readerId}/%`;
  const rows = db
    .prepare(
      'SELECT count(*) AS rows, coalesce(sum(length(key) + length(value)), 0) AS bytes FROM inbox WHERE part LIKE ?',
    )
    .get(of) as { rows: number; bytes: number };
  const commits = db
    .prepare('SELECT coalesce(sum(revision), 0) AS commits FROM inbox_part WHERE part LIKE ?')
    .get(of) as { commits: number };
  db.close();
  return { ...rows, ...commits };
}

/**
 * Very many people like a post of one author, then as many follow them, while the author's stream is open. Their events are
 * published as fast as the log takes them. It ends when every consumer has handled them.
 */
export async function notifyCrowd(count: number): Promise<readonly Row[]> {
  let dataDir = '';
  const network = await warmNetwork({
    script: 'crowd-server.ts',
    prepare(directory) {
      dataDir = directory;
    },
  });
  const { server, people } = network;
  const wire = await connectWire(server.ready.grpc!, 1);
  const author = people[0]!;
  const answer = await wire.unary(newPost(author, 'to be liked by everybody'));
  const { id: postId } = fromBinary(CreatePostResponseSchema, answer).post!;
  // Accounts that exist are among the first thousand deeds, so that the list has people to show.
  const actorIds = [...people.slice(1, 901).map(({ id }) => id), ...crowdIds(count - 900)];
  let messages = 0;
  wire.stream(notificationStream(author), () => messages++).catch(() => {});
  await consumersIdle(server);

  const measure = async (what: string, crowd: Crowd): Promise<Row> => {
    await server.collect();
    const [before, inbox, sent] = [await server.usage(), inboxOf(dataDir, author.id), messages];
    await server.run('watchLoop');
    const startMs = performance.now();
    await server.run('publish', crowd);
    await consumersIdle(server);
    const seconds = (performance.now() - startMs) / 1000;
    const stallMs = await server.run<number>('longestStallMs');
    const { cpuMs } = await server.usage();
    await server.collect();
    const after = await server.usage();
    const stored = inboxOf(dataDir, author.id);
    return {
      what,
      deeds: actorIds.length,
      seconds,
      'server CPU ms': (cpuMs - before.cpuMs) / actorIds.length,
      commits: stored.commits - inbox.commits,
      'rows stored': stored.rows - inbox.rows,
      'KiB stored': (stored.bytes - inbox.bytes) / 1024,
      'heap MiB more': (after.heapBytes - before.heapBytes) / 1024 / 1024,
      'longest stall ms': stallMs,
      'stream messages': messages - sent,
    };
  };
  const targetId = author.id;
  const rows = [
    await measure('a crowd likes one post', { actorIds, targetId, postId }),
    await measure('a crowd follows one person', { actorIds, targetId, postId: '' }),
  ];
  wire.close();
  await network.close();
  return rows;
}
