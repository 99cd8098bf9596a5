import { fromBinary } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { type Event, EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import { passwords } from '../../../platform/auth/passwords.ts';
import { systemClock, type TestClock, testClock } from '../../../platform/clock.ts';
import type { EventBus } from '../../../platform/events/port.ts';
import { sqliteBus } from '../../../platform/events/sqlite.ts';
import { idClock } from '../../../platform/id-clock.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { pageTokens } from '../../../platform/pages.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { storage } from '../../../platform/sqlite/storage.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { bearing, type Door, openDoor } from '../../../platform/testing/door.ts';
import { processIds } from '../../../platform/testing/process-ids.ts';
import { graph } from '../../graph/service.ts';
import { guard } from '../../hosting/guard/guard.ts';
import { signingKeys } from '../../hosting/guard/signing-keys.ts';
import type { EmbeddedHost } from '../../hosting/host.ts';
import { inProcessMesh } from '../../hosting/in-process-mesh.ts';
import { topics } from '../../product/topics.ts';
import { services as table } from '../../registry.ts';
import { user } from '../../user/service.ts';
import type { PostOverrides } from '../compose.ts';
import { post } from '../service.ts';

export interface Clients {
  readonly posts: Client<typeof PostService>;
  readonly graph: Client<typeof GraphService>;
  readonly users: Client<typeof UserService>;
  readonly auth: Client<typeof AuthService>;
  /** As an outsider who found the mesh's RPCs. */
  readonly mesh: Client<typeof PostMeshService>;
}

/** The post service with the real user and graph services, guards and tokens; only time stands still. */
export interface ServedPosts {
  readonly clock: TestClock;
  readonly dataDir: string;
  readonly bus: EventBus;
  /** As the bearer of a token, or as a stranger. */
  as(accessToken?: string): Clients;
  /** As the timeline service. */
  readonly mesh: Client<typeof PostMeshService>;
  readonly userMesh: Client<typeof UserMeshService>;
  /** What arrived so far on topics `post`, `action` and `count`, each in its order. */
  readonly events: readonly Event[];
}

const UNLIMITED = '1000000';
const env = {
  SKEIN_SIGN_INS_PER_ADDRESS: UNLIMITED,
  SKEIN_SIGN_INS_PER_HANDLE: UNLIMITED,
  SKEIN_SIGN_UPS_PER_ADDRESS: UNLIMITED,
  SKEIN_SIGN_UPS_PER_HANDLE: UNLIMITED,
};

export interface ServedOptions {
  readonly door?: Door;
  readonly env?: Record<string, string>;
  readonly overrides?: PostOverrides;
}

export async function servedPosts(t: Test, options: ServedOptions = {}): Promise<ServedPosts> {
  const clock = testClock();
  const closers = closerStack();
  t.teardown(() => closers.close());
  const dataDir = t.testdir();
  const bus = sqliteBus({ file: `${dataDir}/events.db`, clock: systemClock });
  closers.add({ name: 'bus', close: () => bus.close() });
  const meshKeys = await openKeyDirectory({ directory: `${dataDir}/mesh-keys`, clock });
  const mesh = inProcessMesh({ traceHeaders: () => ({}), freeze: true });
  const toUser = mesh.transport('gateway', 'user');
  const accessKeys = signingKeys(toUser, clock, (error) => t.fail(String(error)));
  const { outer, inner, sessions } = guard({
    clock,
    accessKeys,
    meshKeys,
    clockSkewMs: 0,
    sessionTtlMs: 15_000,
    userTransport: toUser,
    observers: [],
    innerObservers: [],
    mayCall: table.mayCall,
    validateInner: true,
  });
  const ids = processIds(idClock(clock));
  const hostOf = (name: string): EmbeddedHost => ({
    profile: 'embedded',
    env: { ...env, ...options.env },
    dataDir,
    database: storage({ directory: dataDir, closers }).open,
    clock,
    ids,
    idClock: { ...clock, nowMs: ids.nowMs },
    log: pino({ level: 'silent' }),
    metrics: createMetrics({ version: 'test', nowMs: clock.nowMs, processFigures: false }),
    bus,
    pageTokens: pageTokens(Buffer.alloc(32, 1)),
    secret: (secret) => Buffer.alloc(32, secret),
    transport: (callee) => mesh.transport(name, callee),
    sessionEnded: (sessionId) => sessions.revoked(sessionId),
    roleChanged: (userId) => sessions.roleChanged(userId),
    closers,
  });
  // As costly as argon2id can be made cheap: what is tested is not how long it takes.
  const cheap = passwords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } });
  const services = [
    { name: 'user', composed: await user.compose(hostOf('user'), { passwords: cheap }) },
    { name: 'graph', composed: await graph.compose(hostOf('graph')) },
    { name: 'post', composed: await post.compose(hostOf('post'), options.overrides) },
  ] as const;
  for (const { name, composed } of services) mesh.attach(name, composed.hosted, inner);
  const served = services.flatMap(({ composed }) => guarded(composed.hosted, outer));
  await accessKeys.fetch();
  const events: Event[] = [];
  for (const topic of [topics.post, topics.action, topics.count]) {
    await bus.subscribe({
      topic,
      group: 'test',
      onBatch: async (batch) => {
        events.push(...batch.records.map(({ value }) => fromBinary(EventSchema, value)));
        await batch.commit(batch.records.at(-1)!.offset + 1);
      },
    });
  }
  for (const { composed } of services) await composed.start();

  const transport = await openDoor(options.door ?? 'in-process', served, (close) =>
    closers.add({ name: 'door', close }),
  );
  return {
    clock,
    dataDir,
    bus,
    events,
    as(accessToken) {
      const from = bearing(transport, accessToken);
      return {
        posts: createClient(PostService, from),
        graph: createClient(GraphService, from),
        users: createClient(UserService, from),
        auth: createClient(AuthService, from),
        mesh: createClient(PostMeshService, from),
      };
    },
    mesh: createClient(PostMeshService, mesh.transport('timeline', 'post')),
    userMesh: createClient(UserMeshService, mesh.transport('command-line', 'user')),
  };
}
