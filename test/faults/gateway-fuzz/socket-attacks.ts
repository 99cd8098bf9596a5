import type { Random } from '../../checker/random.ts';
import { exchange } from './exchange.ts';
import type { Attack } from './http-attacks.ts';
import { bytes, json, mutated } from './rubbish.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';

function handshake(protocols: string, more: Readonly<Record<string, string>> = {}): string {
  const headers: Record<string, string> = {
    host: 'skein.example',
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-version': '13',
    'sec-websocket-key': key,
    'sec-websocket-protocol': protocols,
    ...more,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET /ws HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Handshakes with other versions, without keys, with unknown protocols, from other origins. */
const brokenHandshake: Attack = (random, { port, token }) => {
  const protocols = random.pick([
    'skein.v1',
    `skein.v1, bearer.${token}`,
    'skein.v2',
    '',
    ',',
    'skein.v1, bearer.',
    `bearer.${token}`,
    'skein.v1, bearer.\u00ff',
    `skein.v1, bearer.${'x'.repeat(9_000)}`,
  ]);
  const more = random.pick<Record<string, string>>([
    {},
    { 'sec-websocket-version': '0' },
    { 'sec-websocket-key': 'short' },
    { upgrade: 'x' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-websocket-extensions': 'permessage-deflate; x=y; ;;' },
    { 'content-length': '5' },
    { host: '' },
  ]);
  const text = handshake(protocols, more);
  const sent = random.chance(0.3) ? mutated(random, text) : text;
  return exchange(port, [sent, bytes(random, random.int(40))], { listenMs: 700, gapMs: random.int(50) });
};

/** One masked client frame; parts of it may be wrong. */
function frame(random: Random, payload: Buffer, wrong: boolean): Buffer {
  const opcode = wrong ? random.int(16) : 1;
  const first = (wrong && random.chance(0.3) ? random.int(256) & 0xf0 : 0x80) | opcode;
  const masked = wrong && random.chance(0.2) ? 0 : 0x80;
  const mask = bytes(random, 4);
  const length = wrong && random.chance(0.2) ? random.int(70_000) : payload.length;
  const head =
    length < 126
      ? Buffer.from([first, masked | length])
      : length < 65_536
        ? Buffer.from([first, masked | 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([first, masked | 127]), bytes(random, 8)]);
  const hidden = Buffer.from(payload.map((byte, at) => byte ^ mask[at % 4]!));
  return Buffer.concat([head, masked ? mask : Buffer.alloc(0), masked ? hidden : payload]);
}

const goodMessages = [
  '{"type":"subscribe","id":"a","stream":"home","request":{}}',
  '{"type":"subscribe","id":"b","stream":"notifications"}',
  '{"type":"unsubscribe","id":"a"}',
  '{"type":"ping"}',
];

/** A valid handshake, then frames, some of them invalid. */
const brokenFrames: Attack = (random, { port, token }) => {
  const frames = Array.from({ length: 1 + random.int(8) }, () =>
    frame(
      random,
      random.chance(0.5) ? Buffer.from(random.pick(goodMessages)) : bytes(random, random.int(300)),
      random.chance(0.6),
    ),
  );
  return exchange(port, [handshake(`skein.v1, bearer.${token}`), ...frames], {
    gapMs: random.int(40),
    listenMs: 500 + random.int(2_000),
    end: random.pick(['fin', 'reset']),
  });
};

/** Valid frames with many invalid messages, from a client that may not read. */
const brokenMessages: Attack = (random, { port, token }) => {
  const frames = Array.from({ length: 1 + random.int(150) }, () => {
    const good = random.pick(goodMessages);
    return frame(
      random,
      random.chance(0.9) ? Buffer.from(good) : json(random, good).subarray(0, 60_000),
      false,
    );
  });
  return exchange(port, [handshake(`skein.v1, bearer.${token}`), Buffer.concat(frames)], {
    listenMs: random.int(4_000),
    deaf: random.chance(0.3),
  });
};

export const socketAttacks = { brokenHandshake, brokenFrames, brokenMessages };
