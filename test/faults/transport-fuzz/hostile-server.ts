import { once } from 'node:events';
import { createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { random } from '../../checker/random.ts';
import { answers } from './answers.ts';
import { talks } from './frames.ts';

export interface HostileServer {
  readonly address: string;
  /** How often it did each thing. */
  readonly counts: Readonly<Record<string, number>>;
  close(): void;
}

/** How long a connection without HTTP/2 stays open, in milliseconds. */
const talkMs = 2_000;
const answerNames = Object.keys(answers) as (keyof typeof answers)[];
const talkNames = Object.keys(talks) as (keyof typeof talks)[];

/** A gRPC server that ignores the protocol. */
export async function hostileServer(seed: number): Promise<HostileServer> {
  const counts: Record<string, number> = {};
  const did = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let step = 0;
  const http2 = createHttp2Server();
  http2.on('session', (session) => session.on('error', () => {}));
  http2.on('sessionError', () => {});
  http2.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.resume();
    const chance = random(seed, step++);
    const name = chance.pick(answerNames);
    did(name);
    try {
      answers[name](chance, stream);
    } catch {
      // Node refuses some headers; the call then gets no response.
      did('nothing');
    }
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    const chance = random(seed, step++);
    if (chance.chance(0.7)) {
      http2.emit('connection', socket);
      return;
    }
    const name = chance.pick(talkNames);
    did(name);
    socket.resume();
    talks[name](chance, socket);
    setTimeout(() => socket.destroy(), talkMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
