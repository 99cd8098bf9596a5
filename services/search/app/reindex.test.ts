import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { exampleSearch, searchedPost } from '../conformance/example.ts';
import { rebuildIds } from '../conformance/rebuild.ts';
import { indexedNetwork, once } from '../testing/indexed-network.ts';

const [first, second, third] = rebuildIds;
const posts = (count: number) => Array.from({ length: count }, (_, n) => searchedPost(n, `tea ${n}`));

t.test('a rebuilt index has what is stored, each once, whatever it had before', async (t) => {
  const network = indexedNetwork(t);
  const { app, stored, postIndex } = network;
  for (const post of posts(450)) stored.set(post.id, post);
  await app.refreshPosts([...stored.keys()].slice(0, 100));
  const [oldest] = stored.keys();
  stored.delete(oldest!);
  t.equal(await network.rebuild('posts', first), 449);
  t.strictSame(await network.found(), [...stored.keys()]);
  t.equal(await postIndex.count(), 449);
});

t.test('what happens while it is rebuilt is in the new index', async (t) => {
  const network = indexedNetwork(t);
  const { app, stored, during, postIndex } = network;
  for (const post of posts(450)) stored.set(post.id, post);
  const ids = [...stored.keys()];
  let cursor = (await app.reindex('posts', first, '')).nextCursor;
  let round = 0;
  while (cursor !== '') {
    once(during, async () => {
      // One of this page is deleted and its event comes before the fill; one beyond the scan is created.
      const deleted = ids[round * 200 + 7]!;
      stored.delete(deleted);
      await postIndex.remove([deleted]);
      const created = searchedPost(1_000 - round, 'tea, new');
      stored.set(created.id, created);
      await app.refreshPosts([created.id]);
      // One of this page is liked, and indexed with its likes before the fill.
      const liked = stored.get(ids[round * 200 + 9]!)!;
      stored.set(liked.id, { ...liked, likes: 100 });
      await app.refreshPosts([liked.id]);
      round += 1;
    });
    // The process dies after the part, and the part is repeated.
    await app.reindex('posts', first, cursor);
    cursor = (await app.reindex('posts', first, cursor)).nextCursor;
  }
  t.equal(round, 3);
  t.strictSame(await network.found(), [...stored.keys()].sort());
  t.equal(await postIndex.count(), stored.size);
  const candidates = await postIndex.candidates(exampleSearch('tea'), { newest: 1_000, mostLiked: 0 });
  t.equal(candidates.filter(({ likeLevel }) => likeLevel > 0).length, round, 'likes are not lost');
});

t.test('a rebuild that is interrupted continues, and a later one starts over', async (t) => {
  const network = indexedNetwork(t);
  const { app, stored } = network;
  for (const post of posts(450)) stored.set(post.id, post);
  const begun = await app.reindex('posts', first, '');
  t.match(begun, { expected: 0, indexed: 0 });
  const scanned = await app.reindex('posts', first, begun.nextCursor);
  await app.reindex('posts', first, begun.nextCursor);
  t.strictSame(await network.found(), [], 'the old index is searched until the end');
  await network.rebuild('posts', first, scanned.nextCursor);
  t.strictSame(await network.found(), [...stored.keys()]);
  await app.reindex('posts', second, '');
  stored.clear();
  await network.rebuild('posts', third);
  t.strictSame(await network.found(), []);
});

t.test('an earlier rebuild cannot write into the index of a later one, at any of its parts', async (t) => {
  const network = indexedNetwork(t);
  const { app, stored } = network;
  for (const post of posts(450)) stored.set(post.id, post);
  const early = await app.reindex('posts', first, '');
  const late = await app.reindex('posts', second, '');
  stored.clear();
  const replaced = domainErrorLike('CONFLICT');
  for (const cursor of ['', early.nextCursor, 'finish'])
    await t.rejects(app.reindex('posts', first, cursor), replaced, `the cursor "${cursor}"`);
  t.equal(await network.rebuild('posts', second, late.nextCursor), 0);
  t.strictSame(await network.found(), []);
  await t.rejects(app.reindex('posts', first, ''), replaced, 'also when it is done');
  await network.rebuild('people', first);
});

t.test('an index that is lost while it is rebuilt begins again', async (t) => {
  const network = indexedNetwork(t);
  const { app, stored, db } = network;
  for (const post of posts(450)) stored.set(post.id, post);
  const scanned = await app.reindex('posts', first, (await app.reindex('posts', first, '')).nextCursor);
  for (const cursor of [scanned.nextCursor, 'finish']) {
    await db.write((tx) => tx.run(`UPDATE search_index SET rebuilding = 0, rebuild_id = ''`));
    const begun = await app.reindex('posts', first, cursor);
    t.match(begun, { nextCursor: 'scan ', indexed: 0, expected: 0 }, cursor);
  }
  t.equal(await network.rebuild('posts', first, 'scan '), 450);
  t.strictSame(await network.found(), [...stored.keys()]);
});

t.test('people who change while the index is rebuilt are found as they are', async (t) => {
  const network = indexedNetwork(t);
  const { app, people, during } = network;
  const person = (n: number, handle: string) => ({
    id: `${2_000_000_000_000_000_000n + BigInt(n)}`,
    handle,
    displayName: '',
    bio: '',
  });
  for (let n = 0; n < 250; n++) people.set(person(n, '').id, person(n, `tea${n}`));
  const { nextCursor } = await app.reindex('people', first, '');
  once(during, async () => {
    people.set(person(3, '').id, person(3, 'coffee'));
    people.delete(person(4, '').id);
    await app.refreshPeople([person(3, '').id, person(4, '').id]);
  });
  await network.rebuild('people', first, nextCursor);
  t.equal((await network.handles('tea')).length, 248);
  t.match(await network.handles('coffee'), [{ id: person(3, '').id }]);
});
