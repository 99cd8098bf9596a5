import { requireUser } from '../../../platform/auth/caller.ts';
import { pageSize } from '../../../platform/pages.ts';
import { requireOpenSession } from './current-session.ts';
import { encodeSession } from './encode.ts';
import type { AuthHandlers } from './handlers.ts';
import type { UserRuntime } from './runtime.ts';

export function listSessions(runtime: UserRuntime): AuthHandlers['listSessions'] {
  const { store, clock, pageTokens } = runtime;
  return async ({ pageSize: asked, pageToken }, context) => {
    const caller = requireUser(context);
    const size = pageSize(asked);
    const query = `ListSessions ${caller.userId}`;
    const [beforeId = ''] = pageTokens.open(query, pageToken) ?? [];
    await requireOpenSession(runtime, caller);
    // One more than asked for tells whether there is a next page.
    const found = await store.openSessions(caller.userId, clock.nowMs(), beforeId, size + 1);
    const page = found.slice(0, size);
    return {
      sessions: page.map((session) => encodeSession(session, caller.sessionId)),
      nextPageToken: found.length > size ? pageTokens.seal(query, [page.at(-1)!.id]) : '',
    };
  };
}
