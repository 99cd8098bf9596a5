import t from 'tap';
import { ada, bob, eve, searchedPost } from '../conformance/example.ts';
import { followerLevelOf } from '../domain/person.ts';
import { indexedNetwork, once } from '../testing/indexed-network.ts';

const person = (id: string, handle: string) => ({ id, handle, displayName: '', bio: '' });

t.test('of refreshes of one post that overlap, the later state stays', async (t) => {
  const { app, stored, during, found, postIndex } = indexedNetwork(t);
  const post = searchedPost(1, 'tea', { replyToAuthorId: eve });
  stored.set(post.id, post);
  once(during, async () => {
    stored.set(post.id, { ...post, likes: 3 });
    await app.refreshPosts([post.id]);
  });
  await app.refreshPosts([post.id]);
  const candidates = await postIndex.candidates({ all: [], none: [] }, { newest: 10, mostLiked: 0 });
  t.match(candidates, [{ id: post.id, likeLevel: 2 }], 'it was liked meanwhile');
  once(during, async () => {
    stored.set(post.id, { ...post, replyToAuthorId: '' });
    await app.refreshPosts([post.id]);
  });
  await app.refreshPosts([post.id]);
  t.strictSame(await found('to:eve'), [], 'what it replies to was deleted meanwhile');
  once(during, async () => {
    stored.delete(post.id);
    await app.refreshPosts([post.id]);
  });
  await app.refreshPosts([post.id]);
  t.strictSame(await found(), [], 'it was deleted meanwhile');
});

t.test('of refreshes of one person that overlap, the later state stays', async (t) => {
  const { app, people, deactivated, followers, during, handles } = indexedNetwork(t);
  people.set(ada, person(ada, 'ada'));
  once(during, async () => {
    followers.set(ada, 7);
    await app.refreshPeople([ada]);
  });
  await app.refreshPeople([ada]);
  t.match(await handles('ada'), [{ level: followerLevelOf(7) }], 'they were followed meanwhile');
  once(during, async () => {
    people.set(ada, person(ada, 'countess'));
    await app.refreshPeople([ada]);
  });
  await app.refreshPeople([ada]);
  t.match([await handles('ada'), await handles('countess')], [[], [{ id: ada }]], 'they have another handle');
  deactivated.add(ada);
  once(during, async () => {
    deactivated.delete(ada);
    await app.refreshPeople([ada]);
  });
  await app.refreshPeople([ada]);
  t.match(await handles('countess'), [{ id: ada }], 'they came back meanwhile');
});

t.test('a purged person is in no document, also after their posts are indexed again', async (t) => {
  const { app, people, deactivated, stored, during, found, handles } = indexedNetwork(t);
  for (const [id, handle] of [
    [ada, 'ada'],
    [bob, 'bob'],
  ] as const)
    people.set(id, person(id, handle));
  for (let n = 0; n < 120; n++) {
    const post = searchedPost(n, `tea ${n}`, { authorId: bob, mentionedUserIds: [ada, bob] });
    stored.set(post.id, post);
  }
  const ids = [...stored.keys()];
  await app.refreshPosts(ids);
  await app.refreshPeople([ada, bob]);
  deactivated.add(ada);
  await app.refreshPosts(ids.slice(0, 5));
  t.equal((await found('@ada')).length, 120, 'a deactivated person may come back');
  once(during, async () => {
    people.delete(ada);
    await app.forgetPerson(ada);
  });
  await app.refreshPosts(ids.slice(0, 5));
  t.strictSame(await found('@ada'), []);
  t.equal((await found('@bob')).length, 120);
  t.strictSame(await handles('ada'), []);
  await app.refreshPosts(ids);
  await app.reindex('posts', '1500000000000000001', '');
  await app.reindex('posts', '1500000000000000001', 'scan ');
  await app.reindex('posts', '1500000000000000001', 'finish');
  t.strictSame(await found('@ada'), []);
});
