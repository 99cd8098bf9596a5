import { Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { GraphService } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostService } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserService } from '../../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';
import { currentSession, end, renew } from '../session/session.ts';
import { strangers } from './strangers.ts';

/** How long before its end a token is exchanged, in milliseconds. */
const earlyMs = 20_000;
let refreshing: Promise<void> | undefined;

/** One at a time in this window; two windows that ask for the same successor get the same one. */
function refresh(): Promise<void> {
  refreshing ??= exchange().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function exchange(): Promise<void> {
  const session = currentSession();
  if (session === undefined) return;
  try {
    const { tokens } = await strangers.refreshSession({ refreshToken: session.refreshToken });
    if (tokens !== undefined) renew(tokens);
  } catch (reason) {
    // Whatever the server has against the refresh token: without a good one there is no session.
    if (ConnectError.from(reason).code === Code.Unauthenticated) end();
    throw reason;
  }
}

/** Whether the session can't be gone on with. */
function isOver(reason: unknown): boolean {
  const name = reasonOf(reason);
  return name === 'SESSION_REVOKED' || name === 'REFRESH_TOKEN_REUSED' || name === 'TOKEN_INVALID';
}

/** Sends the session's token, exchanges it in time and once more when the server finds it expired. */
const signedIn: Interceptor = (next) => async (request) => {
  const send = () => {
    const token = currentSession()?.accessToken;
    if (token !== undefined) request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
  const session = currentSession();
  if (session !== undefined && session.accessExpiresMs - Date.now() < earlyMs) await refresh();
  try {
    return await send();
  } catch (reason) {
    if (reasonOf(reason) === 'TOKEN_EXPIRED' && !request.stream) {
      await refresh();
      return await send();
    }
    sessionEnded(reason);
    throw reason;
  }
};

/** Forgets a session that the server has ended; a stream tells so, too. */
export function sessionEnded(reason: unknown): void {
  if (isOver(reason)) end();
}

const transport = createConnectTransport({
  baseUrl: location.origin,
  useBinaryFormat: true,
  interceptors: [signedIn],
});

export const users = createClient(UserService, transport);
export const graph = createClient(GraphService, transport);
export const posts = createClient(PostService, transport);
export const timelines = createClient(TimelineService, transport);
