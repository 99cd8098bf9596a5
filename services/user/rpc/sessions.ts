import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { pageSize } from '../../../platform/pages.ts';
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
    async listSessions({ pageSize: asked, pageToken }, context) {
      const caller = requireUser(context);
      const size = pageSize(asked);
      const query = `ListSessions ${caller.userId}`;
      const [beforeId = ''] = pageTokens.open(query, pageToken) ?? [];
      // One more than the page holds shows whether there is a next page.
      const found = await app.listSessions(caller, { beforeId, limit: size + 1 });
      const page = found.slice(0, size);
      return {
        sessions: page.map((session) => encodeSession(session, caller.sessionId)),
        nextPageToken: found.length > size ? pageTokens.seal(query, [page.at(-1)!.id]) : '',
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
