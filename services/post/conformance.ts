import type { Test } from 'tap';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { change, examplePost, idOf } from './conformance/example.ts';
import { historiesConformance } from './conformance/histories.ts';
import type { PostStore, Reaction } from './ports.ts';

/** Proves the contract of PostStore. `makeStore` returns an empty store; the test's teardown closes it. */
export function postStoreConformance(t: Test, makeStore: (t: Test) => Promise<PostStore>): void {
  t.test('a post is stored once, with its body, place, entry and head', async (t) => {
    const store = await makeStore(t);
    const post = examplePost({
      id: idOf(1),
      authorId: 'a',
      text: '@bob #tag x.com 😀',
      mentions: [{ start: 0, end: 4, handle: 'bob', userId: 'b' }],
      hashtags: [{ start: 5, end: 9, tag: 'tag' }],
      links: [{ start: 10, end: 15, url: 'https://x.com' }],
      mediaIds: ['m'],
      stamp: 'pull',
    });
    await store.createPost(post);
    await store.createPost(post);
    const again = { ...post, id: idOf(2), text: 'another', stamp: 'push' } as const;
    t.equal(await store.createPost(again), post.id);
    const { id, text, mentions, hashtags, links, mediaIds } = post;
    t.strictSame([...(await store.states([id, '', 'x', id])).keys()], [id], 'unknown ids have no state');
    t.strictSame((await store.bodies([id, 'x', '', id])).get(id), {
      id,
      text,
      mentions,
      hashtags,
      links,
      mediaIds,
    });
    const entry = { id, actorId: 'a', subjectId: id, subjectAuthorId: 'a', stamp: 'pull' };
    t.strictSame(await store.authorEntries([{ authorId: 'a', before: '' }], 10, false), [[entry]]);
    const head = { authorId: 'a', lastEntryId: id, lastPullEntryId: id };
    t.strictSame(await store.authorHeads(['a', 'nobody', '']), [head]);
    t.equal((await store.viewerStates('a', [id, ''])).size, 0);
    t.strictSame(await store.pullAuthors('', 10), [head]);
    t.strictSame(await store.pullAuthors('a', 10), []);
  });

  t.test(
    'a deleted post keeps its place; the same removal may be repeated, another one finds nothing',
    async (t) => {
      const store = await makeStore(t);
      await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
      await store.createPost(
        examplePost({ id: idOf(2), authorId: 'b', replyToId: idOf(1), rootId: idOf(1) }),
      );
      const removal = { postId: idOf(1), removalId: idOf(3), actorId: 'a' };
      t.equal(await store.deletePost(removal), true);
      t.equal(await store.deletePost(removal), true);
      t.equal(await store.deletePost({ ...removal, removalId: idOf(4) }), false);
      t.equal(await store.deletePost({ ...removal, postId: idOf(9) }), false);
      t.equal((await store.bodies([idOf(1)])).size, 0);
      t.match((await store.states([idOf(1)])).get(idOf(1)), { deleted: true, counts: { replies: 1 } });
      t.strictSame(await store.ancestorIds(idOf(2), 10), [idOf(1)]);
      const notFound = domainErrorLike('POST_NOT_FOUND', { field: 'post_id' });
      for (const id of [idOf(1), idOf(9)]) {
        await t.rejects(store.like(id, 'a', change(20)), notFound);
        await t.rejects(store.unlike(id, 'a', change(20)), notFound);
        await t.rejects(store.repost(id, 'a', change(20), { id: idOf(20), stamp: 'push' }), notFound);
        await t.rejects(store.unrepost(id, 'a', change(20)), notFound);
        const late = examplePost({ id: idOf(11), authorId: 'a' });
        await t.rejects(
          store.createPost({ ...late, replyToId: id }),
          domainErrorLike('POST_NOT_FOUND', { field: 'reply_to_post_id' }),
        );
        await t.rejects(
          store.createPost({ ...late, quotedId: id }),
          domainErrorLike('POST_NOT_FOUND', { field: 'quoted_post_id' }),
        );
      }
      t.equal((await store.states([idOf(11)])).size, 0, 'a refused post is not stored');
    },
  );

  t.test('a scan lists every post once, in pages, deleted ones too', async (t) => {
    const store = await makeStore(t);
    const ids = Array.from({ length: 25 }, (_, n) => idOf(n));
    for (const id of ids) await store.createPost(examplePost({ id, authorId: 'a' }));
    await store.deletePost({ postId: ids[3]!, removalId: idOf(90), actorId: 'a' });
    const scanned: string[] = [];
    for (
      let page = [...(await store.postIds('', 10))];
      ;
      page = [...(await store.postIds(page.at(-1)!, 10))]
    ) {
      scanned.push(...page);
      if (page.length < 10) break;
    }
    t.strictSame(scanned.toSorted(), ids);
    t.strictSame(await store.postIds(scanned.at(-1)!, 10), []);
  });

  t.test('of several concurrent removals of a post, exactly one succeeds', async (t) => {
    const store = await makeStore(t);
    await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
    const removals = [2, 3, 4, 5].map((n) => ({ postId: idOf(1), removalId: idOf(n), actorId: 'a' }));
    const answers = await Promise.all(removals.map((removal) => store.deletePost(removal)));
    t.equal(answers.filter((removed) => removed).length, 1);
    for (const [n, removal] of removals.entries()) {
      t.equal(await store.deletePost(removal), answers[n], 'a repeat has the same answer');
    }
    t.match((await store.states([idOf(1)])).get(idOf(1)), { deleted: true });
  });

  t.test('lists continue where a page ended, and a thread keeps the nearest ancestors', async (t) => {
    const store = await makeStore(t);
    await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
    for (let n = 2; n <= 6; n += 1) {
      const place = { replyToId: idOf(n - 1), rootId: idOf(1), quotedId: idOf(1) };
      await store.createPost(examplePost({ id: idOf(n), authorId: 'a', ...place }));
      await store.like(idOf(1), `u${n}`, change(n));
      await store.repost(idOf(1), `u${n}`, change(100 + n), { id: idOf(100 + n), stamp: 'pull' });
    }
    t.strictSame(await store.ancestorIds(idOf(6), 2), [idOf(5), idOf(4)]);
    t.strictSame(await store.quoteIds(idOf(1), '', 2), [idOf(6), idOf(5)]);
    t.strictSame(await store.quoteIds(idOf(1), idOf(5), 9), [idOf(4), idOf(3), idOf(2)]);
    t.strictSame(await store.likerIds(idOf(1), 'u3', 2), ['u4', 'u5']);
    t.strictSame(await store.reposterIds(idOf(1), 'u5', 2), ['u6']);
    t.strictSame(await store.replyIds('', '', 9), [], 'a post that answers nothing is no reply');
    const [window] = await store.reposts([{ subjectId: idOf(1), from: idOf(103), before: idOf(105) }], 9);
    t.strictSame(
      window?.map(({ id }) => id),
      [idOf(104), idOf(103)],
    );
    const [page] = await store.authorEntries([{ authorId: 'a', before: idOf(4) }], 2, false);
    t.strictSame(
      page?.map(({ id }) => id),
      [idOf(3), idOf(2)],
    );
  });

  t.test('the reactions to the newest posts name the post from which they are all', async (t) => {
    const store = await makeStore(t);
    const posts = [1, 2, 3, 4].map(idOf) as [string, string, string, string];
    for (const id of posts) await store.createPost(examplePost({ id, authorId: 'a' }));
    const [one, two, three] = posts;
    await store.like(one, 'b', change(11));
    await store.repost(two, 'b', change(12), { id: idOf(12), stamp: 'push' });
    await store.like(two, 'b', change(13));
    await store.like(three, 'b', change(14));
    await store.unlike(three, 'b', change(15));
    const all = { fromId: '', liked: [two, one], reposted: [two] };
    t.strictSame(await store.recentReactions('b', 9), all);
    t.strictSame(await store.recentReactions('b', 3), { ...all, fromId: one });
    t.strictSame(await store.recentReactions('b', 2), { fromId: two, liked: [two], reposted: [two] });
    t.strictSame(await store.recentReactions('b', 1), { fromId: three, liked: [], reposted: [] });
    t.strictSame(await store.recentReactions('nobody', 9), { fromId: '', liked: [], reposted: [] });
  });

  t.test('reposts of many posts by some people are found among all reposts', async (t) => {
    const store = await makeStore(t);
    const posts = [1, 2, 3, 4].map(idOf);
    for (const id of posts) await store.createPost(examplePost({ id, authorId: 'a' }));
    const people = Array.from({ length: 40 }, (_, n) => `u${n}`);
    const repostId = (post: number, person: number) => idOf(100 * post + person);
    for (const post of [1, 2, 3]) {
      for (const [n, userId] of people.entries()) {
        const id = repostId(post, n);
        await store.repost(idOf(post), userId, { id, repeated: false }, { id, stamp: 'push' });
      }
    }
    await store.unrepost(idOf(2), 'u5', change(1000));
    await store.deletePost({ postId: idOf(3), removalId: idOf(1001), actorId: 'a' });
    await store.restamp('u30', repostId(1, 30));
    const of = async (userIds: string[], postIds = posts) =>
      [...(await store.repostsBy(userIds, postIds))].map(
        ([postId, reposts]) => [postId, reposts.map(({ id }) => id)] as const,
      );
    const some = ['u30', 'nobody', 'u5', 'u12', 'u5', ''];
    t.strictSame(
      new Map(await of(some, [...posts, idOf(1), idOf(9), ''])),
      new Map([
        [idOf(1), [30, 12, 5].map((n) => repostId(1, n))],
        [idOf(2), [30, 12].map((n) => repostId(2, n))],
      ]),
    );
    t.strictSame((await store.repostsBy(['u30'], [idOf(1)])).get(idOf(1)), [
      { id: repostId(1, 30), actorId: 'u30', subjectId: idOf(1), subjectAuthorId: 'a', stamp: 'pull' },
    ]);
    t.strictSame(await of(people, [idOf(1)]), [[idOf(1), people.map((_, n) => repostId(1, n)).reverse()]]);
    for (const asked of [of([]), of(some, []), of(['nobody'])]) t.strictSame(await asked, []);
  });

  t.test('a restamped entry is merged at read', async (t) => {
    const store = await makeStore(t);
    await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
    await store.repost(idOf(1), 'b', change(2), { id: idOf(2), stamp: 'push' });
    await store.createPost(examplePost({ id: idOf(3), authorId: 'b' }));
    t.strictSame(await store.pullAuthors('', 9), []);
    await store.restamp('b', idOf(2));
    await store.restamp('b', idOf(2));
    await store.restamp('b', idOf(9));
    await store.restamp('nobody', idOf(1));
    const pull = async (authorId: string) => {
      const [entries] = await store.authorEntries([{ authorId, before: '' }], 9, true);
      return entries?.map(({ id }) => id);
    };
    t.strictSame([await pull('a'), await pull('b')], [[], [idOf(2)]]);
    const [reposts] = await store.reposts([{ subjectId: idOf(1), from: '', before: '' }], 9);
    t.match(reposts, [{ id: idOf(2), stamp: 'pull' }]);
    const head = { authorId: 'b', lastEntryId: idOf(3), lastPullEntryId: idOf(2) };
    t.strictSame(await store.pullAuthors('', 9), [head]);
  });

  t.test('a repeated change is made if it was not, and never undoes a later one', async (t) => {
    const store = await makeStore(t);
    await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
    const likes = async (answer: Promise<Reaction>) => (await answer).counts.likes;
    const reposts = async (answer: Promise<Reaction>) => (await answer).counts.reposts;
    t.equal(await likes(store.like(idOf(1), 'b', change(5, true))), 1);
    t.equal(await likes(store.unlike(idOf(1), 'b', change(6))), 0);
    t.equal(await likes(store.like(idOf(1), 'b', change(5, true))), 0, 'undone since');
    t.equal(await likes(store.like(idOf(1), 'b', change(7, true))), 1, 'made again since');
    t.equal(await likes(store.unlike(idOf(1), 'b', change(4))), 0, 'a change from a slow clock is not lost');
    t.equal(await reposts(store.repost(idOf(1), 'b', change(15, true), { id: idOf(15), stamp: 'push' })), 1);
    t.equal(await reposts(store.repost(idOf(1), 'b', change(15, true), { id: idOf(15), stamp: 'push' })), 1);
    t.equal(await reposts(store.unrepost(idOf(1), 'b', change(16))), 0);
    t.match(await store.repost(idOf(1), 'b', change(15, true), { id: idOf(15), stamp: 'push' }), {
      counts: { reposts: 0 },
      repostId: '',
    });
    t.equal(await reposts(store.repost(idOf(1), 'b', change(17), { id: idOf(17), stamp: 'push' })), 1);
    t.equal(await reposts(store.unrepost(idOf(1), 'b', change(16, true))), 1);
    const [entries] = await store.authorEntries([{ authorId: 'b', before: '' }], 9, false);
    t.strictSame(
      entries?.map(({ id }) => id),
      [idOf(17)],
      'reposting again is a new entry',
    );
  });

  t.test('a write has one post, under its own id or a later one', async (t) => {
    const store = await makeStore(t);
    t.equal(await store.postOfWrite(idOf(1)), undefined);
    const late = examplePost({ id: idOf(5), writeId: idOf(1), authorId: 'a' });
    t.equal(await store.createPost(late), idOf(5));
    t.equal(await store.createPost({ ...late, id: idOf(6) }), idOf(5), 'two attempts at the same time');
    t.equal(
      await store.createPost(examplePost({ id: idOf(1), authorId: 'a' })),
      idOf(5),
      'a slow first attempt',
    );
    t.equal(await store.postOfWrite(idOf(1)), idOf(5));
    t.equal(await store.createPost(examplePost({ id: idOf(2), authorId: 'a' })), idOf(2));
    t.equal(await store.createPost(examplePost({ id: idOf(7), writeId: idOf(2), authorId: 'a' })), idOf(2));
    await store.deletePost({ postId: idOf(5), removalId: idOf(8), actorId: 'a' });
    t.equal(await store.createPost({ ...late, id: idOf(9) }), idOf(5), 'a deleted post stays deleted');
    t.equal((await store.authorEntries([{ authorId: 'a', before: '' }], 9, false))[0]?.length, 1);
    t.equal(await store.postOfWrite(''), undefined);

    await store.repost(idOf(2), 'b', change(3, true), { id: idOf(10), stamp: 'push' });
    const again = await store.repost(idOf(2), 'b', change(3, true), { id: idOf(11), stamp: 'push' });
    t.equal(again.repostId, idOf(10));
    await store.unrepost(idOf(2), 'b', change(12));
    const old = await store.repost(idOf(2), 'b', change(3, true), { id: idOf(13), stamp: 'push' });
    t.equal(old.repostId, '', 'an old change under a new entry id is still the old change');
  });

  historiesConformance(t, makeStore);
}
