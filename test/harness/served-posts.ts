import { type Client, createClient } from '@connectrpc/connect';
import type { Test } from 'tap';
import type { Event } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { type TestClock, testClock } from '../../platform/clock.ts';
import type { EventBus } from '../../platform/events/port.ts';
import { idClock } from '../../platform/id-clock.ts';
import { cheapPasswords } from '../../platform/testing/cheap-passwords.ts';
import { processIds } from '../../platform/testing/process-ids.ts';
import { type TestHost, withAccessToken } from '../../platform/testing/test-host.ts';
import type { PostOverrides } from '../../services/post/compose.ts';
import { topics } from '../../services/product/topics.ts';
import { servedProcess } from './served-process.ts';

export interface Clients {
  readonly posts: Client<typeof PostService>;
  readonly graph: Client<typeof GraphService>;
  readonly users: Client<typeof UserService>;
  readonly auth: Client<typeof AuthService>;
  /** Calls mesh RPCs without a service's token. */
  readonly mesh: Client<typeof PostMeshService>;
}

/** The post service with the real user and graph services, guards and tokens. Only the clock is the test's. */
export interface ServedPosts {
  readonly clock: TestClock;
  readonly dataDir: string;
  readonly bus: EventBus;
  /** Calls as the bearer of a token, or anonymously. */
  as(accessToken?: string): Clients;
  /** Calls as the timeline service. */
  readonly mesh: Client<typeof PostMeshService>;
  readonly userMesh: Client<typeof UserMeshService>;
  /** The events of topics `post`, `action` and `count` so far, in order within each topic. */
  readonly events: readonly Event[];
}

export interface ServedOptions {
  readonly testHost?: TestHost;
  readonly env?: Record<string, string>;
  readonly overrides?: PostOverrides;
}

export async function servedPosts(t: Test, options: ServedOptions = {}): Promise<ServedPosts> {
  const clock = testClock();
  const { dataDir, bus, events, outside, transport } = await servedProcess(t, {
    hosts: ['user', 'graph', 'post'],
    testHost: options.testHost,
    env: options.env,
    overrides: { user: { passwords: cheapPasswords() }, post: options.overrides },
    clock,
    ids: processIds(idClock(clock)),
    topics: [topics.post, topics.action, topics.count],
  });
  return {
    clock,
    dataDir,
    bus,
    events,
    as(accessToken) {
      const from = withAccessToken(outside, accessToken);
      return {
        posts: createClient(PostService, from),
        graph: createClient(GraphService, from),
        users: createClient(UserService, from),
        auth: createClient(AuthService, from),
        mesh: createClient(PostMeshService, from),
      };
    },
    mesh: createClient(PostMeshService, transport('timeline', 'post')),
    userMesh: createClient(UserMeshService, transport('command-line', 'user')),
  };
}
