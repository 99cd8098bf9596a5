import { gzipSync } from 'node:zlib';
import type { Random } from '../../checker/random.ts';
import { exchange } from './exchange.ts';
import type { Attack } from './http-attacks.ts';
import { bytes, json, mutated } from './rubbish.ts';
import { goodBodies, methods, pathOf, request, type Target, unary } from './targets.ts';

const listenMs = 400;

const bearer = (random: Random, { token }: Target): Record<string, string> =>
  random.chance(0.7) ? { authorization: `Bearer ${token}` } : { 'x-nobody': '1' };

/** Bodies that are not JSON, or JSON of something else. */
const brokenJson: Attack = (random, target) => {
  const headers = { 'content-type': 'application/json', ...bearer(random, target) };
  const body = json(random, random.pick(goodBodies));
  return exchange(target.port, [request(`POST ${pathOf(random.pick(unary))}`, headers, body)], { listenMs });
};

/** Bodies that are not protobuf, in an unknown compression, or growing a thousandfold. */
const brokenProto: Attack = (random, target) => {
  const kind = random.int(4);
  const body =
    kind === 0
      ? bytes(random, random.int(500))
      : kind === 1
        ? mutated(random, Buffer.from('0a0361646112036162631a00', 'hex'))
        : kind === 2
          ? gzipSync(Buffer.alloc(10 ** (3 + random.int(5))))
          : Buffer.alloc(random.int(5 << 20));
  const headers = {
    'content-type': 'application/proto',
    ...(kind === 2 || random.chance(0.2) ? { 'content-encoding': 'gzip' } : {}),
    ...bearer(random, target),
  };
  return exchange(target.port, [request(`POST ${pathOf(random.pick(unary))}`, headers, body)], { listenMs });
};

/** GET reads with a random query. */
const brokenQuery: Attack = (random, target) => {
  const query = random.pick([
    'message=%7B&encoding=json&connect=v1',
    'message=%%%&base64=1&encoding=proto',
    'encoding=x&message=',
    'connect=v9',
    `message=${'A'.repeat(6_000)}&base64=1&encoding=proto`,
    'message=%ff%fe&encoding=json',
    'message={}&message={}&encoding=json&compression=gzip',
    bytes(random, 20).toString('hex'),
  ]);
  const line = `GET ${pathOf(random.pick(unary))}?${query}`;
  return exchange(target.port, [request(line, bearer(random, target))], { listenMs });
};

const enveloped = [
  'application/connect+json',
  'application/connect+proto',
  'application/grpc-web',
  'application/grpc-web+proto',
  'application/grpc-web+json',
  'application/grpc-web-text',
];

function envelope(random: Random): Buffer {
  const body = random.chance(0.5) ? Buffer.from(random.pick(goodBodies)) : bytes(random, random.int(60));
  const head = Buffer.alloc(5);
  head[0] = random.pick([0, 0, 0, 1, 2, 0x80, 0x81, 0xff]);
  head.writeUInt32BE(random.pick([body.length, body.length, body.length + 5, 0, 0xffffffff, 5 << 20]), 1);
  return Buffer.concat([head, body]);
}

/** Streams and gRPC-Web: envelopes with wrong flags, lengths and contents, truncated and concatenated. */
const brokenEnvelopes: Attack = (random, target) => {
  const parts = Array.from({ length: 1 + random.int(4) }, () => envelope(random));
  const whole = random.chance(0.3) ? mutated(random, Buffer.concat(parts)) : Buffer.concat(parts);
  const headers = {
    'content-type': random.pick(enveloped),
    ...(random.chance(0.3) && {
      'connect-content-encoding': 'gzip',
      'grpc-encoding': random.pick(['gzip', 'x']),
    }),
    ...bearer(random, target),
  };
  const line = `POST ${pathOf(random.pick(methods))}`;
  return exchange(target.port, [request(line, headers, whole)], {
    listenMs,
    end: random.pick(['fin', 'reset']),
  });
};

/** A chunked body with invalid chunks. */
const brokenChunks: Attack = (random, target) => {
  const head = `POST ${pathOf(random.pick(methods))} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
  const chunks = Array.from({ length: random.int(5) }, () =>
    random.pick([
      '2\r\n{}\r\n',
      'zz\r\n{}\r\n',
      'ffffffff\r\n{}',
      '-1\r\n\r\n',
      '0\r\n\r\n',
      '2;x=y\r\n{}\r\n',
      '0\r\nx: y\r\n\r\n',
    ]),
  );
  return exchange(target.port, [head, ...chunks], { listenMs });
};

export const rpcAttacks = { brokenJson, brokenProto, brokenQuery, brokenEnvelopes, brokenChunks };
