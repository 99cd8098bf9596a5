import type { Statements } from '../../../../platform/sqlite/statements.ts';
import { edgeNames, seenByTarget } from '../../domain/relation-change.ts';
import { grow, removeEdge, tableOf } from './edges.ts';

/** The edges of a person, and how the removal of each one changes the figures of the other person. */
const SIDES = edgeNames.flatMap(
  (name) =>
    [
      { name, side: 'target', other: { version: 1, ...(name === 'follows' && { following: -1 }) } },
      {
        name,
        side: 'actor',
        other: { version: seenByTarget[name] ? 1 : 0, ...(name === 'follows' && { followers: -1 }) },
      },
    ] as const,
);

/**
 * Removes up to `limit` edges of a person; the last step also removes the person's row. Returns the number of removed edges.
 */
export function purgeEdges(tx: Statements, userId: string, limit: number): number {
  let taken = 0;
  for (const { name, side, other } of SIDES) {
    const table = tableOf[name];
    const others = tx.all<{ id: string }>(
      side === 'actor'
        ? `SELECT target_id AS id FROM ${table} WHERE actor_id = ? LIMIT ?`
        : `SELECT actor_id AS id FROM ${table} WHERE target_id = ? LIMIT ?`,
      userId,
      limit - taken,
    );
    for (const { id } of others) {
      if (side === 'actor') removeEdge(tx, table, userId, id);
      else removeEdge(tx, table, id, userId);
      grow(tx, id, other);
      if (name === 'follows') grow(tx, userId, side === 'actor' ? { following: -1 } : { followers: -1 });
    }
    taken += others.length;
  }
  if (taken < limit) tx.run('DELETE FROM person WHERE user_id = ?', userId);
  return taken;
}
