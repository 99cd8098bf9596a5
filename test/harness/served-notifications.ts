import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { passwords } from '../../platform/auth/passwords.ts';
import { systemClock } from '../../platform/clock.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { until } from '../../platform/testing/until.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import type { NotificationOverrides } from '../../services/notification/compose.ts';
import { type Feed, openFeed, rowOf } from '../../services/notification/testing/feed.ts';
import { services } from '../../services/registry.ts';

export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly token: string;
  readonly auth: Client<typeof AuthService>;
  readonly users: Client<typeof UserService>;
  readonly graph: Client<typeof GraphService>;
  readonly posts: Client<typeof PostService>;
  readonly notifications: Client<typeof NotificationService>;
  /** Creates a post and returns its id. */
  post(text?: string, more?: { replyToPostId?: string; quotedPostId?: string }): Promise<string>;
  /** The first page: kind, people, count, each as `like bob 1`. */
  list(): Promise<string[]>;
  /** Waits until the first page is this. */
  sees(...rows: string[]): Promise<void>;
  stream(token?: string): Feed;
}

export interface ServedNotifications {
  readonly address: string;
  people<H extends string[]>(...handles: H): Promise<{ [K in keyof H]: Person }>;
  again(person: Person): Person;
  /** Advances the wall clock. */
  later(ms: number): void;
  close(): Promise<void>;
}

/** The cheapest parameters of argon2id. Its duration is not tested here. */
const cheap = passwords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } });

/** The whole network on its real server, called over grpc-js. */
export async function servedNotifications(
  t: Test,
  env: Record<string, string> = {},
  notification: NotificationOverrides = {},
): Promise<ServedNotifications> {
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
    clock: { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs },
    log: pino({ level: 'silent' }),
    overrides: { user: { passwords: cheap }, notification },
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
    people: (...handles) =>
      Promise.all(handles.map((handle) => person(transport, handle))) as Promise<{
        [K in keyof typeof handles]: Person;
      }>,
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
  const posts = createClient(PostService, own);
  const notifications = createClient(NotificationService, own);
  const list = async () => (await notifications.listNotifications({})).notifications.map(rowOf);
  return {
    id,
    handle,
    token,
    auth: createClient(AuthService, own),
    users: createClient(UserService, own),
    graph: createClient(GraphService, own),
    posts,
    notifications,
    post: async (text = `from ${handle}`, more = {}) => (await posts.createPost({ text, ...more })).post!.id,
    list,
    sees: (...rows) =>
      until(`${handle} to see ${rows.join(', ')}`, async () => (await list()).join() === rows.join()),
    stream: (resumeToken = '') => openFeed(notifications, { token: resumeToken }),
  };
}
