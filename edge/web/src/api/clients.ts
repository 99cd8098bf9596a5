import { Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { GraphService } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostService } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchService } from '../../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { TimelineService } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserService } from '../../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';
import { renewal, withWindowLock } from '../session/renewal.ts';
import { currentSession, end, fieldsOf, renew, reread, type Session } from '../session/session.ts';
import { sessionSockets } from '../session/session-sockets.ts';
import { anonymousAuth } from './anonymous-auth.ts';

/** How long before its expiry a token is renewed, in milliseconds. */
const earlyMs = 20_000;

function isFresh({ accessExpiresMs }: Session): boolean {
  return accessExpiresMs - Date.now() >= earlyMs;
}
/** How long a renewal may take: other windows wait for it. */
const exchangeMs = 20_000;

const refresh = renewal({
  shared: { reread, renew, end },
  locked: withWindowLock,
  async exchange(refreshToken) {
    const { tokens } = await anonymousAuth.refreshSession({ refreshToken }, { timeoutMs: exchangeMs });
    return tokens && fieldsOf(tokens);
  },
  isFresh,
  // Whatever the reason, without a valid refresh token there is no session.
  isRefused: (reason) => ConnectError.from(reason).code === Code.Unauthenticated,
});

/** Whether the session has ended. */
function isOver(reason: unknown): boolean {
  const name = reasonOf(reason);
  return name === 'SESSION_REVOKED' || name === 'REFRESH_TOKEN_REUSED' || name === 'TOKEN_INVALID';
}

async function renewInTime(): Promise<void> {
  const early = currentSession();
  if (early !== undefined && !isFresh(early)) await refresh(early);
}

/** Opens a WebSocket of the session. */
export const openSocket = sessionSockets({
  current: currentSession,
  refresh,
  renewInTime,
  open: (accessToken) =>
    new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`, ['skein.v1', `bearer.${accessToken}`]),
});

/** Sends the session's token, renews it in time, and retries once when the server finds it expired. */
const signedIn: Interceptor = (next) => async (request) => {
  await renewInTime();
  let sent: Session | undefined;
  const send = () => {
    sent = currentSession();
    if (sent !== undefined) request.header.set('authorization', `Bearer ${sent.accessToken}`);
    return next(request);
  };
  try {
    return await send();
  } catch (reason) {
    if (reasonOf(reason) === 'TOKEN_EXPIRED' && sent !== undefined && !request.stream) {
      await refresh(sent);
      return await send();
    }
    sessionEnded(reason, sent);
    throw reason;
  }
};

/** Clears a session that the server has ended, unless a new one has started; also called for streams. */
export function sessionEnded(reason: unknown, sent = currentSession()): void {
  if (isOver(reason) && reread()?.accessToken === sent?.accessToken) end();
}

const transport = createConnectTransport({
  baseUrl: location.origin,
  useBinaryFormat: true,
  interceptors: [signedIn],
});

export const users = createClient(UserService, transport);
export const graph = createClient(GraphService, transport);
export const notifications = createClient(NotificationService, transport);
export const posts = createClient(PostService, transport);
export const search = createClient(SearchService, transport);
export const timelines = createClient(TimelineService, transport);
