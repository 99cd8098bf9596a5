import type { ServerHttp2Stream } from 'node:http2';
import { constants } from 'node:http2';
import t from 'tap';
import { type FakeFront, fakeFront, succeed } from './fake-front.ts';
import { startEdge } from './running-edge.ts';

t.setTimeout(120_000);

const getUser = '/skein.user.v1.UserService/GetUser';
const createPost = '/skein.post.v1.PostService/CreatePost';

/** Ways in which a process fails before its answer. */
const failures: Record<string, (stream: ServerHttp2Stream) => void> = {
  'a closed connection': (stream) => stream.session!.destroy(),
  'a reset stream': (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
};

/** Fails the first `count` calls, and answers the others. */
function failing(fake: FakeFront, count: number, fail: (stream: ServerHttp2Stream) => void): void {
  let failed = 0;
  fake.answer = (stream) => {
    failed += 1;
    if (failed <= count) fail(stream);
    else succeed(stream);
  };
}

t.test('a read is repeated once, before its answer; a write never', async (t) => {
  const fake = await fakeFront(t);
  const edge = await startEdge(t, { front: fake.front });
  const authorization = `Bearer ${fake.token}`;
  const read = () => edge.call({ path: '/v1/handles/ada' });
  const write = () =>
    edge.call({
      method: 'POST',
      path: '/v1/posts',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{"text":"once"}',
    });

  for (const [name, fail] of Object.entries(failures)) {
    await t.test(name, async (t) => {
      failing(fake, 1, fail);
      t.equal((await read()).status, 200, 'the second call of a read is answered');
      t.strictSame(fake.takeCalls(), [getUser, getUser]);

      failing(fake, 2, fail);
      const failed = await read();
      t.equal(failed.status, 503, 'there is no third');
      t.match(failed.text, 'DEPENDENCY_UNAVAILABLE');
      t.strictSame(fake.takeCalls(), [getUser, getUser]);
      // A process that fails five times in a row receives no calls for a while.
      t.equal((await read()).status, 200);
      fake.takeCalls();

      failing(fake, 1, fail);
      const refused = await write();
      t.equal(refused.status, 503, 'the service may have made the post');
      t.match(refused.text, 'DEPENDENCY_UNAVAILABLE');
      t.strictSame(fake.takeCalls(), [createPost]);
      t.equal((await write()).status, 200);
      fake.takeCalls();
    });
  }

  await t.test('UNAVAILABLE of a service is its answer', async (t) => {
    fake.answer = (stream) => {
      const headers = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '14' };
      stream.respond(headers, { endStream: true });
    };
    t.equal((await read()).status, 503);
    t.strictSame(fake.takeCalls(), [getUser]);
  });

  await t.test('an answer that has begun is not asked for again', async (t) => {
    fake.answer = (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
      // A part of a message.
      stream.write(Buffer.alloc(3), () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    };
    const { status } = await read().catch(() => ({ status: 0 }));
    t.not(status, 200);
    t.strictSame(fake.takeCalls(), [getUser]);
  });
});
