import type { SqliteOutbox } from '../../../../platform/events/outbox.ts';
import type { Database } from '../../../../platform/sqlite/database.ts';
import type { Statements } from '../../../../platform/sqlite/statements.ts';
import type { RelationKind } from '../../domain/relation.ts';
import {
  blocked,
  followed,
  muted,
  type RelationRule,
  relationshipOf,
  unblocked,
  unfollowed,
  unmuted,
} from '../../domain/relation-change.ts';
import type { GraphStore, RelationChange } from '../../ports.ts';
import { relationEvent } from '../relation-event.ts';
import { wasApplied } from './applied-changes.ts';
import { writeEffect } from './edges.ts';
import { readCounts, readPair } from './reads.ts';

type Changes = Pick<GraphStore, 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute'>;

/** Changes of edges, each in one transaction with its counts, versions and event. */
export function sqliteChanges(db: Database, outbox: SqliteOutbox): Changes {
  const change = (of: RelationChange, kind: RelationKind, ruleIn: (tx: Statements) => RelationRule) =>
    db.write((tx) => {
      const again = of.mayRepeat && wasApplied(tx, of.eventId, of.timeMs);
      const before = readPair(tx, of.actorId, of.targetId);
      const after = again ? undefined : ruleIn(tx)(before);
      if (after) {
        writeEffect(tx, of, before, after);
        outbox.append(tx, relationEvent(kind, of));
      }
      return { changed: after !== undefined, relationship: relationshipOf(of.targetId, after ?? before) };
    });

  return {
    follow: (of, maxFollowing) =>
      change(
        of,
        'FOLLOWED',
        (tx) => (pair) =>
          followed(pair, () => ({
            followingCount: readCounts(tx, [of.actorId])[0]!.followingCount,
            maxFollowing,
          })),
      ),
    unfollow: (of) => change(of, 'UNFOLLOWED', () => unfollowed),
    block: (of) => change(of, 'BLOCKED', () => blocked),
    unblock: (of) => change(of, 'UNBLOCKED', () => unblocked),
    mute: (of) => change(of, 'MUTED', () => muted),
    unmute: (of) => change(of, 'UNMUTED', () => unmuted),
  };
}
