import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { cutPage, requestedPage } from '../../../platform/pages.ts';
import { userCallOf } from './call-of.ts';
import type { RpcContext } from './context.ts';
import { encodeSession } from './encode.ts';
import type { AuthHandlers } from './handlers.ts';
import { idempotentChange } from './idempotent-change.ts';

export function sessions(rpc: RpcContext): Pick<AuthHandlers, 'signOut' | 'listSessions' | 'revokeSession'> {
  const { app, pageTokens } = rpc;
  return {
    async signOut(_request, context) {
      await app.signOut(userCallOf(context));
      return {};
    },
    async listSessions(request, context) {
      const caller = requireUser(context);
      const { size, after, nextToken } = requestedPage(pageTokens, `ListSessions ${caller.userId}`, request);
      const found = await app.listSessions(caller, { beforeId: after?.[0] ?? '', limit: size + 1 });
      const { items, last } = cutPage(found, size);
      return {
        sessions: items.map((session) => encodeSession(session, caller.sessionId)),
        nextPageToken: nextToken(last && [last.id]),
      };
    },
    async revokeSession(request, context) {
      const call = userCallOf(context);
      return idempotentChange(rpc, AuthService.method.revokeSession, request, context, async (changeId) => {
        await app.revokeSession(request.sessionId, changeId, call);
        return {};
      });
    },
  };
}
