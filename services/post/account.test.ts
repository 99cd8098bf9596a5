import { create, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { EventSchema, UserChanged_Kind } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { expectRefused } from '../../platform/testing/expect-refused.ts';
import { until } from '../../platform/testing/until.ts';
import { type ServedPosts, servedPosts } from '../../test/harness/served-posts.ts';
import { topics } from '../product/topics.ts';
import { people } from './testing/people.ts';

let published = 0;

async function tell({ bus }: ServedPosts, userId: string, kind: UserChanged_Kind): Promise<void> {
  const payload = { case: 'userChanged', value: { userId, kind } } as const;
  const value = toBinary(EventSchema, create(EventSchema, { payload }));
  await bus.publish([{ topic: topics.user, key: userId, eventId: `e${++published}`, timeMs: 0, value }]);
}

t.test('a purge removes what is kept of the account, and updates counts of others', async (t) => {
  const served = await servedPosts(t, { env: { SKEIN_POST_PURGE_BATCH: '2' } });
  const [ada, bob] = await people(served, 'ada', 'bob');
  const kept = await bob!.post('kept');
  const own = await ada!.post('own');
  const under = await bob!.post('under', { replyTo: own });
  for (let n = 0; n < 3; n++) {
    const other = await bob!.post(`${n}`);
    for (const { id: postId } of [other, kept]) {
      await ada!.posts.likePost({ postId });
      await ada!.posts.repostPost({ postId });
    }
    await ada!.post('reply', { replyTo: kept });
    await ada!.post('quote', { quoting: kept });
  }
  const before = { likeCount: 1n, repostCount: 1n, replyCount: 3n, quoteCount: 3n };
  t.match((await bob!.posts.getPost({ postId: kept.id })).post, { counts: before });
  await tell(served, ada!.id, UserChanged_Kind.DEACTIVATED);
  await tell(served, bob!.id, UserChanged_Kind.UPDATED);
  await tell(served, ada!.id, UserChanged_Kind.PURGED);
  const isPurged = async () =>
    (await served.mesh.batchGetAuthorHeads({ authorIds: [ada!.id] })).heads.length === 0;
  await until('the purge is done', isPurged);
  const none = { likeCount: 0n, repostCount: 0n, replyCount: 0n, quoteCount: 0n };
  t.match((await bob!.posts.getPost({ postId: kept.id })).post, { counts: none });
  await expectRefused(t, bob!.posts.getPost({ postId: own.id }), 'POST_NOT_FOUND');
  t.match(await bob!.posts.getThread({ postId: under.id }), {
    ancestors: [{ content: { case: 'tombstone', value: { postId: own.id } } }],
  });
  const cursors = [{ authorId: ada!.id }];
  t.match(await served.mesh.batchListAuthorEntries({ cursors, limitPerAuthor: 10 }), {
    authors: [{ authorId: ada!.id, entries: [] }],
  });
  const removed = () => served.events.filter(({ payload }) => payload.case === 'entryRemoved').length;
  await until('the removal events to arrive', () => removed() === 4 + 7);
  await tell(served, ada!.id, UserChanged_Kind.PURGED);
  await tell(served, bob!.id, UserChanged_Kind.PURGED);
  await until('the next purge is done', async () => {
    return (await served.mesh.batchGetAuthorHeads({ authorIds: [bob!.id] })).heads.length === 0;
  });
  t.equal((await served.mesh.hydratePosts({ postIds: [kept.id, under.id] })).posts.length, 0);
});
