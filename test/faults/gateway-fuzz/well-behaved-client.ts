import { createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { clientSocket } from '../../../edge/gateway/testing/client-socket.ts';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { until } from '../../../platform/testing/until.ts';

/** A client that uses the gateway correctly during the attacks. */
export interface WellBehavedClient {
  /** Writes a post over alternating listeners; gives the duration of the call in milliseconds. */
  write(): Promise<number>;
  /** Ends its streams and gives what was wrong with their messages; empty without problems. */
  finish(): Promise<string[]>;
}

/** The time limit of its calls, in milliseconds, on a machine that it shares with the attackers. */
const limitMs = 30_000;

export async function wellBehavedClient(
  http: string,
  grpc: string,
  token: string,
): Promise<WellBehavedClient> {
  const bearing: Interceptor = (next) => (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
  const transport = createConnectTransport({ baseUrl: http, httpVersion: '1.1', interceptors: [bearing] });
  const timelines = createClient(TimelineService, transport);
  const channel = grpcTransport({ address: grpc });
  const clients = [createClient(PostService, transport), createClient(PostService, channel)];
  const written: string[] = [];
  const streamed: string[] = [];
  let open = false;
  let broken = '';
  const leaving = new AbortController();
  const reading = (async () => {
    for await (const { event } of timelines.streamHomeTimeline({}, leaving)) {
      open = true;
      if (event.case === 'added') streamed.push(...event.value.entries.map(({ entryId }) => entryId));
    }
  })().catch((error: unknown) => {
    if (!leaving.signal.aborted) broken = String(error);
  });
  const socket = await clientSocket(`${http}/ws`, token);
  let cut = '';
  socket.ws.on('close', (code, reason) => {
    if (!leaving.signal.aborted) cut = `${code} ${reason}`;
  });
  socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
  await until('both streams to be open', () => open && socket.of('h').length > 0);
  const onSocket = () =>
    socket
      .of('h')
      .flatMap(
        (each) =>
          (each as unknown as SocketEvent).message?.added?.entries.map(({ entryId }) => entryId) ?? [],
      );
  return {
    async write() {
      const startMs = performance.now();
      const posts = clients[written.length % clients.length]!;
      const options = { timeoutMs: limitMs, headers: { authorization: `Bearer ${token}` } };
      const { post } = await posts.createPost({ text: `honest ${written.length}` }, options);
      written.push(post!.id);
      return performance.now() - startMs;
    },
    async finish() {
      const all = () => streamed.length >= written.length && onSocket().length >= written.length;
      await until('the streams to have everything', all, 20_000).catch(() => {});
      leaving.abort();
      socket.ws.close();
      channel.close();
      await reading;
      // A timed-out call may have been done: everything acknowledged must be there, without duplicates.
      const wrong = (what: string, found: readonly string[]) => {
        const missing = written.filter((id) => !found.includes(id)).length;
        const repeated = found.length - new Set(found).size;
        return missing + repeated === 0
          ? []
          : [`the honest ${what} misses ${missing} of ${written.length}, repeats ${repeated}`];
      };
      return [
        ...(broken === '' ? [] : [`the honest stream broke: ${broken}`]),
        ...(cut === '' ? [] : [`the honest socket was closed: ${cut}`]),
        ...wrong('stream', streamed),
        ...wrong('socket', onSocket()),
      ];
    },
  };
}

interface SocketEvent {
  readonly message?: { readonly added?: { readonly entries: { readonly entryId: string }[] } };
}
