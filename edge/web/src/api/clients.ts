import { Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { GraphService } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostService } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserService } from '../../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';
import { inTurn, renewal } from '../session/renewal.ts';
import { currentSession, end, fieldsOf, renew, reread, type Session } from '../session/session.ts';
import { strangers } from './strangers.ts';

/** How long before its end a token is exchanged, in milliseconds. */
const earlyMs = 20_000;

function isFresh({ accessExpiresMs }: Session): boolean {
  return accessExpiresMs - Date.now() >= earlyMs;
}
/** How long an exchange may take: other windows wait for it. */
const exchangeMs = 20_000;

const refresh = renewal({
  shared: { reread, renew, end },
  locked: inTurn,
  async exchange(refreshToken) {
    const { tokens } = await strangers.refreshSession({ refreshToken }, { timeoutMs: exchangeMs });
    return tokens && fieldsOf(tokens);
  },
  isFresh,
  // Whatever the server has against the refresh token: without a good one there is no session.
  isRefused: (reason) => ConnectError.from(reason).code === Code.Unauthenticated,
});

/** Whether the session can't be gone on with. */
function isOver(reason: unknown): boolean {
  const name = reasonOf(reason);
  return name === 'SESSION_REVOKED' || name === 'REFRESH_TOKEN_REUSED' || name === 'TOKEN_INVALID';
}

/** Sends the session's token, exchanges it in time and once more when the server finds it expired. */
const signedIn: Interceptor = (next) => async (request) => {
  const early = currentSession();
  if (early !== undefined && !isFresh(early)) await refresh(early);
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

/** Forgets a session that the server has ended, unless it is another one by now; a stream tells so, too. */
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
export const posts = createClient(PostService, transport);
export const timelines = createClient(TimelineService, transport);
