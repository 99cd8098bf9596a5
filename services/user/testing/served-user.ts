import { fromBinary } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { type Event, EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import { passwords } from '../../../platform/auth/passwords.ts';
import { serviceTokenSource } from '../../../platform/auth/service-tokens.ts';
import { systemClock, type TestClock, testClock } from '../../../platform/clock.ts';
import { sqliteBus } from '../../../platform/events/sqlite.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { pageTokens } from '../../../platform/pages.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { storage } from '../../../platform/sqlite/storage.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { bearing, type Door, openDoor } from '../../../platform/testing/door.ts';
import { processIds } from '../../../platform/testing/process-ids.ts';
import { until } from '../../../platform/testing/until.ts';
import { guard } from '../../hosting/guard/guard.ts';
import { signingKeys } from '../../hosting/guard/signing-keys.ts';
import { inProcessMesh } from '../../hosting/in-process-mesh.ts';
import { asServices } from '../../hosting/testing/as-services.ts';
import { topics } from '../../product/topics.ts';
import { services } from '../../registry.ts';
import type { UserOverrides } from '../compose.ts';
import { user } from '../service.ts';

export interface UserClients {
  readonly auth: Client<typeof AuthService>;
  readonly users: Client<typeof UserService>;
}

/** The user service as a process hosts it, with its real guards and tokens; only time stands still. */
export interface ServedUser {
  readonly clock: TestClock;
  /** As the bearer of a token, or as a stranger. */
  as(accessToken?: string): UserClients;
  /** As another service. */
  readonly mesh: Client<typeof UserMeshService>;
  /** As somebody who is no service. */
  meshAs(accessToken?: string): Client<typeof UserMeshService>;
  /** What arrived on topic `user` about a person so far, in order, once at least `count` events did. */
  eventsOf(userId: string, count: number): Promise<readonly Event[]>;
}

/** Limits that no test but theirs should meet. */
const UNLIMITED = '1000000';
const env = {
  SKEIN_SIGN_INS_PER_ADDRESS: UNLIMITED,
  SKEIN_SIGN_INS_PER_HANDLE: UNLIMITED,
  SKEIN_PASSWORDS_PER_SESSION: UNLIMITED,
  SKEIN_SIGN_UPS_PER_ADDRESS: UNLIMITED,
  SKEIN_SIGN_UPS_PER_HANDLE: UNLIMITED,
};

export async function servedUser(
  t: Test,
  door: Door,
  options: { env?: Record<string, string>; overrides?: UserOverrides } = {},
): Promise<ServedUser> {
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
    mayCall: services.mayCall,
    validateInner: true,
  });
  const service = await user.compose(
    {
      profile: 'embedded',
      env: { ...env, ...options.env },
      dataDir,
      database: storage({ directory: dataDir, closers }).open,
      clock,
      ids: processIds(clock),
      idClock: clock,
      log: pino({ level: 'silent' }),
      metrics: createMetrics({ version: 'test', nowMs: clock.nowMs, processFigures: false }),
      bus,
      pageTokens: pageTokens(Buffer.alloc(32, 1)),
      secret: (name) => Buffer.alloc(32, name),
      transport: (callee) => mesh.transport('user', callee),
      sessionEnded: (sessionId) => sessions.revoked(sessionId),
      roleChanged: (userId) => sessions.roleChanged(userId),
      closers,
    },
    // As costly as argon2id can be made cheap: what is tested is not how long it takes.
    { passwords: passwords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } }), ...options.overrides },
  );
  mesh.attach('user', service.hosted, inner);
  const served = guarded(service.hosted, outer);
  await accessKeys.fetch();
  await service.start();

  const transport = await openDoor(door, served, (close) => closers.add({ name: 'door', close }));
  const events: Event[] = [];
  await bus.subscribe({
    topic: topics.user,
    group: 'test',
    onBatch: async (batch) => {
      events.push(...batch.records.map(({ value }) => fromBinary(EventSchema, value)));
      await batch.commit(batch.records.at(-1)!.offset + 1);
    },
  });
  return {
    clock,
    as(accessToken) {
      const from = bearing(transport, accessToken);
      return { auth: createClient(AuthService, from), users: createClient(UserService, from) };
    },
    mesh: createClient(
      UserMeshService,
      asServices(transport, async (service) =>
        serviceTokenSource({ service, ring: meshKeys, clock }).token(),
      ),
    ),
    meshAs: (accessToken) => createClient(UserMeshService, bearing(transport, accessToken)),
    async eventsOf(userId, count) {
      const ofUser = () => events.filter(({ actorId }) => actorId === userId);
      await until(`${count} events`, () => ofUser().length >= count);
      return ofUser();
    },
  };
}
