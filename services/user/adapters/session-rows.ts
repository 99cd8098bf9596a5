import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { Session } from '../domain/session.ts';

interface SessionRow {
  id: string;
  user_id: string;
  device_name: string;
  created_at_ms: number;
  rotated_at_ms: number;
  generation: number;
  used_at_ms: number | null;
  earlier_uses_ms: string;
  expires_at_ms: number;
  ended_by: string | null;
}

export function readSession(rows: Statements, sessionId: string): Session | undefined {
  return sessionOf(rows.get<SessionRow>('SELECT * FROM session WHERE id = ?', sessionId));
}

/** Highest id first. */
export function readOpenSessions(
  rows: Statements,
  query: { userId: string; nowMs: number; beforeId: string; limit: number },
): Session[] {
  const { userId, nowMs, beforeId, limit } = query;
  const found = rows.all<SessionRow>(
    `SELECT * FROM session WHERE user_id = ? AND (? = '' OR id < ?) AND ended_by IS NULL AND expires_at_ms > ?
     ORDER BY id DESC LIMIT ?`,
    userId,
    beforeId,
    beforeId,
    nowMs,
    limit,
  );
  return found.map((row) => sessionOf(row)!);
}

/** Does nothing if a session with this id exists. */
export function insertSession(tx: Statements, session: Session): void {
  tx.run(
    `INSERT INTO session (id, user_id, device_name, created_at_ms, rotated_at_ms, generation, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
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
export function endSessions(
  tx: Statements,
  userId: string,
  { changeId, keep = [] }: { changeId: string; keep?: readonly string[] },
): string[] {
  return tx
    .all<{ id: string }>(
      `UPDATE session SET ended_by = ? WHERE user_id = ? AND ended_by IS NULL
         AND id NOT IN (SELECT value FROM json_each(?)) RETURNING id`,
      changeId,
      userId,
      JSON.stringify(keep),
    )
    .map(({ id }) => id);
}

function sessionOf(row: SessionRow | undefined): Session | undefined {
  return (
    row && {
      id: row.id,
      userId: row.user_id,
      deviceName: row.device_name,
      createdAtMs: row.created_at_ms,
      rotatedAtMs: row.rotated_at_ms,
      generation: row.generation,
      ...(row.used_at_ms !== null && { usedAtMs: row.used_at_ms }),
      earlierUsesMs: JSON.parse(row.earlier_uses_ms) as number[],
      expiresAtMs: row.expires_at_ms,
      ...(row.ended_by !== null && { endedBy: row.ended_by }),
    }
  );
}
