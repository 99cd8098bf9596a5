import { connect, constants } from 'node:http2';
import { create, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import {
  StreamHomeTimelineRequestSchema,
  TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedTimelines } from '../testing/served-timelines.ts';

t.test(
  'a stream joins on to a page without a gap, and goes on after a cut without loss or repetition',
  async (t) => {
    const served = await servedTimelines(t);
    const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
    await ada!.follow(bob!, cleo!);
    const before = [await bob!.post(), await cleo!.post()];
    const writing = (async () => {
      const ids: string[] = [];
      for (let n = 0; n < 60; n++) ids.push(await [ada, bob, cleo][n % 3]!.post(`post ${n}`));
      return ids;
    })();
    await until('the page to have some', async () => (await ada!.home(100)).ids.length > 6);
    const page = await ada!.home(100);
    const got = [...page.ids];
    let token = page.resumeToken;
    for (let cuts = 0; cuts < 5; cuts++) {
      const feed = ada!.stream(token);
      await until('something to come', () => feed.entryIds.length > 2 || feed.heartbeats() > 1);
      await feed.cut();
      token = feed.token();
      got.push(...feed.entryIds);
    }
    const posted = [...before, ...(await writing)];
    const last = ada!.stream(token);
    await until('all to come', () => got.length + last.entryIds.length >= posted.length);
    await until('a heartbeat after the end', () => last.heartbeats() > 0);
    t.strictSame([...got, ...last.entryIds].sort(), posted.sort());
    await last.cut();
  },
);

t.test(
  'what follows, unfollows, mutes, blocks and deletions change is changed at the next read and live',
  async (t) => {
    const served = await servedTimelines(t);
    const [ada, bob, cleo, dora] = await served.people('ada', 'bob', 'cleo', 'dora');
    const early = [await bob!.post(), await cleo!.post(), await dora!.post()];
    const feed = ada!.stream();
    await until('the stream to be open', () => feed.heartbeats() > 0);
    await ada!.follow(bob!, cleo!, dora!);
    t.strictSame((await ada!.home()).ids, early.toReversed(), 'the newest posts of the followed');
    const live = [await bob!.post('one'), await cleo!.post('two'), await dora!.post('three')];
    await until('posts to come', () => live.every((id) => feed.entryIds.includes(id)));

    await ada!.graph.unfollowUser({ userId: bob!.id });
    await ada!.graph.muteUser({ userId: cleo!.id });
    await dora!.graph.blockUser({ userId: ada!.id });
    t.strictSame((await ada!.home()).ids, []);
    await bob!.post('unheard');
    await cleo!.post('unheard');
    await dora!.post('unheard');
    const own = await ada!.post('mine');
    await until('her own to come', () => feed.entryIds.includes(own));
    t.strictSame((await ada!.home()).ids, [own]);

    await ada!.graph.unmuteUser({ userId: cleo!.id });
    const heard = await cleo!.post('heard');
    await until('it to come', () => feed.entryIds.includes(heard));
    await cleo!.posts.deletePost({ postId: live[1]! });
    await cleo!.posts.deletePost({ postId: heard });
    t.strictSame(
      (await ada!.home()).ids.filter((id) => id === heard || id === live[1]),
      [],
    );
    await until('the removals to come', () => feed.removedIds.length === 2);
    t.strictSame([...feed.removedIds].sort(), [live[1], heard].sort());
    t.equal(new Set(feed.entryIds).size, feed.entryIds.length);
    await feed.cut();
  },
);

t.test('posts of an author above the threshold arrive live and in pages', async (t) => {
  const served = await servedTimelines(t, { SKEIN_FAMOUS_FOLLOWERS: '0' });
  const [ada, bob] = await served.people('ada', 'bob');
  await ada!.follow(bob!);
  t.strictSame((await ada!.home()).ids, []);
  const feed = ada!.stream();
  await until('the stream to be open', () => feed.heartbeats() > 0);
  const posted: string[] = [];
  for (let n = 0; n < 25; n++) posted.push(await bob!.post(`post ${n}`));
  await until('all to come', () => feed.entryIds.length >= posted.length);
  t.strictSame([...feed.entryIds].sort(), posted);
  const first = await ada!.home(20);
  const { entries } = await ada!.timelines.listHomeTimeline({ pageSize: 20, pageToken: first.nextPageToken });
  t.strictSame([...first.ids, ...entries.map(({ entryId }) => entryId)], posted.toReversed());
  await feed.cut();
});

t.test('a resume token that is forged, broken, foreign or of a page is refused', async (t) => {
  const served = await servedTimelines(t);
  const [ada, bob] = await served.people('ada', 'bob');
  await bob!.post('one');
  await bob!.post('two');
  const { resumeToken, nextPageToken } = await bob!.home(1);
  for (const token of [resumeToken, nextPageToken, 'x', `${resumeToken.slice(0, -2)}AA`, 'A'.repeat(500)]) {
    t.equal(await ada!.stream(token).ended, 'RESUME_TOKEN_INVALID');
  }
  t.equal(await ada!.stream('A'.repeat(70_000)).ended, 'FIELD_INVALID');
});

t.test('a stream ends within a heartbeat of sign-out and of the end of its token', async (t) => {
  const served = await servedTimelines(t);
  const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
  const feeds = [ada!, bob!, cleo!].map((each) => each.stream());
  await until('the streams to be open', () => feeds.every((feed) => feed.heartbeats() > 0));
  const startedMs = performance.now();
  await ada!.auth.signOut({});
  t.equal(await feeds[0]!.ended, 'SESSION_REVOKED');
  t.ok(performance.now() - startedMs < 1_000, 'a heartbeat is 200 ms, and this machine is busy');
  t.equal(await ada!.stream(feeds[0]!.token()).ended, 'SESSION_REVOKED');

  served.later(15 * 60_000);
  t.equal(await feeds[1]!.ended, 'TOKEN_EXPIRED');
  t.equal(await feeds[2]!.ended, 'TOKEN_EXPIRED');
});

t.test('a stream ends with the server, with a reason that says to resume elsewhere', async (t) => {
  const served = await servedTimelines(t);
  const [dora] = await served.people('dora');
  const feed = dora!.stream();
  await until('the stream to be open', () => feed.heartbeats() > 0);
  const closed = served.close();
  t.equal(await feed.ended, 'DRAINING');
  await closed;
});

t.test(
  'a reader who stops is told that he is too slow, is reset if even that is unread, and disturbs nobody',
  async (t) => {
    const served = await servedTimelines(t, { SKEIN_SLOW_READER: '300ms', SKEIN_TEXT_LIMIT: '4000' });
    const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
    await Promise.all([ada!.follow(bob!), cleo!.follow(bob!)]);
    const session = connect(`http://${served.address}`);
    const request = toBinary(
      StreamHomeTimelineRequestSchema,
      create(StreamHomeTimelineRequestSchema, { resumeToken: (await ada!.home()).resumeToken }),
    );
    const open = () => {
      const stream = session.request({
        ':method': 'POST',
        ':path': `/${TimelineService.typeName}/StreamHomeTimeline`,
        'content-type': 'application/grpc',
        te: 'trailers',
        authorization: `Bearer ${ada!.token}`,
      });
      stream.on('error', () => {});
      stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, request.length]), request]));
      return stream;
    };
    const [told, cut] = [open(), open()];
    let opened = 0;
    for (const stream of [told, cut]) stream.once('response', () => opened++);
    const feed = cleo!.stream();
    await until('the streams to be open', () => opened === 2 && feed.heartbeats() > 0);
    const posted: string[] = [];
    const postUpTo = async (count: number) => {
      while (posted.length < count) posted.push(await bob!.post(`${posted.length} ${'x'.repeat(3_900)}`));
      await until('everything to reach the other reader', () => feed.entryIds.length === posted.length);
    };
    // More than the 64 KiB that are sent to who does not read.
    await postUpTo(25);
    // Now the end lies behind what was not read; one reads on, the other does not.
    await until('the limit to pass', pastLimit(600));
    let trailer: Record<string, unknown> | undefined;
    told.once('trailers', (headers) => {
      trailer = headers;
    });
    let bytes = 0;
    told.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    await until('the end to be read', () => trailer !== undefined);
    t.equal(trailer!['grpc-status'], '8');
    const details = Buffer.from(String(trailer!['grpc-status-details-bin']), 'base64').toString('latin1');
    t.match(details, 'READER_TOO_SLOW');
    t.ok(bytes > 0 && bytes < 25 * 3_900, `${bytes} bytes had been sent: the rest was never made`);
    await until('who reads nothing to be reset', () => cut.closed);
    t.equal(cut.rstCode, constants.NGHTTP2_CANCEL);
    await postUpTo(40);
    t.strictSame([...feed.entryIds].sort(), posted);
    session.destroy();
    await feed.cut();
  },
);

/** A condition that holds once so many milliseconds of real time have gone: the limit under test is in real time. */
function pastLimit(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}
