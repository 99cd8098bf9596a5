import { DomainError } from '../../../platform/domain-error.ts';
import { judgeRefresh, rotated } from '../domain/refresh.ts';
import { causeOf } from './cause.ts';
import type { AuthHandlers } from './handlers.ts';
import type { UserRuntime } from './runtime.ts';

export function refreshSession(runtime: UserRuntime): AuthHandlers['refreshSession'] {
  const { store, ids, clock, refreshTokens, tokens, settings } = runtime;
  const { refreshGraceMs: graceMs, refreshTokenTtlMs: ttlMs } = settings;
  return async ({ refreshToken }) => {
    const grant = refreshTokens.parse(refreshToken);
    if (!grant)
      throw new DomainError('TOKEN_INVALID', 'the refresh token is not valid', { field: 'refresh_token' });

    // A rotation that lost to another one finds the session a generation on, and gets the same successor.
    for (;;) {
      const nowMs = clock.nowMs();
      const found = await store.session(grant.sessionId);
      const verdict = judgeRefresh(found?.session, grant.generation, { nowMs, graceMs });
      const { session, account } = found!;
      if (verdict.kind === 'repeat') {
        return { tokens: await tokens.issue(account, { ...session, generation: verdict.generation }) };
      }
      if (verdict.kind === 'theft') {
        await store.endSession(session.id, causeOf(ids.next(), nowMs));
        throw new DomainError(
          'REFRESH_TOKEN_REUSED',
          'the refresh token was used before: the session has ended',
        );
      }
      const next = rotated(session, { nowMs, graceMs, ttlMs });
      if (await store.rotate(session, next)) return { tokens: await tokens.issue(account, next) };
    }
  };
}
