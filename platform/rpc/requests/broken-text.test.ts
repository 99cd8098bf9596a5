import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { ProbeService } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { connectHandler } from '../connect-server.ts';
import { enveloped } from '../envelope.ts';
import { hosted } from '../host.ts';

/** What handlers received. */
const given: (string | number)[] = [];
const probe = hosted(ProbeService, {
  unary({ text }) {
    given.push(text);
    return { text };
  },
  async *serverStream({ count }) {
    given.push(count);
    yield { sequence: 0 };
  },
});

const jsonOf = (text: string | Uint8Array) =>
  Buffer.concat([Buffer.from('{"text":"'), Buffer.from(text as string), Buffer.from('"}')]);
const broken = {
  'a byte of Latin-1': jsonOf(Buffer.from('caf\xe9', 'latin1')),
  'an overlong slash': jsonOf(Buffer.from([0xc0, 0xaf])),
  'an encoded surrogate': jsonOf(Buffer.from([0xed, 0xa0, 0x80])),
  'an escaped surrogate': jsonOf('\\ud800'),
  'surrogates in the wrong order': jsonOf('\\ude00\\ud83d'),
};
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const whole = jsonOf('caf\u00e9 \\ud83d\\ude00');

const percent = (bytes: Uint8Array) =>
  [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const get = (query: string) => ({ path: `Unary?connect=v1&encoding=json&${query}`, init: {} });
const post = (path: string, type: string, body: Uint8Array, headers: Record<string, string> = {}) => ({
  path,
  init: {
    method: 'POST',
    body: body as Uint8Array<ArrayBuffer>,
    headers: { 'content-type': type, ...headers },
  },
});

/** Every way to send JSON over HTTP. */
const encodings: Record<string, (json: Uint8Array) => { path: string; init: RequestInit }> = {
  Connect: (json) => post('Unary', 'application/json', json),
  'Connect, compressed': (json) =>
    post('Unary', 'application/json', gzipSync(json), { 'content-encoding': 'gzip' }),
  'Connect with a charset': (json) => post('Unary', 'application/json; charset=utf-8', json),
  'Connect, by GET': (json) => get(`message=${percent(json)}`),
  'Connect, by GET in base64': (json) => get(`base64=1&message=${Buffer.from(json).toString('base64url')}`),
  'Connect, by GET, compressed': (json) =>
    get(`base64=1&compression=gzip&message=${gzipSync(json).toString('base64url')}`),
  'a Connect stream': (json) => post('ServerStream', 'application/connect+json', enveloped(0, json)),
  'a compressed Connect stream': (json) =>
    post('ServerStream', 'application/connect+json', enveloped(1, gzipSync(json)), {
      'connect-content-encoding': 'gzip',
    }),
  'gRPC-Web': (json) => post('Unary', 'application/grpc-web+json', enveloped(0, json)),
  'a gRPC-Web stream': (json) => post('ServerStream', 'application/grpc-web+json', enveloped(0, json)),
};

t.test('JSON of invalid Unicode is malformed on every listener, and reaches no handler', async (t) => {
  const http = createServer(connectHandler([probe]));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  t.teardown(() => http.close());
  const { port } = http.address() as AddressInfo;
  const answerOf = async ({ path, init }: { path: string; init: RequestInit }): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}/${ProbeService.typeName}/${path}`, init);
    return `${JSON.stringify([...answer.headers])}${Buffer.from(await answer.arrayBuffer()).toString('latin1')}`;
  };
  for (const [encoding, through] of Object.entries(encodings)) {
    for (const [what, json] of Object.entries(broken)) {
      const answer = await answerOf(through(json));
      t.match(answer, /broken UTF-8 or half of a surrogate pair|broken%20UTF-8/, `${encoding}: ${what}`);
      t.match(answer, /invalid_argument|grpc-status: 3|"grpc-status","3"/, `${encoding}: ${what}`);
      t.same(given.splice(0), [], `${encoding}: ${what}`);
    }
    await answerOf(through(whole));
    await answerOf(through(Buffer.concat([byteOrderMark, whole])));
    const decoded = encoding.includes('stream') ? 0 : 'caf\u00e9 \u{1f600}';
    t.same(given.splice(0), [decoded, decoded], `${encoding}: whole, also after a byte order mark`);
  }
  const raw = { path: 'Unary?connect=v1&encoding=json&message={%22text%22:%22a%22}&base64=%ff', init: {} };
  t.match(await answerOf(raw), /invalid_argument/, 'another part of a query');
  t.same(given.splice(0), []);
});
