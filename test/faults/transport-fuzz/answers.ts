import type { OutgoingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../../checker/random.ts';
import { bytes, mutated } from '../gateway-fuzz/rubbish.ts';

/** What a server does with one call. */
export type Answer = (random: Random, stream: ServerHttp2Stream) => void;

const head = { ':status': 200, 'content-type': 'application/grpc+proto' };
const statuses = [
  '0',
  '0',
  '0',
  '5',
  '14',
  '-1',
  '99',
  'NaN',
  '',
  '0x0',
  '1e1',
  '3, 4',
  'ok',
  '00000000000000000000',
];
const texts = ['', 'a', '%', '%zz', '%E0%A4%A', 'x'.repeat(5_000), '\u00e9'];
const details = ['', '***', '/////w', 'AAAA', 'x'.repeat(6_000), Buffer.alloc(300, 0x0a).toString('base64')];
const encodings = ['identity', 'gzip', 'deflate', 'zstd', '', 'gzip, gzip', 'GZIP'];

function trailersOf(random: Random): OutgoingHttpHeaders {
  return {
    ...(random.chance(0.85) && { 'grpc-status': random.pick(statuses) }),
    ...(random.chance(0.4) && { 'grpc-message': random.pick(texts) }),
    ...(random.chance(0.4) && { 'grpc-status-details-bin': random.pick(details) }),
    ...(random.chance(0.2) && {
      [random.pick(['x-y', 'x-bin', 'a_b.c', 'grpc-x'])]: random.pick([...texts, ...details]),
    }),
  };
}

function framed(random: Random, body: Buffer): Buffer {
  const prefix = Buffer.alloc(5);
  prefix[0] = random.pick([0, 0, 0, 1, 2, 0xff]);
  prefix.writeUInt32BE(
    random.pick([body.length, body.length, body.length, 0, body.length + 7, 5 << 20, 0xffffffff]),
    1,
  );
  return Buffer.concat([prefix, body]);
}

function bodyOf(random: Random): Buffer {
  const plain = random.pick([
    Buffer.alloc(0),
    Buffer.from('0a03616461', 'hex'),
    Buffer.alloc(70_000, 0x0a),
    bytes(random, random.int(60)),
  ]);
  switch (random.int(5)) {
    case 0:
      return gzipSync(plain);
    case 1:
      return deflateSync(plain);
    case 2:
      return mutated(random, gzipSync(plain));
    // 16 MiB in 16 kB: above the limit of a response.
    case 3:
      return random.chance(0.1) ? gzipSync(Buffer.alloc(16 << 20)) : plain;
    default:
      return plain;
  }
}

/** Valid and invalid messages and trailers, in known and unknown encodings. */
const broken: Answer = (random, stream) => {
  const encoded = random.chance(0.6) ? { 'grpc-encoding': random.pick(encodings) } : {};
  stream.respond({ ...head, ...encoded }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailersOf(random)));
  for (let count = random.int(5); count > 0; count--) stream.write(framed(random, bodyOf(random)));
  stream.end();
};

const trailersOnly: Answer = (random, stream) =>
  stream.respond({ ...head, ...trailersOf(random) }, { endStream: true });

/** Responses of a proxy or of another server. */
const foreign: Answer = (random, stream) => {
  stream.respond({
    ':status': random.pick([200, 204, 301, 400, 401, 403, 404, 429, 500, 502, 503, 504, 599]),
    'content-type': random.pick(['text/html', 'application/json', 'application/grpc-web', '']),
  });
  stream.end(random.pick(['<html>no</html>', '{"code":"internal"}', '', 'x'.repeat(100_000)]));
};

/** A valid start, then the end of the call, of the connection, or silence. */
const brokenOff: Answer = (random, stream) => {
  if (random.chance(0.7)) stream.respond(head);
  if (!stream.destroyed && stream.headersSent && random.chance(0.7))
    stream.write(framed(random, bodyOf(random)));
  const session = stream.session as ServerHttp2Session | undefined;
  const code = random.int(14);
  switch (random.int(8)) {
    case 0:
      return session?.destroy();
    case 1:
      return session?.goaway(code, random.int(5), bytes(random, random.int(40)));
    case 2:
    case 3:
      return;
    default:
      return stream.close(code);
  }
};

/** Too many headers. */
const manyHeaders: Answer = (random, stream) => {
  const headers: OutgoingHttpHeaders = { ...head, ...trailersOf(random) };
  for (let count = random.int(200); count > 0; count--) headers[`x-${count}`] = 'y'.repeat(random.int(300));
  stream.respond(headers, { endStream: random.chance(0.5) });
};

/** Endless responses, as fast as they are read. */
const endless: Answer = (random, stream) => {
  stream.respond(head);
  const message = Buffer.concat([Buffer.from([0, 0, 0, 0, 2, 8, 1]), Buffer.alloc(random.int(2) * 7)]);
  const more = () => {
    if (stream.destroyed) return;
    for (let count = 0; count < 100; count++) if (!stream.write(message)) break;
    setTimeout(more, 5);
  };
  more();
};

const good: Answer = (_, stream) => {
  stream.respond(head, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.alloc(5));
};

export const answers = { broken, trailersOnly, foreign, brokenOff, manyHeaders, endless, good };
