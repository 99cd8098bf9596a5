import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { enveloped } from '../envelope.ts';
import {
  endHeaders,
  endStream,
  frame,
  frameType,
  onRequest,
  responseHeaders,
  settings,
  uint32,
} from './http2-frames.ts';

/** What a peer does with one connection. It keeps it open, unless it says otherwise. */
type Talk = (socket: Socket, transportClosed: AbortSignal) => void;
/** Part of a response, by the stream of its request. */
type Part = (stream: number) => Buffer;

export interface HostilePeer {
  readonly port: number;
  /** Connections that it accepted so far. */
  readonly accepted: number;
  close(): void;
}

const { data, headers, resetStream, ping, windowUpdate } = frameType;
const head: Part = (stream) => frame(headers, endHeaders, stream, responseHeaders);
const message: Part = (stream) => frame(data, 0, stream, enveloped(0, Buffer.alloc(0)));
/** A literal header of HPACK. */
const statusOk = Buffer.concat([
  Buffer.of(0, 11),
  Buffer.from('grpc-status'),
  Buffer.of(1),
  Buffer.from('0'),
]);
const success: Part = (stream) => frame(headers, endHeaders | endStream, stream, statusOk);
const reset: Part = (stream) => frame(resetStream, 0, stream, uint32(8));
/** Allows all open requests, as a server does that shuts down. */
const goaway: Part = () => frame(frameType.goaway, 0, 0, uint32(0x7fffffff, 0));
/** Allows the requests so far. */
const goawayNow: Part = (stream) => frame(frameType.goaway, 0, 0, uint32(stream, 0));
const goawayError: Part = (stream) => frame(frameType.goaway, 0, 0, uint32(stream, 2));
const many = (part: Part, count = 100): Part[] => Array.from({ length: count }, () => part);
/** A successful response, of which a client that reads late has read little when the next frame comes. */
const unread: Part = (stream) => Buffer.concat([head, ...many(message), success].map((part) => part(stream)));
/** The largest windows, so that only the kernel's buffers hold a sender back. */
const wideSettings = Buffer.concat([
  frame(frameType.settings, 0, 0, Buffer.concat([Buffer.of(0, 4), uint32(0x7fffffff)])),
  frame(windowUpdate, 0, 0, uint32(0x7fff0000)),
]);

function answers(...parts: Part[]): Talk {
  return (socket) => {
    socket.write(settings);
    onRequest(socket, (stream) => socket.write(Buffer.concat(parts.map((part) => part(stream)))));
  };
}

/** Answers every request and repeats the parts as fast as the client reads. */
function floods(...parts: Part[]): Talk {
  return (socket) => {
    socket.write(settings);
    onRequest(socket, (stream) => {
      socket.write(head(stream));
      const more = () => {
        const taken = !socket.destroyed && socket.write(Buffer.concat(parts.map((part) => part(stream))));
        if (taken) setImmediate(more);
        else socket.once('drain', more);
      };
      more();
    });
  };
}

export const talks = {
  'never speaks': (socket) => socket.resume(),
  'never speaks and never reads': () => {},
  'sends SETTINGS only after the close': (socket, transportClosed) => {
    socket.resume();
    transportClosed.addEventListener('abort', () => socket.write(settings));
  },
  'sends SETTINGS and nothing else': answers(),
  'half-closes without a byte': (socket) => socket.resume().end(),
  'half-closes after its SETTINGS': (socket) => socket.resume().end(settings),
  'half-closes during a call': (socket) => {
    socket.write(settings);
    onRequest(socket, (stream) => socket.end(head(stream)));
  },
  'answers and keeps the connection': answers(head, message, success),
  'answers with a message and keeps the call': answers(head, message),
  'sends GOAWAY and hangs': answers(goawayNow),
  'sends GOAWAY, then the response, and hangs': answers(goawayNow, head, message, success),
  'sends GOAWAY during the response and hangs': answers(head, message, goaway),
  'sends GOAWAY behind unread messages and hangs': answers(unread, goaway),
  'sends GOAWAY with an error and hangs': answers(goawayError),
  // The session ends before the call, and leaves the socket to keep the process alive.
  'sends GOAWAY behind unread messages, then one with an error, and hangs': answers(
    unread,
    goaway,
    goawayError,
  ),
  'breaks the protocol behind unread messages and hangs': answers(unread, () => frame(ping, 0, 0)),
  'closes the connection behind unread messages': (socket) => {
    socket.write(settings);
    onRequest(socket, (stream) => {
      socket.write(unread(stream));
      socket.destroySoon();
    });
  },
  'resets the call behind unread messages': answers(head, ...many(message), reset),
  'sends messages without end': floods(...many(message)),
  'sends PING without end and never reads': (socket, closed) => {
    floods(...many(() => frame(ping, 0, 0, Buffer.alloc(8))))(socket, closed);
    onRequest(socket, () => socket.pause());
  },
  'opens its windows and reads nothing more': (socket) => {
    socket.write(wideSettings);
    onRequest(socket, () => socket.pause());
  },
  'opens its windows, sends GOAWAY and reads nothing more': (socket) => {
    socket.write(wideSettings);
    onRequest(socket, (stream) => socket.pause().write(goaway(stream)));
  },
  'speaks another protocol': (socket) => socket.resume().write('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'resets every connection': (socket) => socket.resetAndDestroy(),
  'resets the connection during a call': (socket) => {
    socket.write(settings);
    onRequest(socket, () => socket.resetAndDestroy());
  },
} satisfies Record<string, Talk>;

/** Accepts connections, also after their client half-closed them, and treats each as `talk` does. */
export async function hostilePeer(talk: Talk, transportClosed: AbortSignal): Promise<HostilePeer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    talk(socket, transportClosed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get accepted() {
      return accepted;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
