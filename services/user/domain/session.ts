/** One sign-in on one device. Times are milliseconds since 1970. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly deviceName: string;
  readonly createdAtMs: number;
  /** When the current generation of its refresh token was created. */
  readonly rotatedAtMs: number;
  /** The number of rotations. */
  readonly generation: number;
  /** The first use of the current generation: its access token was accepted. Absent before. */
  readonly usedAtMs?: number;
  /** The first uses of earlier generations, latest first, as long as they are within the grace period. */
  readonly earlierUsesMs: readonly number[];
  /** The expiry of the current refresh token. */
  readonly expiresAtMs: number;
  /** The change that ended it: a sign-out, a revocation, or a change of its account. Absent while it is open. */
  readonly endedBy?: string;
}

export type NewSession = Pick<Session, 'id' | 'userId' | 'deviceName' | 'createdAtMs' | 'expiresAtMs'>;

export function newSession(session: NewSession): Session {
  return { ...session, rotatedAtMs: session.createdAtMs, generation: 0, earlierUsesMs: [] };
}

export function isOpen({ endedBy, expiresAtMs }: Session, nowMs: number): boolean {
  return endedBy === undefined && nowMs < expiresAtMs;
}
