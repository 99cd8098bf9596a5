import fc from 'fast-check';
import type { Test } from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { NO_COUNTS, type Stamp } from '../domain/post.ts';
import type { PostStore } from '../ports.ts';
import { examplePost, idOf } from './example.ts';
import { PostModel } from './model.ts';

/** After any history of writes a store equals the plain model. */
export function historiesConformance(t: Test, makeStore: (t: Test) => Promise<PostStore>): void {
  t.test(
    'after any history of writes, answers equal those of the plain model, and counts agree with their rows',
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
  /** Index of a post so far; the first one never exists. */
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
  const react = async (on: Promise<unknown>, change: () => void, more = () => ({})) => {
    if (!model.exists(subject)) return t.rejects(on, domainErrorLike('POST_NOT_FOUND'));
    change();
    t.strictSame(await on, { counts: model.counts(subject), viewer: model.viewer(subject, who), ...more() });
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
      return react(
        store.repost(subject, who, once, { id: nextId, stamp }),
        () => model.repost(subject, who, nextId, stamp),
        () => ({ repostId: model.repostId(subject, who) }),
      );
    case 'unrepost':
      return react(store.unrepost(subject, who, once), () => model.unrepost(subject, who));
    case 'purge':
      for (let rounds = 0; await store.purge(who, 2); rounds += 1)
        if (rounds > 100) throw new Error('purge never ends');
      return model.purge(who);
  }
  const replyToId = kind === 'reply' || kind === 'both' ? subject : '';
  const quotedId = kind === 'quote' || kind === 'both' ? subject : '';
  const rootId = replyToId ? (model.posts.get(replyToId)?.rootId ?? '') : nextId;
  const post = examplePost({ id: nextId, authorId: who, replyToId, quotedId, rootId, stamp });
  if (!model.create(post)) return t.rejects(store.createPost(post), domainErrorLike('POST_NOT_FOUND'));
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
    const some = ['a', 'c'];
    const theirs = model.reposts(id).filter(({ actorId }) => some.includes(actorId));
    t.strictSame((await store.repostsBy(some, [id])).get(id) ?? [], theirs);
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
    const done = (which: 'liked' | 'reposted') =>
      posted.filter((id) => model.viewer(id, authorId)[which]).reverse();
    const recent = { fromId: '', liked: done('liked'), reposted: done('reposted') };
    t.strictSame(await store.recentReactions(authorId, 99), recent);
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
