import { createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-web';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { ReceivedTexts } from './received-texts.ts';

interface StreamsInPage {
  /** Opens all three streams; resolves after each had its first message. */
  openStreams(accessToken: string): Promise<ReceivedTexts>;
}

interface SocketEvent {
  readonly message?: {
    readonly added?: { readonly entries: { readonly post: { readonly text: string } }[] };
  };
}

/** Runs in the page: streams over the browser's own fetch and WebSocket. */
async function openStreams(accessToken: string): Promise<ReceivedTexts> {
  const arrived: ReceivedTexts = { connect: [], grpcWeb: [], socket: [] };
  const baseUrl = location.origin;
  const read = (transport: Transport, texts: string[]) =>
    new Promise<void>((resolve, reject) => {
      const stream = createClient(TimelineService, transport).streamHomeTimeline(
        {},
        { headers: { authorization: `Bearer ${accessToken}` } },
      );
      (async () => {
        for await (const { event } of stream) {
          resolve();
          if (event.case === 'added') texts.push(...event.value.entries.map(({ post }) => post!.text));
        }
      })().catch(reject);
    });
  const listen = (texts: string[]) =>
    new Promise<void>((resolve, reject) => {
      const socket = new WebSocket(baseUrl.replace('http', 'ws').concat('/ws'), [
        'skein.v1',
        `bearer.${accessToken}`,
      ]);
      socket.onopen = () => socket.send(JSON.stringify({ type: 'subscribe', id: 'h', stream: 'home' }));
      socket.onclose = ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`));
      socket.onmessage = ({ data }) => {
        resolve();
        const { message } = JSON.parse(String(data)) as SocketEvent;
        texts.push(...(message?.added?.entries ?? []).map(({ post }) => post.text));
      };
    });
  await Promise.all([
    read(createConnectTransport({ baseUrl }), arrived.connect),
    read(createGrpcWebTransport({ baseUrl }), arrived.grpcWeb),
    listen(arrived.socket),
  ]);
  return arrived;
}

(globalThis as unknown as StreamsInPage).openStreams = openStreams;
