import type { Dgraph, Transaction } from '../../../../platform/dgraph/dgraph.ts';
import { edge, nodeOf, value } from '../../../../platform/dgraph/quads.ts';
import type { DgraphOutbox } from '../../../../platform/events/outbox-dgraph.ts';
import type { RelationKind } from '../../domain/relation.ts';
import {
  blocked,
  type Edges,
  edgeNames,
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
import { keyedMutex } from './keyed-mutex.ts';
import { type Pair, pairQuery, readPair } from './pair.ts';
import type { Names } from './schema.ts';

type Changes = Pick<GraphStore, 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute'>;

/**
 * Changes of edges, each in one transaction. Every change writes the version of the actor, and a block that of both people.
 * So two changes that could contradict each other conflict, and one is retried.
 */
export function dgraphChanges(db: Dgraph, outbox: DgraphOutbox, names: Names): Changes {
  const query = pairQuery(names);
  // Changes of one actor would conflict. Those of other processes still do.
  const ofOneActor = keyedMutex();

  const change = (of: RelationChange, kind: RelationKind, ruleFor: (pair: Pair) => RelationRule) =>
    ofOneActor(of.actorId, () =>
      db.write(async (tx) => {
        const before = await readPair(tx.ask, query, of);
        const after = before.made ? undefined : ruleFor(before)(before);
        if (of.mayRepeat) remember(tx, names, of, before);
        if (after) {
          const actor = nodeOf(before.actor.uid, 'actor');
          const target = nodeOf(before.target.uid, 'target');
          const lastEventOrder = outbox.append(tx, relationEvent(kind, of), before.actor.lastEventOrder);
          tx.set(value(actor, names.lastEventOrder, lastEventOrder));
          if (before.actor.uid === undefined) tx.set(value(actor, names.id, of.actorId));
          if (before.target.uid === undefined) tx.set(value(target, names.id, of.targetId));
          tx.set(value(actor, names.version, before.actor.version + 1));
          if (after.targetSees) tx.set(value(target, names.version, before.target.version + 1));
          writeEdges(tx, names, before.actor, after.actor, actor, target);
          writeEdges(tx, names, before.target, after.target, target, actor);
        }
        return {
          changed: after !== undefined,
          relationship: relationshipOf(of.targetId, after ?? before),
        };
      }),
    );

  return {
    follow: (of, maxFollowing) =>
      change(
        of,
        'FOLLOWED',
        ({ actor: { followingCount } }) =>
          (pair) =>
            followed(pair, () => ({ followingCount, maxFollowing })),
      ),
    unfollow: (of) => change(of, 'UNFOLLOWED', () => unfollowed),
    block: (of) => change(of, 'BLOCKED', () => blocked),
    unblock: (of) => change(of, 'UNBLOCKED', () => unblocked),
    mute: (of) => change(of, 'MUTED', () => muted),
    unmute: (of) => change(of, 'UNMUTED', () => unmuted),
  };
}

function writeEdges(
  tx: Transaction,
  names: Names,
  before: Edges,
  after: Edges,
  own: string,
  other: string,
): void {
  for (const name of edgeNames) {
    if (after[name] && !before[name]) tx.set(edge(own, names[name], other));
    if (!after[name] && before[name]) tx.remove(edge(own, names[name], other));
  }
}

/** Records a change. A repeat renews its record. */
function remember(tx: Transaction, names: Names, { eventId, timeMs }: RelationChange, { made }: Pair): void {
  const node = nodeOf(made?.uid, 'made');
  if (!made) tx.set(value(node, names.madeId, eventId));
  tx.set(value(node, names.madeAt, Math.max(timeMs, made?.at ?? 0)));
}
