import { DomainError } from '../../../platform/domain-error.ts';
import { checkRefresh, rotated } from '../domain/refresh.ts';
import type { Call } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import type { Tokens } from './tokens.ts';

export function refreshSession(context: AppContext) {
  const { store, ids, clock, refreshTokens, tokens, settings } = context;
  const { refreshGraceMs: graceMs, refreshTokenTtlMs: ttlMs } = settings;
  return async (refreshToken: string, call: Call): Promise<Tokens> => {
    const grant = refreshTokens.parse(refreshToken);
    if (!grant)
      throw new DomainError('TOKEN_INVALID', 'the refresh token is not valid', { field: 'refresh_token' });

    // A rotation that lost a race reads the session again, at the next generation, and returns the same successor.
    for (;;) {
      const nowMs = clock.nowMs();
      const found = await store.session(grant.sessionId);
      const verdict = checkRefresh(found?.session, grant.generation, { nowMs, graceMs });
      const { session, account } = found!;
      if (verdict.kind === 'repeat') {
        return tokens.issue(account, { ...session, generation: verdict.generation });
      }
      if (verdict.kind === 'theft') {
        await store.endSession(session.id, causeOf(call, ids.next(), nowMs));
        throw new DomainError(
          'REFRESH_TOKEN_REUSED',
          'the refresh token was used before: the session has ended',
        );
      }
      const next = rotated(session, { nowMs, graceMs, ttlMs });
      if (await store.rotate(session, next)) return tokens.issue(account, next);
    }
  };
}
