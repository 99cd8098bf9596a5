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
  /** When the current generation was first used: its access token accepted somewhere. Absent before. */
  readonly usedAtMs?: number;
  /** When the generations before the current one were first used, the latest first, as far as it still matters. */
  readonly earlierUsesMs: readonly number[];
  /** When the current refresh token ends. */
  readonly expiresAtMs: number;
  /** The change that ended it: signed out, revoked, or its account's doing. Absent while it is open. */
  readonly endedBy?: string;
}

export type NewSession = Pick<Session, 'id' | 'userId' | 'deviceName' | 'createdAtMs' | 'expiresAtMs'>;

export function newSession(session: NewSession): Session {
  return { ...session, rotatedAtMs: session.createdAtMs, generation: 0, earlierUsesMs: [] };
}

export function isOpen({ endedBy, expiresAtMs }: Session, nowMs: number): boolean {
  return endedBy === undefined && nowMs < expiresAtMs;
}
