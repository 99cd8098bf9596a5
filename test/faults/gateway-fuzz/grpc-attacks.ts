import { type ClientHttp2Session, connect, type OutgoingHttpHeaders } from 'node:http2';
import { enveloped } from '../../../platform/rpc/envelope.ts';
import type { Random } from '../../checker/random.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { Attack } from './http-attacks.ts';
import { bytes, mutated } from './rubbish.ts';
import { methods, pathOf, type Target, unary } from './targets.ts';

/** Does something on a connection of its own and reports codes that blame the server. */
function session(
  { grpcPort }: Target,
  listenMs: number,
  attack: (begin: (headers: OutgoingHttpHeaders) => ReturnType<ClientHttp2Session['request']>) => void,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const faults: string[] = [];
    const client = connect(`http://127.0.0.1:${grpcPort}`);
    const verdictOf = ({ 'grpc-status': code }: { 'grpc-status'?: unknown }) => {
      if (['2', '13', '15'].includes(String(code))) faults.push(`grpc-status ${code}`);
    };
    const finish = () => {
      clearTimeout(timer);
      client.destroy();
      resolve({ statuses: [], faults });
    };
    const timer = setTimeout(finish, listenMs);
    client.on('error', finish);
    client.on('close', finish);
    attack((headers) => {
      const stream = client.request({
        ':method': 'POST',
        'content-type': 'application/grpc',
        te: 'trailers',
        ...headers,
      });
      stream.on('error', () => {});
      stream.on('response', verdictOf);
      stream.on('trailers', verdictOf);
      return stream.resume();
    });
  });
}

function framed(body: Buffer, flag = 0, length = body.length): Buffer {
  const bytes = enveloped(flag, body);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

const bearer = (random: Random, { token }: Target): OutgoingHttpHeaders =>
  random.chance(0.7) ? { authorization: `Bearer ${token}` } : {};

/** Many requests that never end: headers only, the first byte of a compressed message, a part of a large message. */
const unended: Attack = (random, target) =>
  session(target, 500 + random.int(5_000), (begin) => {
    const packed = random.chance(0.7);
    const part = random.pick([
      Buffer.alloc(0),
      Buffer.from([1]),
      framed(Buffer.alloc(random.int(60_000)), 0, 4 << 20),
    ]);
    for (let stream = 0; stream < 80; stream++) {
      const begun = begin({
        ':path': pathOf(random.pick(unary)),
        ...(packed && { 'grpc-encoding': 'gzip' }),
      });
      if (part.length > 0) begun.write(part);
    }
  });

/** Valid and invalid messages of existing and unknown methods, in known and unknown encodings. */
const brokenMessages: Attack = (random, target) =>
  session(target, 500, (begin) => {
    for (let call = 0; call < 8; call++) {
      const path = random.chance(0.9) ? pathOf(random.pick(methods)) : '/skein.post.v1.PostService/Nope';
      const body = random.chance(0.5)
        ? bytes(random, random.int(300))
        : mutated(random, Buffer.from('0a0361646112036162631a00', 'hex'));
      const encoding = random.pick(['identity', 'identity', 'gzip', 'deflate', 'br', 'none']);
      const begun = begin({ ':path': path, 'grpc-encoding': encoding, ...bearer(random, target) });
      const length = random.pick([body.length, body.length, body.length + 9, 0, 0xffffffff]);
      begun.end(framed(body, random.pick([0, 0, 1, 0xff]), length));
    }
  });

/** More streams of one user than allowed. */
const manyStreams: Attack = (random, target) =>
  session(target, 300 + random.int(1_500), (begin) => {
    const path = '/skein.timeline.v1.TimelineService/StreamHomeTimeline';
    for (let stream = 0; stream < 40; stream++) {
      begin({ ':path': path, authorization: `Bearer ${target.token}` }).end(framed(Buffer.alloc(0)));
    }
  });

/** Bytes that are not HTTP/2, or become invalid. */
const brokenFrames: Attack = (random, { grpcPort }) => {
  const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1');
  const parts = random.chance(0.5)
    ? [mutated(random, preface), bytes(random, random.int(200))]
    : [preface, bytes(random, random.int(400))];
  return exchange(grpcPort, parts, { listenMs: 400 });
};

export const grpcAttacks = { unended, brokenMessages, manyStreams, brokenFrames };
