import type { Dgraph, Transaction } from '../../../../platform/dgraph/dgraph.ts';
import { edge, nodeOf, value } from '../../../../platform/dgraph/quads.ts';
import type { DgraphOutbox } from '../../../../platform/events/outbox-dgraph.ts';
import { admitFollow, type RelationKind } from '../../domain/relation.ts';
import type { GraphStore, RelationChange } from '../../ports.ts';
import { relationEvent } from '../relation-event.ts';
import { inTurn } from './in-turn.ts';
import { type Pair, type Party, pairQuery, readPair, relationshipOf } from './pair.ts';
import type { Names } from './schema.ts';

type Changes = Pick<GraphStore, 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute'>;

/** What a change makes of two people; undefined when it stands already. */
type Apply = (pair: Pair) => { readonly actor: Party; readonly target: Party } | undefined;

/**
 * Changes of edges, each one transaction. Every change of an edge writes the version of the person whose edge it is,
 * and a block that of both: so any two changes that could contradict each other are a conflict, and one runs again.
 */
export function dgraphChanges(db: Dgraph, outbox: DgraphOutbox, names: Names): Changes {
  const query = pairQuery(names);
  // They would be conflicts; other processes' still are.
  const ofOneActor = inTurn();

  const change = (of: RelationChange, kind: RelationKind, apply: Apply) =>
    ofOneActor(of.actorId, () =>
      db.write(async (tx) => {
        const before = await readPair(tx.ask, query, of);
        const after = before.made ? undefined : apply(before);
        if (of.mayRepeat) remember(tx, names, of, before);
        if (after) {
          const actor = nodeOf(before.actor.uid, 'actor');
          const target = nodeOf(before.target.uid, 'target');
          const told = outbox.append(tx, relationEvent(kind, of), before.actor.told);
          tx.set(value(actor, names.told, told));
          if (before.actor.uid === undefined) tx.set(value(actor, names.id, of.actorId));
          if (before.target.uid === undefined) tx.set(value(target, names.id, of.targetId));
          write(tx, names, before.actor, after.actor, actor, target);
          write(tx, names, before.target, after.target, target, actor);
        }
        return {
          changed: after !== undefined,
          relationship: relationshipOf(of.targetId, after ?? before),
        };
      }),
    );

  return {
    follow: (of, maxFollowing) =>
      change(of, 'FOLLOWED', ({ actor, target }) => {
        if (actor.follows) return undefined;
        const { followingCount } = actor;
        admitFollow({ blocked: actor.blocks || target.blocks, followingCount, maxFollowing });
        return { actor: grown({ ...actor, follows: true }), target };
      }),
    unfollow: (of) =>
      change(of, 'UNFOLLOWED', ({ actor, target }) =>
        actor.follows ? { actor: grown({ ...actor, follows: false }), target } : undefined,
      ),
    block: (of) =>
      change(of, 'BLOCKED', ({ actor, target }) =>
        actor.blocks
          ? undefined
          : {
              actor: grown({ ...actor, blocks: true, follows: false }),
              target: grown({ ...target, follows: false }),
            },
      ),
    unblock: (of) =>
      change(of, 'UNBLOCKED', ({ actor, target }) =>
        actor.blocks ? { actor: grown({ ...actor, blocks: false }), target: grown(target) } : undefined,
      ),
    mute: (of) =>
      change(of, 'MUTED', ({ actor, target }) =>
        actor.mutes ? undefined : { actor: grown({ ...actor, mutes: true }), target },
      ),
    unmute: (of) =>
      change(of, 'UNMUTED', ({ actor, target }) =>
        actor.mutes ? { actor: grown({ ...actor, mutes: false }), target } : undefined,
      ),
  };
}

function grown(party: Party): Party {
  return { ...party, version: party.version + 1 };
}

function write(tx: Transaction, names: Names, before: Party, after: Party, own: string, other: string): void {
  if (after.version !== before.version) tx.set(value(own, names.version, after.version));
  for (const name of ['follows', 'blocks', 'mutes'] as const) {
    if (after[name] && !before[name]) tx.set(edge(own, names[name], other));
    if (!after[name] && before[name]) tx.remove(edge(own, names[name], other));
  }
}

/** Coming again keeps a change remembered for longer. */
function remember(tx: Transaction, names: Names, { eventId, timeMs }: RelationChange, { made }: Pair): void {
  const node = nodeOf(made?.uid, 'made');
  if (!made) tx.set(value(node, names.madeId, eventId));
  tx.set(value(node, names.madeAt, Math.max(timeMs, made?.at ?? 0)));
}
