import type { AccessClaims } from '../../../platform/auth/access-tokens.ts';
import type { CachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { TokenVerifier } from '../../../platform/auth/token-verifier.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { CallLimits } from '../../../platform/limits/call-limits.ts';
import type { ReaderClass } from '../../../platform/limits/reader-classes.ts';
import { bearerToken } from '../../../platform/rpc/headers.ts';

/** What a process has at hand of people; nothing of it costs a look-up. */
export interface ReaderSources {
  readonly access: Pick<TokenVerifier<AccessClaims>, 'known'>;
  readonly sessions: Pick<CachedSessionGate, 'known'>;
  /** Who has a stream open here. */
  readonly limits?: Pick<CallLimits, 'streaming'> | undefined;
  /** Who has more followers than are pushed to. */
  readonly isFamous: (userId: string) => boolean;
}

/** Whose reads are kept for how long under overload. */
export interface Readers {
  /** Of the Authorization of a call: asked under overload, so it takes about a microsecond. */
  classOf(authorization: string | undefined): ReaderClass;
  /** Sources come as a process is composed: later ones are added. */
  know(sources: Partial<ReaderSources>): void;
}

/** A person not seen for 3 days is passive (requirements.md, segments); milliseconds. */
const passiveMs = 3 * 24 * 3_600_000;

/**
 * Who shows no token that was found good here is a stranger: looking at it would be work. Of whom nothing more is known is
 * active.
 */
export function readersOf(clock: Pick<Clock, 'nowMs'>): Readers {
  const sources: Partial<ReaderSources> = {};
  return {
    classOf(authorization) {
      const token = bearerToken(authorization);
      const bearer = token === undefined ? undefined : sources.access?.known(token);
      if (bearer === undefined) return 'stranger';
      const { userId, sessionId } = bearer;
      if (sources.isFamous?.(userId)) return 'famous';
      if (sources.limits?.streaming(userId)) return 'live';
      const lastSeenMs = sources.sessions?.known(sessionId)?.lastSeenMs;
      return lastSeenMs !== undefined && clock.nowMs() - lastSeenMs > passiveMs ? 'passive' : 'active';
    },
    know(more) {
      Object.assign(sources, more);
    },
  };
}
