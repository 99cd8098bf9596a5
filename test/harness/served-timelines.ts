import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { passwords } from '../../platform/auth/passwords.ts';
import { systemClock } from '../../platform/clock.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services } from '../../services/registry.ts';
import type { TimelineOverrides } from '../../services/timeline/compose.ts';
import { type Feed, openFeed } from '../../services/timeline/testing/feed.ts';

export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly token: string;
  readonly auth: Client<typeof AuthService>;
  readonly graph: Client<typeof GraphService>;
  readonly posts: Client<typeof PostService>;
  readonly timelines: Client<typeof TimelineService>;
  /** Creates a post and returns its id. */
  post(text?: string): Promise<string>;
  follow(...others: Person[]): Promise<void>;
  /** The entry ids and the tokens of the first page. */
  home(pageSize?: number): Promise<{ ids: string[]; resumeToken: string; nextPageToken: string }>;
  stream(token?: string): Feed;
}

/** The whole network on its real server, called over grpc-js. */
export interface ServedTimelines {
  readonly address: string;
  people(...handles: string[]): Promise<Person[]>;
  /** A person who signed up on an earlier server with the same data. */
  again(person: Person): Person;
  /** Advances the wall clock. */
  later(ms: number): void;
  close(): Promise<void>;
}

/** The cheapest parameters of argon2id. Its duration is not tested here. */
const cheap = passwords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } });

export async function servedTimelines(
  t: Test,
  env: Record<string, string> = {},
  timeline: TimelineOverrides = {},
  monotonicMs: () => number = systemClock.monotonicMs,
): Promise<ServedTimelines> {
  let aheadMs = 0;
  const network = await startProcess({
    services,
    env: {
      SKEIN_DATA_DIR: env.SKEIN_DATA_DIR ?? t.testdir(),
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_OVERLOAD_TURN: '10s',
      SKEIN_HEARTBEAT: '200ms',
      ...env,
    },
    clock: { ...systemClock, monotonicMs, nowMs: () => systemClock.nowMs() + aheadMs },
    log: pino({ level: 'silent' }),
    overrides: { user: { passwords: cheap }, timeline },
    processFigures: false,
    freeze: true,
  });
  const address = `127.0.0.1:${network.grpcPort}`;
  const transport = grpcTransport({ address });
  t.teardown(async () => {
    transport.close();
    await network.close();
  });
  return {
    address,
    people: (...handles) => Promise.all(handles.map((handle) => person(transport, handle))),
    again: ({ id, token, handle }) => personOf(transport, { id, token, handle }),
    later: (ms) => {
      aheadMs += ms;
    },
    close: () => network.close(),
  };
}

async function person(transport: Transport, handle: string): Promise<Person> {
  const { account, tokens } = await createClient(AuthService, transport).signUp({
    handle,
    password: 'correct horse battery',
  });
  return personOf(transport, { id: account!.user!.id, token: tokens!.accessToken, handle });
}

function personOf(
  transport: Transport,
  { id, token, handle }: Pick<Person, 'id' | 'token' | 'handle'>,
): Person {
  const { unary, stream } = transport as Calls;
  const header = { authorization: `Bearer ${token}` };
  const own = asTransport({
    unary: (method, signal, timeoutMs, _header, input) => unary(method, signal, timeoutMs, header, input),
    stream: (method, signal, timeoutMs, _header, input) => stream(method, signal, timeoutMs, header, input),
  });
  const graph = createClient(GraphService, own);
  const posts = createClient(PostService, own);
  const timelines = createClient(TimelineService, own);
  return {
    id,
    handle,
    token,
    auth: createClient(AuthService, own),
    graph,
    posts,
    timelines,
    async post(text = `from ${handle}`) {
      return (await posts.createPost({ text })).post!.id;
    },
    async follow(...others) {
      for (const { id } of others) await graph.followUser({ userId: id });
    },
    async home(pageSize = 20) {
      const { entries, resumeToken, nextPageToken } = await timelines.listHomeTimeline({ pageSize });
      return { ids: entries.map(({ entryId }) => entryId), resumeToken, nextPageToken };
    },
    stream: (resumeToken) => openFeed(timelines, resumeToken === undefined ? {} : { token: resumeToken }),
  };
}
