import type { Statements } from '../../../../platform/sqlite/statements.ts';

/** Records a change and returns whether it was made before. A repeat renews its record. */
export function wasApplied(tx: Statements, eventId: string, timeMs: number): boolean {
  const again = 'UPDATE made_change SET time_ms = max(time_ms, ?2) WHERE event_id = ?1';
  if (tx.run(again, eventId, timeMs).changes > 0) return true;
  tx.run('INSERT INTO made_change (event_id, time_ms) VALUES (?, ?)', eventId, timeMs);
  return false;
}

export function forgetApplied(tx: Statements, timeMs: number, limit: number): number {
  const sql = `DELETE FROM made_change WHERE event_id IN
    (SELECT event_id FROM made_change WHERE time_ms < ? ORDER BY time_ms LIMIT ?)`;
  return tx.run(sql, timeMs, limit).changes;
}
