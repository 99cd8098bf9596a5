import { type Client, createClient } from '@connectrpc/connect';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';

/** One caller's clients of the public services. */
export interface Api {
  readonly auth: Client<typeof AuthService>;
  readonly users: Client<typeof UserService>;
  readonly graph: Client<typeof GraphService>;
  readonly posts: Client<typeof PostService>;
  readonly search: Client<typeof SearchService>;
  readonly timelines: Client<typeof TimelineService>;
  readonly notifications: Client<typeof NotificationService>;
  readonly ops: Client<typeof OpsService>;
}

/** The default time limit of a call with all its tries, in milliseconds. */
const usualTimeoutMs = 20_000;

/**
 * @param token of the caller, requested before each call; absent for an anonymous caller
 * @param signal cancels every call
 */
export function apiOf(
  calls: Calls,
  signal: AbortSignal,
  token?: () => string | Promise<string>,
  timeoutMs = usualTimeoutMs,
): Api {
  const headers = async () =>
    token === undefined ? undefined : { authorization: `Bearer ${await token()}` };
  const transport = asTransport({
    unary: async (method, own = signal, ownMs = timeoutMs, _header, input) =>
      calls.unary(method, own, ownMs, await headers(), input),
    stream: async (method, own = signal, ownMs, _header, input) =>
      calls.stream(method, own, ownMs, await headers(), input),
  });
  return {
    auth: createClient(AuthService, transport),
    users: createClient(UserService, transport),
    graph: createClient(GraphService, transport),
    posts: createClient(PostService, transport),
    search: createClient(SearchService, transport),
    timelines: createClient(TimelineService, transport),
    notifications: createClient(NotificationService, transport),
    ops: createClient(OpsService, transport),
  };
}
