import { connect } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { enveloped } from '../../platform/rpc/envelope.ts';

/** A request that is cheap to send and would cost seconds and gigabytes to decode; the server refuses it. */
export interface Bomb {
  readonly what: string;
  /** @returns whether the server refused it */
  send(): Promise<boolean>;
}

export interface BombTargets {
  readonly http: string;
  readonly grpc: string;
  /** A user's token, for requests that need one. */
  readonly token: string;
}

const emptyIds = gzipSync(Buffer.from('\n\0'.repeat(2_000_000), 'latin1'));
const fewerIds = gzipSync(Buffer.from('\n\0'.repeat(30_000), 'latin1'));
const emptyMedia = gzipSync(Buffer.from('"\0'.repeat(2_000_000), 'latin1'));
const unknownFields = gzipSync(Buffer.from('x\x01'.repeat(2_000_000), 'latin1'));
const emptyActions = gzipSync(`{"actions":[${'{},'.repeat(1_300_000)}{}]}`);
const nested = gzipSync('['.repeat(2_000_000));

const proto = 'application/proto';
const json = 'application/json';

/** Every bomb of the fields, over both listeners. */
export function bombs({ http, grpc, token }: BombTargets): { readonly all: readonly Bomb[]; close(): void } {
  const post = (what: string, rpc: string, type: string, body: Buffer): Bomb => ({
    what,
    async send() {
      const headers = { 'content-type': type, 'content-encoding': 'gzip', authorization: `Bearer ${token}` };
      const answer = await fetch(`${http}/skein.${rpc}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      await answer.arrayBuffer();
      return answer.status >= 400;
    },
  });
  const query = (what: string, rpc: string, body: Buffer): Bomb => ({
    what,
    async send() {
      const message = body.toString('base64url');
      const answer = await fetch(
        `${http}/skein.${rpc}?connect=v1&encoding=proto&compression=gzip&base64=1&message=${message}`,
      );
      await answer.arrayBuffer();
      return answer.status >= 400;
    },
  });
  const session = connect(`http://${grpc}`);
  session.on('error', () => {});
  const overGrpc = (what: string, rpc: string, body: Buffer): Bomb => ({
    what,
    send: () =>
      new Promise((resolve) => {
        let status: unknown;
        const stream = session.request({
          ':method': 'POST',
          ':path': `/skein.${rpc}`,
          'content-type': 'application/grpc',
          'grpc-encoding': 'gzip',
          te: 'trailers',
        });
        const take = (got: Record<string, unknown>) => (status = got['grpc-status'] ?? status);
        stream.on('error', () => {});
        stream.on('response', take);
        stream.on('trailers', take);
        stream.on('close', () => resolve(status !== '0'));
        stream.resume();
        const packed = enveloped(0, body);
        packed[0] = 1;
        stream.end(packed);
      }),
  });
  const all = [
    post('2,000,000 empty ids', 'user.v1.UserService/BatchGetUsers', proto, emptyIds),
    post('30,000 empty ids', 'user.v1.UserService/BatchGetUsers', proto, fewerIds),
    query('2,000,000 empty ids by GET', 'user.v1.UserService/BatchGetUsers', emptyIds),
    overGrpc('2,000,000 empty ids over gRPC', 'user.v1.UserService/BatchGetUsers', emptyIds),
    overGrpc('30,000 empty ids over gRPC', 'user.v1.UserService/BatchGetUsers', fewerIds),
    post('2,000,000 empty ids of posts', 'post.v1.PostService/BatchGetPosts', proto, emptyIds),
    post('2,000,000 media', 'post.v1.PostService/CreatePost', proto, emptyMedia),
    overGrpc('2,000,000 unknown fields', 'user.v1.UserService/GetUser', unknownFields),
    post('1,300,000 actions', 'analytics.v1.AnalyticsService/RecordActions', json, emptyActions),
    post('2,000,000 arrays in one another', 'user.v1.UserService/GetUser', json, nested),
  ];
  return { all, close: () => session.destroy() };
}
