import t from 'tap';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { announcements } from '../adapters/announcements.ts';
import { migrations } from '../adapters/migrations.ts';
import { sqlitePostStore } from '../adapters/sqlite.ts';
import { examplePost, idOf } from '../conformance/example.ts';
import type { Card } from '../ports.ts';
import { cachedFragments } from './fragments.ts';
import { hydration } from './hydrate.ts';

t.test('a new post is answered with the same bytes as a later read', async (t) => {
  const db = openDatabase({ file: `${t.testdir()}/post.db`, migrations });
  t.teardown(() => db.close());
  let last = 0;
  const store = sqlitePostStore({
    db,
    announcements: announcements({ add: () => {}, newEventId: () => `e${++last}`, nowMs: () => 0 }),
    newRemovalId: () => `r${++last}`,
  });
  const author = new Uint8Array([10, 1, 65]);
  let reads = 0;
  const bodies: typeof store.bodies = (ids) => {
    reads += 1;
    return store.bodies(ids);
  };
  const hydrating = () =>
    hydration({
      store,
      fragments: cachedFragments({ bodies }, 1 << 20),
      users: {
        cards: async (ids: readonly string[]) =>
          new Map(ids.map((id): [string, Card] => [id, { active: true, user: author }])),
        resolveHandles: async () => new Map(),
      },
      relations: {
        blockedAmong: async () => new Set<string>(),
        hiddenAmong: async () => ({ blocked: new Set<string>(), muted: new Set<string>() }),
        followerCount: async () => 0,
      },
    });
  const [authorId, first, reply] = [idOf(1), idOf(2), idOf(3)];
  const posts = [
    examplePost({
      id: first,
      authorId,
      text: 'Hi @bOB, see #Café at skein.dev/x 😀',
      mentions: [{ start: 3, end: 7, handle: 'bOB', userId: idOf(9) }],
      hashtags: [{ start: 13, end: 18, tag: 'café' }],
      links: [{ start: 22, end: 33, url: 'https://skein.dev/x' }],
    }),
    examplePost({ id: reply, authorId, replyToId: first, replyToAuthorId: authorId, rootId: first }),
  ];
  for (const post of posts) {
    await store.createPost(post);
    const at = hydrating();
    const bytes = at.created(post, author);
    const { shown } = await hydrating().hydrate([post.id], { viewerId: authorId });
    t.same(Buffer.from(bytes), Buffer.from(shown.get(post.id)!.bytes));
    const before = reads;
    await at.hydrate([post.id], { viewerId: authorId });
    t.equal(reads, before, 'the first reader needs no read of its text either');
  }
});
