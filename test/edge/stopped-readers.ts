import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { create, toBinary } from '@bufbuild/protobuf';
import { WebSocket } from 'ws';
import { StreamHomeTimelineRequestSchema } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import type { Edge } from './running-edge.ts';

/** A home stream that nobody reads after its first message. */
export interface StoppedReader {
  /** Reads on until the text arrives. */
  readUntil(text: string): Promise<void>;
}

/** Opens one, by one door. */
export type Door = () => Promise<StoppedReader>;

const rpc = '/skein.timeline.v1.TimelineService/StreamHomeTimeline';
const rest = '/v1/timelines/home:stream';
const binary = Buffer.from(
  toBinary(StreamHomeTimelineRequestSchema, create(StreamHomeTimelineRequestSchema)),
);
const post = (type: string, body: Buffer) => ({
  headers: { ':method': 'POST', ':path': rpc, 'content-type': type, te: 'trailers' },
  body: enveloped(0, body),
});
const get = (accept: string) => ({ headers: { ':path': rest, accept }, body: undefined });
const requests = {
  gRPC: post('application/grpc', binary),
  'gRPC-Web': post('application/grpc-web+proto', binary),
  Connect: post('application/connect+json', Buffer.from('{}')),
  'server-sent events': get('text/event-stream'),
  'lines of JSON': get('application/json'),
};

/** Every door of the edge for streams. */
export function doorsOf(edge: Edge, token: string): { doors: Record<string, Door>; close(): void } {
  const sessions: ClientHttp2Session[] = [];
  const doors = Object.entries(requests).map(([name, request]): [string, Door] => {
    const session = connect(edge.url, { ca: edge.certificate });
    // The window of the connection must not stop the streams before their own windows do.
    session.once('connect', () => session.setLocalWindowSize(64 << 20));
    sessions.push(session);
    return [name, () => openHttp2(session, request, token)];
  });
  const socket: Door = () => openSocket(edge, token);
  return {
    doors: Object.fromEntries([...doors, ['WebSocket', socket]]),
    close() {
      for (const session of sessions) session.destroy();
    },
  };
}

async function openHttp2(
  session: ClientHttp2Session,
  { headers, body }: { headers: Record<string, string>; body: Buffer | undefined },
  token: string,
): Promise<StoppedReader> {
  const stream: ClientHttp2Stream = session.request({ ...headers, authorization: `Bearer ${token}` });
  stream.on('error', () => {});
  stream.end(body);
  const [answer] = await once(stream, 'response');
  if (answer[':status'] !== 200) throw new Error(`status ${answer[':status']}`);
  await once(stream, 'readable');
  return {
    async readUntil(text) {
      let last = '';
      for await (const chunk of stream.setEncoding('latin1') as AsyncIterable<string>) {
        // A text may be cut by the end of a chunk.
        last = last.slice(-text.length) + chunk;
        if (last.includes(text)) return;
      }
      throw new Error(`the stream ended before ${text}`);
    },
  };
}

async function openSocket({ url, certificate }: Edge, token: string): Promise<StoppedReader> {
  const socket = new WebSocket(`${url.replace('https', 'wss')}/ws`, ['skein.v1', `bearer.${token}`], {
    ca: certificate,
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'subscribe', id: 'h', stream: 'home' }));
  await once(socket, 'message');
  socket.pause();
  return {
    async readUntil(text) {
      const arrived = Promise.withResolvers<void>();
      socket.on('message', (data) => String(data).includes(text) && arrived.resolve());
      socket.on('close', (code) => arrived.reject(new Error(`closed with ${code} before ${text}`)));
      socket.resume();
      await arrived.promise;
      socket.terminate();
    },
  };
}
