import type { Statements } from '../../../../platform/sqlite/statements.ts';
import { type EdgeTable, type Growth, grow, removeEdge } from './edges.ts';

/** The edges of a person, and what losing each one does to the figures of the other side and to his own. */
const SIDES: readonly {
  table: EdgeTable;
  side: 'actor' | 'target';
  other: Growth;
  own: Growth;
}[] = [
  { table: 'follow', side: 'target', other: { version: 1, following: -1 }, own: { followers: -1 } },
  { table: 'follow', side: 'actor', other: { followers: -1 }, own: { following: -1 } },
  { table: 'block', side: 'target', other: { version: 1 }, own: {} },
  { table: 'block', side: 'actor', other: { version: 1 }, own: {} },
  { table: 'mute', side: 'target', other: { version: 1 }, own: {} },
  { table: 'mute', side: 'actor', other: {}, own: {} },
];

/** Takes up to `limit` edges of a person away; his own row goes with the last. Answers how many it took. */
export function purgeEdges(tx: Statements, userId: string, limit: number): number {
  let taken = 0;
  for (const { table, side, other, own } of SIDES) {
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
      grow(tx, userId, own);
    }
    taken += others.length;
  }
  if (taken < limit) tx.run('DELETE FROM person WHERE user_id = ?', userId);
  return taken;
}
