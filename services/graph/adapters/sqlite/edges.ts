import type { Statements } from '../../../../platform/sqlite/statements.ts';

/** The tables of edges, each from an actor to a target. */
export type EdgeTable = 'follow' | 'block' | 'mute';

/** Answers whether the edge is new. */
export function addEdge(tx: Statements, table: EdgeTable, actorId: string, targetId: string): boolean {
  const sql = `INSERT INTO ${table} (actor_id, target_id) VALUES (?, ?) ON CONFLICT DO NOTHING`;
  return tx.run(sql, actorId, targetId).changes > 0;
}

/** Answers whether the edge was there. */
export function removeEdge(tx: Statements, table: EdgeTable, actorId: string, targetId: string): boolean {
  const sql = `DELETE FROM ${table} WHERE actor_id = ? AND target_id = ?`;
  return tx.run(sql, actorId, targetId).changes > 0;
}

export function hasEdge(rows: Statements, table: EdgeTable, actorId: string, targetId: string): boolean {
  const sql = `SELECT 1 FROM ${table} WHERE actor_id = ? AND target_id = ?`;
  return rows.get(sql, actorId, targetId) !== undefined;
}

/** By how much the figures of one person change. */
export interface Growth {
  readonly version?: number;
  readonly followers?: number;
  readonly following?: number;
}

// Checks look at the row before the conflict does: a first row never takes a loss.
const GROW = `
  INSERT INTO person (user_id, version, follower_count, following_count)
  VALUES (?1, 1 + ?2, max(?3, 0), max(?4, 0))
  ON CONFLICT DO UPDATE SET
    version = version + ?2,
    follower_count = follower_count + ?3,
    following_count = following_count + ?4`;

export function grow(tx: Statements, userId: string, growth: Growth): void {
  tx.run(GROW, userId, growth.version ?? 0, growth.followers ?? 0, growth.following ?? 0);
}
