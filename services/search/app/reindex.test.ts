import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { migrations } from '../adapters/sqlite/migrations.ts';
import { sqlitePeopleIndex } from '../adapters/sqlite/people.ts';
import { sqlitePostIndex } from '../adapters/sqlite/posts.ts';
import { exampleSearch, searchedPost } from '../conformance/example.ts';
import type { SearchedPost } from '../domain/document.ts';
import { personTerm, type SearchedPerson } from '../domain/person.ts';
import type { People, Posts, Relations } from '../ports.ts';
import type { AppContext } from './context.ts';
import { useCases } from './use-cases.ts';

const folder = t.testdir();
let files = 0;

/** The use cases over real indexes, and sources that the test changes; `between` runs between a scan and its fill. */
function searching(t: { teardown(fn: () => unknown): void }) {
  const db = openDatabase({ file: `${folder}/${++files}/search.db`, migrations });
  t.teardown(() => db.close());
  const stored = new Map<string, SearchedPost>();
  const people = new Map<string, SearchedPerson>();
  const during = { between: async () => {} };
  const page = async <T extends { id: string }>(all: Iterable<T>, afterId: string, limit: number) => {
    const items = [...all].filter(({ id }) => id > afterId).sort((a, b) => (a.id < b.id ? -1 : 1));
    const found = {
      items: items.slice(0, limit),
      nextAfterId: items.length < limit ? '' : items[limit - 1]!.id,
    };
    await during.between();
    return found;
  };
  const context: AppContext = {
    clock: testClock(),
    postIndex: sqlitePostIndex(db),
    peopleIndex: sqlitePeopleIndex(db),
    rankings: { getMany: async () => [], putIfAbsent: async () => true, invalidate: async () => {} },
    onCacheError() {},
    sharedForMs: 1_000,
    posts: {
      stored: async (ids: readonly string[]) => ids.flatMap((id) => stored.get(id) ?? []),
      scan: (afterId: string, limit: number) => page(stored.values(), afterId, limit),
    } as unknown as Posts,
    people: {
      active: async (ids: readonly string[]) =>
        new Map(ids.flatMap((id) => (people.has(id) ? [[id, people.get(id)!]] : []))),
      scan: (afterId: string, limit: number) => page(people.values(), afterId, limit),
    } as unknown as People,
    relations: { followerCounts: async () => new Map() } as unknown as Relations,
  };
  const app = useCases(context);
  return {
    ...context,
    app,
    stored,
    people,
    during,
    async found() {
      return (await context.postIndex.newest(exampleSearch('tea'), { limit: 1_000 })).toReversed();
    },
    async handles(prefix: string) {
      return (await context.peopleIndex.find([[personTerm.handlePrefix(prefix)]], { limit: 1_000 })).map(
        ({ id }) => id,
      );
    },
    async rebuild(index: 'posts' | 'people', cursor = ''): Promise<number> {
      const { nextCursor, indexed } = await app.reindex(index, cursor);
      return nextCursor === '' ? indexed : indexed + (await this.rebuild(index, nextCursor));
    },
  };
}

const posts = (count: number) => Array.from({ length: count }, (_, n) => searchedPost(n, `tea ${n}`));

t.test('a rebuilt index has what is stored, each once, whatever it had before', async (t) => {
  const served = searching(t);
  const { app, stored, postIndex } = served;
  for (const post of posts(450)) stored.set(post.id, post);
  await app.refreshPosts([...stored.keys()].slice(0, 100));
  const [first] = stored.keys();
  stored.delete(first!);
  t.equal(await served.rebuild('posts'), 449);
  t.strictSame(await served.found(), [...stored.keys()]);
  t.equal(await postIndex.count(), 449);
});

t.test('what happens while it is rebuilt is in the new index', async (t) => {
  const served = searching(t);
  const { app, stored, during, postIndex } = served;
  for (const post of posts(450)) stored.set(post.id, post);
  const ids = [...stored.keys()];
  let round = 0;
  during.between = async () => {
    round += 1;
    // One of this page is deleted and its event comes before the fill; one beyond the scan is created.
    const deleted = ids[(round - 1) * 200 + 7]!;
    stored.delete(deleted);
    await postIndex.remove([deleted]);
    const created = searchedPost(1_000 - round, 'tea, new');
    stored.set(created.id, created);
    await app.refreshPosts([created.id]);
    // One of this page is liked, and indexed with its likes before the fill.
    const liked = stored.get(ids[(round - 1) * 200 + 9]!)!;
    stored.set(liked.id, { ...liked, likes: 100 });
    await app.refreshPosts([liked.id]);
  };
  await served.rebuild('posts');
  t.strictSame(await served.found(), [...stored.keys()].sort());
  t.equal(await postIndex.count(), stored.size);
  const candidates = await postIndex.candidates(exampleSearch('tea'), { newest: 1_000, mostLiked: 0 });
  t.equal(candidates.filter(({ likeLevel }) => likeLevel > 0).length, round, 'likes are not lost');
});

t.test('a rebuild that is interrupted continues, and one that is begun again starts over', async (t) => {
  const served = searching(t);
  const { app, stored } = served;
  for (const post of posts(450)) stored.set(post.id, post);
  const begun = await app.reindex('posts', '');
  t.match(begun, { expected: 0, indexed: 0 });
  const second = await app.reindex('posts', begun.nextCursor);
  await app.reindex('posts', begun.nextCursor);
  t.strictSame(await served.found(), [], 'the old index is searched until the end');
  await served.rebuild('posts', second.nextCursor);
  t.strictSame(await served.found(), [...stored.keys()]);
  await app.reindex('posts', '');
  stored.clear();
  await served.rebuild('posts');
  t.strictSame(await served.found(), []);
});

t.test('people who change while the index is rebuilt are found as they are', async (t) => {
  const served = searching(t);
  const { app, people, during } = served;
  const person = (n: number, handle: string) => ({
    id: `${2_000_000_000_000_000_000n + BigInt(n)}`,
    handle,
    displayName: '',
    bio: '',
  });
  for (let n = 0; n < 250; n++) people.set(person(n, '').id, person(n, `tea${n}`));
  during.between = async () => {
    during.between = async () => {};
    people.set(person(3, '').id, person(3, 'coffee'));
    people.delete(person(4, '').id);
    await app.refreshPeople([person(3, '').id, person(4, '').id]);
  };
  await served.rebuild('people');
  t.equal((await served.handles('tea')).length, 248);
  t.strictSame(await served.handles('coffee'), [person(3, '').id]);
});
