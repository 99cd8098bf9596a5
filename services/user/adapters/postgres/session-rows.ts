import type { Statements } from '../../../../platform/postgres/statements.ts';
import type { Session } from '../../domain/session.ts';

export type SessionRow = Omit<Session, 'usedAtMs' | 'endedBy'> & {
  readonly usedAtMs: number | null;
  readonly endedBy: string | null;
};

/** The columns of a SELECT from `session` that returns SessionRows. */
export const sessionColumns = `session.id, session.user_id AS "userId", session.device_name AS "deviceName",
  session.created_at_ms AS "createdAtMs", session.rotated_at_ms AS "rotatedAtMs", session.generation,
  session.used_at_ms AS "usedAtMs", session.earlier_uses_ms AS "earlierUsesMs",
  session.expires_at_ms AS "expiresAtMs", session.ended_by AS "endedBy"`;

/** Highest id first. */
export async function readOpenSessions(
  rows: Statements,
  query: { userId: string; nowMs: number; beforeId: string; limit: number },
): Promise<Session[]> {
  const found = await rows.all<SessionRow>(
    `SELECT ${sessionColumns} FROM session
     WHERE user_id = $1 AND ($2 = '' OR id < $2) AND ended_by IS NULL AND expires_at_ms > $3
     ORDER BY id DESC LIMIT $4`,
    query.userId,
    query.beforeId,
    query.nowMs,
    query.limit,
  );
  return found.map(sessionOf);
}

/** Does nothing if a session with this id exists. */
export async function insertSession(tx: Statements, session: Session): Promise<void> {
  await tx.run(
    `INSERT INTO session (id, user_id, device_name, created_at_ms, rotated_at_ms, generation, expires_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    session.id,
    session.userId,
    session.deviceName,
    session.createdAtMs,
    session.rotatedAtMs,
    session.generation,
    session.expiresAtMs,
  );
}

/** Ends the open sessions of a person, except those to keep. Returns the ids of the ended ones. */
export async function endSessions(
  tx: Statements,
  userId: string,
  { changeId, keep = [] }: { changeId: string; keep?: readonly string[] },
): Promise<string[]> {
  const ended = await tx.all<{ id: string }>(
    `UPDATE session SET ended_by = $1 WHERE user_id = $2 AND ended_by IS NULL AND id <> ALL ($3) RETURNING id`,
    changeId,
    userId,
    keep,
  );
  return ended.map(({ id }) => id);
}

export function sessionOf({ usedAtMs, endedBy, ...rest }: SessionRow): Session {
  return { ...rest, ...(usedAtMs !== null && { usedAtMs }), ...(endedBy !== null && { endedBy }) };
}
