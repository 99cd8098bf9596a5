import t from 'tap';
import { password } from '../journeys/network.ts';
import { type LineStream, lineStream } from './line-stream.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

t.test('streams as server-sent events and as lines of JSON resume without a gap', async (t) => {
  const edge = await runEdge(t, { env: { SKEIN_HEARTBEAT: '1s' } });
  const signUp = async (handle: string) => {
    const { tokens } = await edge.network.as().auth.signUp({ handle, password });
    return tokens!.accessToken;
  };
  const token = await signUp('ada');
  const others = edge.network.as(await signUp('bob')).posts;
  const own = edge.network.as(token).posts;
  const streams = [
    { path: '/v1/timelines/home:stream', write: (text: string) => own.createPost({ text }) },
    {
      path: '/v1/notifications:stream',
      write: (text: string) => others.createPost({ text: `@ada ${text}` }),
    },
  ];
  for (const { path, write } of streams) {
    for (const accept of ['text/event-stream', 'application/json']) {
      await t.test(`${path} as ${accept}`, async (t) => {
        const headers = { authorization: `Bearer ${token}`, accept };
        const open = async (query = '') => {
          const stream = await lineStream(edge, `${path}${query}`, headers);
          t.teardown(() => stream.close());
          t.equal(stream.status, 200);
          t.equal(stream.headers['content-type'], accept);
          return stream;
        };
        const live = await open();
        await live.next();
        await write(`${accept} live`);
        const resumeToken = await positionOf(live, `${accept} live`);
        live.close();
        await write(`${accept} missed`);
        const resumed = await open(`?resume_token=${encodeURIComponent(resumeToken)}`);
        await positionOf(resumed, `${accept} missed`);
        await write(`${accept} live again`);
        await positionOf(resumed, `${accept} live again`);
      });
    }

    await t.test(`${path} refuses before it begins`, async (t) => {
      const authorization = `Bearer ${token}`;
      const nobody = await edge.call({ path, headers: { accept: 'text/event-stream' } });
      t.equal(nobody.status, 401);
      t.match(nobody.text, 'TOKEN_MISSING');
      const wrong = await edge.call({ path: `${path}?resume_token=x`, headers: { authorization } });
      t.equal(wrong.status, 400);
      t.match(wrong.text, 'RESUME_TOKEN_INVALID');
    });
  }
});

/** Reads until a post with this text appears; gives the token of its message. */
async function positionOf(stream: LineStream, text: string): Promise<string> {
  for (;;) {
    const message = await stream.next();
    if (message === undefined) throw new Error('the stream ended');
    const { entries = [], notifications = [] } = message.added ?? {};
    if ([...entries, ...notifications].some(({ post }) => post?.text.endsWith(text)))
      return message.resumeToken;
  }
}
