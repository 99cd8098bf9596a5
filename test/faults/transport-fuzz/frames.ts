import type { Socket } from 'node:net';
import { frame, responseHeaders as headers, settings } from '../../../platform/rpc/testing/http2-frames.ts';
import type { Random } from '../../checker/random.ts';
import { bytes, mutated } from '../gateway-fuzz/rubbish.ts';

/** What a server does with a connection, without node's HTTP/2. */
export type Talk = (random: Random, socket: Socket) => void;

/** Frames of any type, of existing and unknown streams, with right and wrong lengths and contents. */
const wrongFrames: Talk = (random, socket) => {
  socket.write(settings);
  socket.once('data', () => {
    for (let count = 1 + random.int(12); count > 0; count--) {
      const payload = random.pick([
        headers,
        headers,
        Buffer.alloc(0),
        Buffer.alloc(4),
        Buffer.alloc(8),
        bytes(random, random.int(80)),
      ]);
      const stream = random.pick([0, 1, 1, 1, 2, 3, 5, 0x7fffffff]);
      const one = frame(random.int(12), random.pick([0, 1, 4, 5, 0x2c, 0xff]), stream, payload);
      socket.write(random.chance(0.3) ? mutated(random, one) : one);
    }
  });
};

/** Endless headers. */
const endlessHeaders: Talk = (random, socket) => {
  socket.write(settings);
  socket.once('data', () => {
    socket.write(frame(1, 0, 1, headers));
    for (let count = 0; count < 200; count++) socket.write(frame(9, 0, 1, bytes(random, 200)));
  });
};

const noHttp2: Talk = (random, socket) => {
  socket.write(
    random.pick([
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      'SSH-2.0-x\r\n',
      bytes(random, random.int(500)),
      settings.subarray(0, 4),
    ]),
  );
  if (random.chance(0.5)) socket.end();
};

const silent: Talk = () => {};

const hangsUp: Talk = (_, socket) => socket.resetAndDestroy();

export const talks = { wrongFrames, endlessHeaders, noHttp2, silent, hangsUp };
