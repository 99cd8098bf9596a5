import { parseArgs } from 'node:util';
import { memoryCache } from '../../platform/cache/memory.ts';
import { testClock } from '../../platform/clock.ts';
import { committedCache } from '../../platform/sqlite/committed-cache.ts';
import { cachedFragments } from '../../services/post/hydration/fragments.ts';
import { memoryRings } from '../../services/timeline/adapters/memory-rings.ts';
import { ringHeader } from '../../services/timeline/domain/ring.ts';

// Every kind of cache of a process with a small limit, and many small posts through all of them; prints the growth of
// the process against the sum of the limits. Run with --expose-gc.

const { values } = parseArgs({ options: { posts: { type: 'string', default: '1000000' } } });
const posts = Number(values.posts);
const limitBytes = 4 << 20;
const readers = 200;

const clock = testClock();
const fragments = cachedFragments(
  {
    bodies: async (ids) =>
      new Map(
        ids.map((id) => [
          id,
          { id, text: `post ${id}`, mentions: [], hashtags: [], links: [], mediaIds: [] },
        ]),
      ),
  },
  limitBytes,
);
const cards = memoryCache<{ userId: string; user: Uint8Array }>({ clock, maxBytes: limitBytes });
const states = committedCache<{ id: string; authorId: string }>({ onCommit: () => () => {} }, limitBytes);
const rings = memoryRings({ clock, ttlMs: 1e9, maxBytes: limitBytes });

const idOf = (n: number) => String(1_900_000_000_000_000_000n + BigInt(n));
/** Twice: native memory is released in the background and completed by the next collection. */
const collect = () => {
  for (let turn = 0; turn < 2; turn++) (globalThis as { gc?: () => void }).gc!();
  const { external, heapUsed } = process.memoryUsage();
  return { external, heapUsed };
};

/** Responses between two cached values use up the pool that short buffers are taken from. */
const answer = () => Buffer.allocUnsafe(20_000);

const before = collect();
for (let n = 0; n < posts; n++) {
  const id = idOf(n);
  const counts = { replies: 0, reposts: 0, likes: n % 3, quotes: 0 };
  const state = { id, authorId: id, replyToId: '', rootId: id, quotedId: '', deleted: false, counts };
  const [fragment] = await fragments.get([state]);
  answer();
  // As it comes from a socket: a short slice of a long buffer.
  const author = Buffer.from(
    `${id}, of whom there is more to say than fits into the few bytes that V8 keeps in its heap`,
  );
  fragments.post(fragment!, state, author, undefined);
  await cards.putIfAbsent(id, { userId: id, user: author }, 1e9);
  // As it comes from the database: one line of many.
  const lines = Buffer.from(`${id} ${id}\n${'another line '.repeat(20)}`)
    .toString()
    .split('\n');
  const [postId, authorId] = lines[0]!.split(' ');
  states.keep(states.moment(), postId!, { id: postId!, authorId: authorId! });
  const reader = idOf(n % readers);
  if (n % 997 === 0) {
    const { birth } = ringHeader(await rings.open(reader));
    await rings.complete(reader, birth, { graphVersion: 1n, completeFrom: 0n, entries: [] });
  }
  await rings.push({ entryId: id, actorId: id, subjectId: id }, [reader]);
}
const after = collect();
const limits = 4 * limitBytes;
process.stdout.write(
  `${JSON.stringify({
    posts,
    limits,
    external: after.external - before.external,
    heap: after.heapUsed - before.heapUsed,
  })}\n`,
);
// Keeps everything in use until here.
Object.assign(globalThis, { fragments, cards, states, rings });
