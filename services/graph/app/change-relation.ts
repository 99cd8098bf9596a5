import { type Relationship, refuseSelf } from '../domain/relation.ts';
import type { Changed, RelationChange } from '../ports.ts';
import type { AppContext } from './context.ts';
import { requireActor, requirePerson } from './people.ts';

export type RelationAct = 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute';

/** Creates and removes follows, blocks and mutes. */
export function changeRelation({ store, users, clock, maxFollowing }: AppContext) {
  const changes: Readonly<Record<RelationAct, (change: RelationChange) => Promise<Changed>>> = {
    follow: (change) => store.follow(change, maxFollowing),
    unfollow: store.unfollow,
    block: store.block,
    unblock: store.unblock,
    mute: store.mute,
    unmute: store.unmute,
  };
  /** Makes the checks that need no claim. Returns the function that makes the change and returns the relationship after it. */
  return (act: RelationAct, { actorId, targetId }: Pick<RelationChange, 'actorId' | 'targetId'>) => {
    refuseSelf(actorId, targetId);
    return async (
      cause: Pick<RelationChange, 'eventId' | 'mayRepeat' | 'requestId'>,
    ): Promise<Relationship> => {
      const people = await users.cards([actorId, targetId]);
      requireActor(people, actorId);
      requirePerson(people, targetId);
      const change = { actorId, targetId, ...cause, timeMs: clock.nowMs() };
      return (await changes[act](change)).relationship;
    };
  };
}
