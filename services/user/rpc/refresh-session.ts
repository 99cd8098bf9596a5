import { DomainError } from '../../../platform/domain-error.ts';
import { judgeRefresh, type Session } from '../domain/session.ts';
import { causeOf } from './cause.ts';
import type { AuthHandlers } from './handlers.ts';
import type { UserRuntime } from './runtime.ts';

export function refreshSession(runtime: UserRuntime): AuthHandlers['refreshSession'] {
  const { store, ids, clock, refreshTokens, tokens, settings } = runtime;
  return async ({ refreshToken }) => {
    const grant = refreshTokens.parse(refreshToken);
    if (!grant)
      throw new DomainError('TOKEN_INVALID', 'the refresh token is not valid', { field: 'refresh_token' });

    // A rotation that lost to another one finds the session a generation on: then it is the grace that decides.
    for (;;) {
      const nowMs = clock.nowMs();
      const found = await store.session(grant.sessionId);
      const verdict = judgeRefresh(found?.session, grant.generation, nowMs);
      const { session, account } = found!;
      if (verdict === 'repeat') return { tokens: await tokens.issue(account, session) };
      if (verdict === 'theft') {
        await store.endSession(session.id, causeOf(ids.next(), nowMs));
        throw new DomainError(
          'REFRESH_TOKEN_REUSED',
          'the refresh token was used before: the session has ended',
        );
      }
      const rotation = {
        fromGeneration: session.generation,
        rotatedAtMs: nowMs,
        expiresAtMs: nowMs + settings.refreshTokenTtlMs,
      };
      if (await store.rotate(session.id, rotation)) {
        return { tokens: await tokens.issue(account, rotated(session, rotation)) };
      }
    }
  };
}

function rotated(
  session: Session,
  {
    fromGeneration,
    rotatedAtMs,
    expiresAtMs,
  }: { fromGeneration: number; rotatedAtMs: number; expiresAtMs: number },
): Session {
  return { ...session, generation: fromGeneration + 1, rotatedAtMs, expiresAtMs };
}
