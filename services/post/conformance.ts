import fc from 'fast-check';
import type { Test } from 'tap';
import { refusal } from '../../platform/testing/refusal.ts';
import { type NewPost, NO_COUNTS, type Stamp } from './domain/post.ts';
import { PostModel } from './model.ts';
import type { PostStore, Reaction } from './ports.ts';

const idOf = (n: number) => String(2_000_000_000_000_000_000n + BigInt(n));

const change = (n: number, repeated = false) => ({ id: idOf(n), repeated });

/** A post as CreatePost would store it. */
export function examplePost(more: Partial<NewPost> & { id: string; authorId: string }): NewPost {
  return {
    text: `text of ${more.id}`,
    mentions: [],
    hashtags: [],
    links: [],
    mediaIds: [],
    replyToId: '',
    replyToAuthorId: '',
    rootId: more.id,
    quotedId: '',
    quotedAuthorId: '',
    stamp: 'push',
    ...more,
  };
}

/** What every PostStore does. `makeStore` gives an empty one, closed by the test's teardown. */
export function postStoreConformance(t: Test, makeStore: (t: Test) => Promise<PostStore>): void {
  t.test('a post is stored once, with what it says, its place, its entry and its head', async (t) => {
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
    await store.createPost({ ...post, text: 'another', stamp: 'push' });
    const { id, text, mentions, hashtags, links, mediaIds } = post;
    t.strictSame((await store.bodies([id, 'x'])).get(id), { id, text, mentions, hashtags, links, mediaIds });
    const entry = { id, actorId: 'a', subjectId: id, subjectAuthorId: 'a', stamp: 'pull' };
    t.strictSame(await store.authorEntries([{ authorId: 'a', before: '' }], 10, false), [[entry]]);
    const head = { authorId: 'a', lastEntryId: id, lastPullEntryId: id };
    t.strictSame(await store.authorHeads(['a', 'nobody']), [head]);
    t.strictSame(await store.pullAuthors('', 10), [head]);
    t.strictSame(await store.pullAuthors('a', 10), []);
  });

  t.test(
    'a deleted post leaves its place; the same removal may be repeated, another finds nothing',
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
      const gone = refusal('POST_NOT_FOUND', { field: 'post_id' });
      for (const id of [idOf(1), idOf(9)]) {
        await t.rejects(store.like(id, 'a', change(20)), gone);
        await t.rejects(store.unlike(id, 'a', change(20)), gone);
        await t.rejects(store.repost(id, 'a', change(20), 'push'), gone);
        await t.rejects(store.unrepost(id, 'a', change(20)), gone);
        const late = examplePost({ id: idOf(11), authorId: 'a' });
        await t.rejects(
          store.createPost({ ...late, replyToId: id }),
          refusal('POST_NOT_FOUND', { field: 'reply_to_post_id' }),
        );
        await t.rejects(
          store.createPost({ ...late, quotedId: id }),
          refusal('POST_NOT_FOUND', { field: 'quoted_post_id' }),
        );
      }
      t.equal((await store.states([idOf(11)])).size, 0, 'a refused post is not there');
    },
  );

  t.test('lists go on where a page ended, and a thread keeps the nearest ancestors', async (t) => {
    const store = await makeStore(t);
    await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
    for (let n = 2; n <= 6; n += 1) {
      const place = { replyToId: idOf(n - 1), rootId: idOf(1), quotedId: idOf(1) };
      await store.createPost(examplePost({ id: idOf(n), authorId: 'a', ...place }));
      await store.like(idOf(1), `u${n}`, change(n));
      await store.repost(idOf(1), `u${n}`, change(100 + n), 'pull');
    }
    t.strictSame(await store.ancestorIds(idOf(6), 2), [idOf(5), idOf(4)]);
    t.strictSame(await store.quoteIds(idOf(1), '', 2), [idOf(6), idOf(5)]);
    t.strictSame(await store.quoteIds(idOf(1), idOf(5), 9), [idOf(4), idOf(3), idOf(2)]);
    t.strictSame(await store.likerIds(idOf(1), 'u3', 2), ['u4', 'u5']);
    t.strictSame(await store.reposterIds(idOf(1), 'u5', 2), ['u6']);
    t.strictSame(await store.replyIds('', '', 9), [], 'what answers nothing is no reply');
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

  t.test('a change that arrives again is done if it was not, and never undoes a later one', async (t) => {
    const store = await makeStore(t);
    await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
    const likes = async (answer: Promise<Reaction>) => (await answer).counts.likes;
    const reposts = async (answer: Promise<Reaction>) => (await answer).counts.reposts;
    t.equal(await likes(store.like(idOf(1), 'b', change(5, true))), 1);
    t.equal(await likes(store.unlike(idOf(1), 'b', change(6))), 0);
    t.equal(await likes(store.like(idOf(1), 'b', change(5, true))), 0, 'taken back since');
    t.equal(await likes(store.like(idOf(1), 'b', change(7, true))), 1, 'wished for since');
    t.equal(await likes(store.unlike(idOf(1), 'b', change(4))), 0, 'a clock that lags loses no change');
    t.equal(await reposts(store.repost(idOf(1), 'b', change(15, true), 'push')), 1);
    t.equal(await reposts(store.repost(idOf(1), 'b', change(15, true), 'push')), 1);
    t.equal(await reposts(store.unrepost(idOf(1), 'b', change(16))), 0);
    t.equal(await reposts(store.repost(idOf(1), 'b', change(15, true), 'push')), 0);
    t.equal(await reposts(store.repost(idOf(1), 'b', change(17), 'push')), 1);
    t.equal(await reposts(store.unrepost(idOf(1), 'b', change(16, true))), 1);
    const [entries] = await store.authorEntries([{ authorId: 'b', before: '' }], 9, false);
    t.strictSame(
      entries?.map(({ id }) => id),
      [idOf(17)],
      'reposting again is a new entry',
    );
  });

  t.test(
    'whatever happens, answers equal those of the plain model, and counts agree with their rows',
    async (t) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const store = await makeStore(t);
          const model = new PostModel();
          const posted = [idOf(0)];
          for (const [index, one] of steps.entries()) {
            await apply(t, { store, model, posted, nextId: idOf(index + 1) }, one);
          }
          await compare(t, store, model, posted);
        }),
        { numRuns: 40 },
      );
    },
  );
}

