import type { AccessClaims } from '../../../platform/auth/access-tokens.ts';
import type { CachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { TokenVerifier } from '../../../platform/auth/token-verifier.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { CallLimits } from '../../../platform/limits/call-limits.ts';
import type { ReaderClass } from '../../../platform/limits/reader-classes.ts';
import { bearerToken } from '../../../platform/rpc/headers.ts';

/** What a process knows about people without a look-up. */
export interface ReaderSources {
  readonly access: Pick<TokenVerifier<AccessClaims>, 'known'>;
  readonly sessions: Pick<CachedSessionGate, 'known'>;
  /** The people who have a stream open here. */
  readonly limits?: Pick<CallLimits, 'streaming'> | undefined;
  /** The people with more followers than the fan-out threshold. */
  readonly isFamous: (userId: string) => boolean;
}

/** The class of a reader, which decides when its calls are shed under overload. */
export interface Readers {
  /** The class of the caller with this Authorization header. Called under overload, so it takes about a microsecond. */
  classOf(authorization: string | undefined): ReaderClass;
  /** Adds sources, while a process is composed. */
  know(sources: Partial<ReaderSources>): void;
}

/** A person who was not seen for 3 days is passive (requirements.md, segments); milliseconds. */
const passiveMs = 3 * 24 * 3_600_000;

/**
 * A caller without a token that this process has verified is a stranger: verifying one under overload would be work. A known
 * caller is active unless a source says otherwise.
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
