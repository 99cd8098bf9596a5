import { type Client, createClient } from '@connectrpc/connect';
import type { Test } from 'tap';
import type { Event } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { type TestClock, testClock } from '../../platform/clock.ts';
import { cheapPasswords } from '../../platform/testing/cheap-passwords.ts';
import { type TestHost, withAccessToken } from '../../platform/testing/test-host.ts';
import { until } from '../../platform/testing/until.ts';
import { topics } from '../../services/product/topics.ts';
import type { UserOverrides } from '../../services/user/compose.ts';
import { asServices } from './as-services.ts';
import { servedProcess } from './served-process.ts';

export interface UserClients {
  readonly auth: Client<typeof AuthService>;
  readonly users: Client<typeof UserService>;
}

/** The user service in a process with its real guards and tokens. Only the clock is the test's. */
export interface ServedUser {
  readonly clock: TestClock;
  /** Calls as the bearer of a token, or anonymously. */
  as(accessToken?: string): UserClients;
  /** Calls as another service. */
  readonly mesh: Client<typeof UserMeshService>;
  /** Calls with a token of no service. */
  meshAs(accessToken?: string): Client<typeof UserMeshService>;
  /** The events of topic `user` about a person so far, in order, once there are at least `count`. */
  eventsOf(userId: string, count: number): Promise<readonly Event[]>;
}

export async function servedUser(
  t: Test,
  testHost: TestHost,
  options: { env?: Record<string, string>; overrides?: UserOverrides } = {},
): Promise<ServedUser> {
  const clock = testClock();
  const { meshKeys, outside, events } = await servedProcess(t, {
    hosts: ['user'],
    testHost,
    env: options.env,
    overrides: {
      user: { passwords: cheapPasswords(), ...options.overrides },
    },
    clock,
    topics: [topics.user],
  });
  return {
    clock,
    as(accessToken) {
      const from = withAccessToken(outside, accessToken);
      return { auth: createClient(AuthService, from), users: createClient(UserService, from) };
    },
    mesh: createClient(
      UserMeshService,
      asServices(outside, async (service) => serviceTokenSource({ service, ring: meshKeys, clock }).token()),
    ),
    meshAs: (accessToken) => createClient(UserMeshService, withAccessToken(outside, accessToken)),
    async eventsOf(userId, count) {
      const ofUser = () => events.filter(({ actorId }) => actorId === userId);
      await until(`${count} events`, () => ofUser().length >= count);
      return ofUser();
    },
  };
}
