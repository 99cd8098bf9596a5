import { sessionRevoked } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { Session } from './session.ts';

/** Of more generations within one grace than this, the oldest are taken for theft: a session's row stays small. */
const MAX_EARLIER_USES = 32;

/**
 * `rotate` makes the next generation. `repeat` gives `generation`, the successor, again to whom its answer was lost.
 * `theft`: two parties hold tokens of the session, so it must end.
 */
export type RefreshVerdict =
  | { readonly kind: 'rotate' }
  | { readonly kind: 'repeat'; readonly generation: number }
  | { readonly kind: 'theft' };

/**
 * What a genuine refresh token brings its bearer. It is good until its successor was used, that is its access token
 * accepted or itself refreshed, and `graceMs` longer. Times are those of the id clock, which never steps.
 *
 * @throws DomainError SESSION_REVOKED, TOKEN_EXPIRED
 */
export function checkRefresh(
  session: Session | undefined,
  presentedGeneration: number,
  { nowMs, graceMs }: { nowMs: number; graceMs: number },
): RefreshVerdict {
  if (session === undefined || session.endedBy !== undefined) throw sessionRevoked();
  if (nowMs >= session.expiresAtMs) {
    throw new DomainError('TOKEN_EXPIRED', 'the refresh token has expired: sign in again');
  }
  const { generation, usedAtMs, earlierUsesMs } = session;
  if (presentedGeneration === generation) return { kind: 'rotate' };
  const successor = presentedGeneration + 1;
  const successorUsedAtMs = successor === generation ? usedAtMs : earlierUsesMs[generation - 1 - successor];
  const unused = successor === generation && usedAtMs === undefined;
  const lenient = successorUsedAtMs !== undefined && isInGrace(successorUsedAtMs, nowMs, graceMs);
  return unused || lenient ? { kind: 'repeat', generation: successor } : { kind: 'theft' };
}

/** A grace of 0 is none, also within the same millisecond and where another process's clock is ahead. */
function isInGrace(usedAtMs: number, nowMs: number, graceMs: number): boolean {
  return graceMs > 0 && nowMs - usedAtMs <= graceMs;
}

/** The session with its next generation, which uses the current one if nothing did before. */
export function rotated(
  session: Session,
  { nowMs, graceMs, ttlMs }: { nowMs: number; graceMs: number; ttlMs: number },
): Session {
  const { usedAtMs = nowMs, earlierUsesMs, ...kept } = session;
  return {
    ...kept,
    generation: session.generation + 1,
    rotatedAtMs: nowMs,
    expiresAtMs: nowMs + ttlMs,
    earlierUsesMs: [usedAtMs, ...earlierUsesMs]
      .filter((atMs) => isInGrace(atMs, nowMs, graceMs))
      .slice(0, MAX_EARLIER_USES),
  };
}

/**
 * Whether a shown access token is the first sight of its generation. The first generation has no token before it whose
 * time could run out. A session that is read from a replica which is behind may be of an earlier generation.
 */
export function isFirstUse(session: Session, shownGeneration: number): boolean {
  if (shownGeneration === 0 || shownGeneration < session.generation) return false;
  return shownGeneration > session.generation || session.usedAtMs === undefined;
}
