import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { isOpen } from '../domain/session.ts';
import { causeOf } from './cause.ts';
import { requireOpenSession } from './current-session.ts';
import type { AuthHandlers } from './handlers.ts';
import { once } from './once.ts';
import type { UserRuntime } from './runtime.ts';

/** Done again it finds the session ended and says the same: it needs no claim. */
export function signOut({ store, ids, clock }: UserRuntime): AuthHandlers['signOut'] {
  return async (_request, context) => {
    await store.endSession(requireUser(context).sessionId, causeOf(ids.next(), clock.nowMs()));
    return {};
  };
}

export function revokeSession(runtime: UserRuntime): AuthHandlers['revokeSession'] {
  const { store, clock } = runtime;
  return (request, context) => {
    const caller = requireUser(context);
    return once(runtime, AuthService.method.revokeSession, request, context, async (changeId) => {
      const nowMs = clock.nowMs();
      const session = (await store.session(request.sessionId))?.session;
      // Ended by this very change, whose answer was lost: perhaps the caller's own session.
      if (session?.userId === caller.userId && session.endedBy === changeId) return {};
      await requireOpenSession(runtime, caller);
      if (session?.userId !== caller.userId || !isOpen(session, nowMs)) throw sessionNotFound();
      await store.endSession(session.id, causeOf(changeId, nowMs));
      return {};
    });
  };
}

function sessionNotFound(): DomainError {
  return new DomainError('SESSION_NOT_FOUND', 'there is no such open session of yours', {
    field: 'session_id',
  });
}
