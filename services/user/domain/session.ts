import { judge } from '../../../platform/auth/refresh-tokens.ts';
import { DomainError } from '../../../platform/domain-error.ts';

/** One sign-in on one device. Times are milliseconds since 1970. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly deviceName: string;
  readonly createdAtMs: number;
  /** When the current generation of its refresh token was made. */
  readonly rotatedAtMs: number;
  /** Counts the rotations from 0. */
  readonly generation: number;
  /** When the current refresh token ends. */
  readonly expiresAtMs: number;
  /** The change that ended it: signed out, revoked, or its account's doing. Absent while it is open. */
  readonly endedBy?: string;
}

export type NewSession = Pick<Session, 'id' | 'userId' | 'deviceName' | 'createdAtMs' | 'expiresAtMs'>;

export function newSession(session: NewSession): Session {
  return { ...session, rotatedAtMs: session.createdAtMs, generation: 0 };
}

export function isOpen({ endedBy, expiresAtMs }: Session, nowMs: number): boolean {
  return endedBy === undefined && nowMs < expiresAtMs;
}

/**
 * What a genuine refresh token brings its bearer: `rotate` makes the next generation; `repeat` gives the current one
 * again to whom its answer was lost; `theft`: two parties hold tokens of the session, so it must end.
 *
 * @throws DomainError SESSION_REVOKED, TOKEN_EXPIRED
 */
export function judgeRefresh(
  session: Session | undefined,
  presentedGeneration: number,
  nowMs: number,
): 'rotate' | 'repeat' | 'theft' {
  if (session === undefined || session.endedBy !== undefined) throw sessionRevoked();
  if (nowMs >= session.expiresAtMs) {
    throw new DomainError('TOKEN_EXPIRED', 'the refresh token has expired: sign in again');
  }
  const verdict = judge({
    presentedGeneration,
    currentGeneration: session.generation,
    rotatedAtMs: session.rotatedAtMs,
    nowMs,
  });
  return verdict === 'current' ? 'rotate' : verdict === 'grace' ? 'repeat' : 'theft';
}

export function sessionRevoked(): DomainError {
  return new DomainError('SESSION_REVOKED', 'the session has ended: sign in again');
}
