import type { Random } from '../../checker/random.ts';
import { type Exchange, exchange } from './exchange.ts';
import { bytes, mutated } from './rubbish.ts';
import { goodBodies, methods, pathOf, request, type Target } from './targets.ts';

export type Attack = (random: Random, target: Target) => Promise<Exchange>;

const listenMs = 400;
const json = { 'content-type': 'application/json' };

/** A mutated valid request, sometimes several on one connection. */
const brokenRequest: Attack = (random, { port, token }) => {
  const good = request(
    `POST ${pathOf(random.pick(methods))}`,
    { ...json, ...(random.chance(0.5) && { authorization: `Bearer ${token}` }) },
    random.pick(goodBodies),
  );
  const parts = Array.from({ length: 1 + random.int(3) }, () =>
    random.chance(0.8) ? mutated(random, good) : good,
  );
  return exchange(port, parts, { listenMs, end: random.pick(['fin', 'reset']) });
};

const lines = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH', 'PRI', 'get', ''];
const addresses = [
  '*',
  '//',
  '/%00',
  '/%',
  '/..%2f..%2fetc/passwd',
  '/assets/../../../package.json',
  'http://elsewhere.example/healthz',
  'skein.example:443',
  '/\\..\\..',
  '/?'.padEnd(9_000, 'q'),
  '/@ada/../..',
  '/metrics/',
  '/ws',
  '/ws?token=x',
  '/.well-known/jwks.json',
  '/readyz',
  '/constructor',
  '/__proto__',
];
/** Invalid paths, unexpected methods, invalid hosts. */
const strangeLine: Attack = (random, { port }) => {
  const line = `${random.pick(lines)} ${random.pick(addresses)}`;
  const host = random.pick(['skein.example', '', '[[[', 'a b', 'x:99999999', 'x'.repeat(5_000), '\u00ff']);
  return exchange(port, [request(line, { host })], { listenMs });
};

/** Headers that are too long, too many or malformed. */
const hugeHeaders: Attack = (random, { port }) => {
  const size = 10 ** (3 + random.int(4));
  const headers: Record<string, string> = random.chance(0.5)
    ? {
        [random.pick(['x-long', 'authorization', 'x-forwarded-for', 'cookie', 'origin'])]: 'a,'.repeat(
          size / 2,
        ),
      }
    : Object.fromEntries(Array.from({ length: Math.min(size, 20_000) }, (_, n) => [`x-${n}`, 'y']));
  return exchange(port, [request('GET /healthz', headers)], { listenMs });
};

const headerValues: Readonly<Record<string, readonly string[]>> = {
  authorization: ['Bearer', 'Bearer ', 'Basic x', 'Bearer a.b.c', `Bearer ${'x'.repeat(9_000)}`, '\u0080'],
  'content-length': ['-1', '0x10', '1, 2', '99999999999', '', '5'],
  'transfer-encoding': ['chunked', 'chunked, chunked', 'gzip', 'identity', 'x'],
  'content-encoding': ['gzip', 'br', 'gzip, gzip', 'nonsense', ''],
  'content-type': [
    'text/plain',
    'application/json; charset=utf-16',
    'application/grpc',
    'multipart/form-data',
    '',
  ],
  'connect-timeout-ms': ['0', '-1', 'soon', '1e3', '99999999999999', '1'],
  'connect-protocol-version': ['0', '2', 'x'],
  'grpc-timeout': ['1n', '99999999H', 'x', ''],
  'x-forwarded-for': [',,,', '::', '999.1.1.1', '127.0.0.1, evil', '\u00e4'],
  'x-request-id': ['', 'a b', '\u00ff\u00fe', 'x'.repeat(8_000)],
  origin: ['null', 'https://evil.example', 'x', '\u0080'],
  'accept-encoding': ['gzip;q=0', '*', 'br;q=9', '\u0080'],
  expect: ['100-continue', 'the worst'],
  upgrade: ['websocket', 'h2c', 'x'],
  connection: ['upgrade', 'close', 'keep-alive, upgrade', 'content-length'],
  traceparent: ['00-0-0-00', 'x'.repeat(500)],
};
/** Known headers with meaningless values. */
const strangeHeaders: Attack = (random, { port, token }) => {
  const chosen = random.sample(Object.keys(headerValues), 1 + random.int(4));
  const strange = Object.fromEntries(chosen.map((name) => [name, random.pick(headerValues[name]!)]));
  const line = `POST ${pathOf(random.pick(methods))}`;
  const headers = { ...json, authorization: `Bearer ${token}`, ...strange };
  return exchange(port, [request(line, headers, random.pick(goodBodies))], { listenMs });
};

/** A request that arrives a few bytes at a time and may never be complete. */
const slowRequest: Attack = (random, { port }) => {
  const whole = request(`POST ${pathOf(random.pick(methods))}`, json, random.pick(goodBodies));
  const until = random.chance(0.5) ? whole.length : random.int(whole.length);
  const parts = Array.from({ length: 12 }, (_, n) =>
    whole.subarray(Math.floor((n * until) / 12), Math.floor(((n + 1) * until) / 12)),
  );
  return exchange(port, parts, { gapMs: 300 + random.int(900), listenMs: 4_000 });
};

/** An idle or half-closed connection, with nothing or half a request on it. */
const halfOpen: Attack = (random, { port }) => {
  const text = random.pick([
    '',
    'G',
    'POST / HTTP/1.1\r\n',
    'GET /healthz HTTP/1.1\r\nhost: x\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\u0016\u0003\u0001',
  ]);
  return exchange(port, [text], { listenMs: random.int(15_000), end: random.pick(['fin', 'reset']) });
};

/** A body that announces more bytes than it sends, slowly or never. */
const hollowBody: Attack = (random, { port }) => {
  const length = 10 ** (2 + random.int(6));
  const head = request(`POST ${pathOf(random.pick(methods))}`, { ...json, 'content-length': String(length) });
  const some = bytes(random, Math.min(length, random.int(200_000)));
  return exchange(port, [head, some], { gapMs: 50, listenMs: random.int(8_000) });
};

/** A client that requests much and reads nothing. */
const deafReader: Attack = (random, { port, token }) => {
  const headers = { ...json, authorization: `Bearer ${token}` };
  const calls = Array.from({ length: 50 }, () =>
    request(
      random.pick(['GET /', 'GET /metrics', 'POST /skein.timeline.v1.TimelineService/ListHomeTimeline']),
      headers,
      '{}',
    ),
  );
  return exchange(port, calls, { listenMs: random.int(6_000), deaf: true });
};

export const httpAttacks = {
  brokenRequest,
  strangeLine,
  hugeHeaders,
  strangeHeaders,
  slowRequest,
  halfOpen,
  hollowBody,
  deafReader,
};
