import { gunzipSync } from 'node:zlib';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import t from 'tap';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { password } from '../journeys/network.ts';
import { lineStream } from './line-stream.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

const gzip = { 'accept-encoding': 'gzip' };

t.test('only JSON of some size is compressed', async (t) => {
  const edge = await runEdge(t, { env: { SKEIN_HEARTBEAT: '1s' } });
  const { tokens } = await edge.network.as().auth.signUp({ handle: 'ada', password });
  const authorization = `Bearer ${tokens!.accessToken}`;
  const { posts } = edge.network.as(tokens!.accessToken);
  const ids: string[] = [];
  for (let each = 0; each < 10; each++) {
    const { post } = await posts.createPost({ text: 'the same words again and again '.repeat(8).trim() });
    ids.push(post!.id);
  }
  const path = `/v1/posts:batchGet?${ids.map((id) => `post_ids=${id}`).join('&')}`;

  const plain = await edge.call({ path });
  t.equal(plain.headers['content-encoding'], undefined, 'not for those who do not accept it');
  t.match(plain.headers.vary, /accept-encoding/i);
  const packed = await edge.call({ path, headers: gzip, encoding: 'latin1' });
  t.equal(packed.headers['content-encoding'], 'gzip');
  t.strictSame(JSON.parse(gunzipSync(Buffer.from(packed.text, 'latin1')).toString()), JSON.parse(plain.text));
  t.ok(packed.text.length < plain.text.length / 2, `${packed.text.length} of ${plain.text.length} bytes`);
  const small = await edge.call({ path: '/v1/handles/ada', headers: gzip });
  t.equal(small.headers['content-encoding'], undefined, 'a small answer');

  for (const accept of ['text/event-stream', 'application/json']) {
    const headers = { ...gzip, authorization, accept };
    const stream = await lineStream(edge, '/v1/timelines/home:stream', headers);
    t.equal(stream.headers['content-encoding'], undefined, `a stream as ${accept}`);
    t.ok(await stream.next(), 'arrives at once');
    stream.close();
  }

  const common = { baseUrl: edge.url, nodeOptions: { ca: edge.certificate }, acceptCompression: [] };
  const transports = [createGrpcTransport(common), createGrpcWebTransport({ ...common, httpVersion: '2' })];
  for (const transport of transports) {
    let encoding: string | null = 'no answer';
    await createClient(PostService, transport).batchGetPosts(
      { postIds: ids },
      {
        headers: gzip,
        onHeader: (headers) => {
          encoding = headers.get('content-encoding');
        },
      },
    );
    t.equal(encoding, null, 'gRPC and gRPC-Web compress messages, not answers');
  }
});
