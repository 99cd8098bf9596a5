import type { SqliteOutbox } from '../../../../platform/events/outbox.ts';
import type { Database } from '../../../../platform/sqlite/database.ts';
import type { Statements } from '../../../../platform/sqlite/statements.ts';
import { admitFollow, type RelationKind } from '../../domain/relation.ts';
import type { GraphStore, RelationChange } from '../../ports.ts';
import { relationEvent } from '../relation-event.ts';
import { addEdge, grow, hasEdge, removeEdge } from './edges.ts';
import { wasMade } from './made-changes.ts';
import { readCounts, readRelationships } from './reads.ts';

type Changes = Pick<GraphStore, 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute'>;

/** Changes of edges, each one write with its counts, versions and event. */
export function sqliteChanges(db: Database, outbox: SqliteOutbox): Changes {
  const change = (
    of: RelationChange,
    kind: RelationKind,
    apply: (tx: Statements, actorId: string, targetId: string) => boolean,
  ) =>
    db.write((tx) => {
      const before = of.mayRepeat && wasMade(tx, of.eventId, of.timeMs);
      const changed = !before && apply(tx, of.actorId, of.targetId);
      if (changed) outbox.append(tx, relationEvent(kind, of));
      return { changed, relationship: readRelationships(tx, of.actorId, [of.targetId])[0]! };
    });

  return {
    follow: (of, maxFollowing) =>
      change(of, 'FOLLOWED', (tx, actorId, targetId) => {
        if (!addEdge(tx, 'follow', actorId, targetId)) return false;
        admitFollow({
          blocked: hasEdge(tx, 'block', actorId, targetId) || hasEdge(tx, 'block', targetId, actorId),
          followingCount: readCounts(tx, actorId).followingCount,
          maxFollowing,
        });
        grow(tx, actorId, { version: 1, following: 1 });
        grow(tx, targetId, { followers: 1 });
        return true;
      }),
    unfollow: (of) =>
      change(of, 'UNFOLLOWED', (tx, actorId, targetId) => {
        if (!removeEdge(tx, 'follow', actorId, targetId)) return false;
        grow(tx, actorId, { version: 1, following: -1 });
        grow(tx, targetId, { followers: -1 });
        return true;
      }),
    block: (of) =>
      change(of, 'BLOCKED', (tx, actorId, targetId) => {
        if (!addEdge(tx, 'block', actorId, targetId)) return false;
        const followed = removeEdge(tx, 'follow', actorId, targetId) ? 1 : 0;
        const followedBy = removeEdge(tx, 'follow', targetId, actorId) ? 1 : 0;
        grow(tx, actorId, { version: 1, following: -followed, followers: -followedBy });
        grow(tx, targetId, { version: 1, following: -followedBy, followers: -followed });
        return true;
      }),
    unblock: (of) =>
      change(of, 'UNBLOCKED', (tx, actorId, targetId) => {
        if (!removeEdge(tx, 'block', actorId, targetId)) return false;
        grow(tx, actorId, { version: 1 });
        grow(tx, targetId, { version: 1 });
        return true;
      }),
    mute: (of) =>
      change(of, 'MUTED', (tx, actorId, targetId) => {
        if (!addEdge(tx, 'mute', actorId, targetId)) return false;
        grow(tx, actorId, { version: 1 });
        return true;
      }),
    unmute: (of) =>
      change(of, 'UNMUTED', (tx, actorId, targetId) => {
        if (!removeEdge(tx, 'mute', actorId, targetId)) return false;
        grow(tx, actorId, { version: 1 });
        return true;
      }),
  };
}
