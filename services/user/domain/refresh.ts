import { sessionRevoked } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { Session } from './session.ts';

/**
 * The most earlier generations that are kept within one grace period, so that a session's row stays small. Older ones count
 * as theft.
 */
const MAX_EARLIER_USES = 32;

/**
 * `rotate` creates the next generation. `repeat` returns `generation`, the successor, again, because its answer was lost.
 * `theft`: two parties hold tokens of the session, so it must end.
 */
export type RefreshVerdict =
  | { readonly kind: 'rotate' }
  | { readonly kind: 'repeat'; readonly generation: number }
  | { readonly kind: 'theft' };

/**
 * Decides what a genuine refresh token is worth. It is valid until `graceMs` after the first use of its successor: the first
 * time that the successor's access token was accepted or it was refreshed itself. Times are those of the id clock, which
 * never steps.
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
  const inGrace = successorUsedAtMs !== undefined && isInGrace(successorUsedAtMs, nowMs, graceMs);
  return unused || inGrace ? { kind: 'repeat', generation: successor } : { kind: 'theft' };
}

/** A grace of 0 is no grace, even within the same millisecond or if another process's clock is ahead. */
function isInGrace(usedAtMs: number, nowMs: number, graceMs: number): boolean {
  return graceMs > 0 && nowMs - usedAtMs <= graceMs;
}

/** The session with its next generation. A rotation counts as the first use of the current one. */
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
 * Whether an accepted access token is the first use of its generation. Generation 0 needs no record, because no earlier token
 * depends on it. A session from a replica that lags may have an earlier generation.
 */
export function isFirstUse(session: Session, shownGeneration: number): boolean {
  if (shownGeneration === 0 || shownGeneration < session.generation) return false;
  return shownGeneration > session.generation || session.usedAtMs === undefined;
}