const people = ['a', 'b', 'c'];
const step = fc.record({
  kind: fc.constantFrom(
    'post',
    'reply',
    'quote',
    'both',
    'delete',
    'like',
    'unlike',
    'repost',
    'unrepost',
    'purge',
  ),
  who: fc.constantFrom(...people),
  /** Which of the posts so far; the first is never there. */
  which: fc.nat(),
  stamp: fc.constantFrom<Stamp>('push', 'pull'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
interface Run {
  store: PostStore;
  model: PostModel;
  posted: string[];
  nextId: string;
}

async function apply(t: Test, { store, model, posted, nextId }: Run, { kind, who, which, stamp }: Step) {
  const subject = posted[which % posted.length]!;
  const once = { id: nextId, repeated: false };
  const react = async (on: Promise<unknown>, change: () => void) => {
    if (!model.stands(subject)) return t.rejects(on, refusal('POST_NOT_FOUND'));
    change();
    t.strictSame(await on, { counts: model.counts(subject), viewer: model.viewer(subject, who) });
  };
  switch (kind) {
    case 'delete':
      return t.equal(
        await store.deletePost({ postId: subject, removalId: nextId, actorId: who }),
        model.delete(subject, nextId),
      );
    case 'like':
      return react(store.like(subject, who, once), () => model.like(subject, who, true));
    case 'unlike':
      return react(store.unlike(subject, who, once), () => model.like(subject, who, false));
    case 'repost':
      return react(store.repost(subject, who, once, stamp), () => model.repost(subject, who, nextId, stamp));
    case 'unrepost':
      return react(store.unrepost(subject, who, once), () => model.unrepost(subject, who));
    case 'purge':
      for (let turns = 0; await store.purge(who, 2); turns += 1)
        if (turns > 100) throw new Error('purge never ends');
      return model.purge(who);
  }
  const replyToId = kind === 'reply' || kind === 'both' ? subject : '';
  const quotedId = kind === 'quote' || kind === 'both' ? subject : '';
  const rootId = replyToId ? (model.posts.get(replyToId)?.rootId ?? '') : nextId;
  const post = examplePost({ id: nextId, authorId: who, replyToId, quotedId, rootId, stamp });
  if (!model.create(post)) return t.rejects(store.createPost(post), refusal('POST_NOT_FOUND'));
  await store.createPost(post);
  posted.push(nextId);
}

async function compare(t: Test, store: PostStore, model: PostModel, posted: string[]): Promise<void> {
  const states = await store.states(posted);
  for (const id of posted) {
    t.strictSame(states.get(id), model.state(id));
    t.strictSame(await store.replyIds(id, '', 99), model.replies(id));
    t.strictSame(await store.quoteIds(id, '', 99), model.quotes(id));
    t.strictSame(await store.likerIds(id, '', 99), model.likers(id));
    t.strictSame(await store.reposterIds(id, '', 99), model.reposters(id));
    t.strictSame(await store.ancestorIds(id, 99), model.ancestors(id));
    t.strictSame(await store.reposts([{ subjectId: id, from: '', before: '' }], 99), [model.reposts(id)]);
    const { counts = NO_COUNTS, deleted } = states.get(id) ?? {};
    t.equal(counts.likes, (await store.likerIds(id, '', 99)).length);
    t.equal(counts.reposts, (await store.reposterIds(id, '', 99)).length);
    t.equal((await store.bodies([id])).size, deleted === false ? 1 : 0);
  }
  for (const authorId of people) {
    const all = model.entries(authorId);
    t.strictSame(await store.authorEntries([{ authorId, before: '' }], 99, false), [all]);
    const pull = all.filter(({ stamp }) => stamp === 'pull');
    t.strictSame(await store.authorEntries([{ authorId, before: '' }], 99, true), [pull]);
    const viewed = await store.viewerStates(authorId, posted);
    for (const id of posted)
      t.strictSame(viewed.get(id) ?? { liked: false, reposted: false }, model.viewer(id, authorId));
  }
  const heads = people.map((id) => model.head(id)).filter((head) => head !== undefined);
  t.strictSame(
    [...(await store.authorHeads(people))].sort((a, b) => (a.authorId < b.authorId ? -1 : 1)),
    heads,
  );
  t.strictSame(
    await store.pullAuthors('', 99),
    heads.filter(({ lastPullEntryId }) => lastPullEntryId !== ''),
  );
}
