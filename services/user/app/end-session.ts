import { DomainError } from '../../../platform/domain-error.ts';
import { isOpen } from '../domain/session.ts';
import type { UserCall } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { requireOpenSession } from './require-open-session.ts';

/** Needs no claim: a repeat finds the session ended and gives the same answer. */
export function signOut({ store, ids, clock }: AppContext) {
  return async (call: UserCall): Promise<void> => {
    await store.endSession(call.caller.sessionId, causeOf(call, ids.next(), clock.nowMs()));
  };
}

export function revokeSession(context: AppContext) {
  const { store, clock } = context;
  return async (sessionId: string, changeId: string, call: UserCall): Promise<void> => {
    const { caller } = call;
    const nowMs = clock.nowMs();
    const session = (await store.session(sessionId))?.session;
    // This same change has ended it, and its answer was lost. It may be the caller's own session.
    if (session?.userId === caller.userId && session.endedBy === changeId) return;
    await requireOpenSession(context, caller);
    if (session?.userId !== caller.userId || !isOpen(session, nowMs)) throw sessionNotFound();
    await store.endSession(session.id, causeOf(call, changeId, nowMs));
  };
}

function sessionNotFound(): DomainError {
  return new DomainError('SESSION_NOT_FOUND', 'you have no such open session', {
    field: 'session_id',
  });
}
