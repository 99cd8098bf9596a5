import type { Test } from 'tap';
import type { RelationKind } from '../domain/relation.ts';
import type { Changed, GraphStore, RelationChange } from '../ports.ts';

/** A change as read from its event. */
export interface PublishedChange extends Omit<RelationChange, 'mayRepeat'> {
  readonly kind: RelationKind;
}

export interface Subject {
  readonly store: GraphStore;
  /** The events of all committed changes so far, in order. */
  published(): Promise<readonly PublishedChange[]>;
}

/** An empty store, closed at the end of the test. */
export type MakeSubject = (t: Test) => Promise<Subject>;

export const LIMIT = 100;
const START_MS = Date.UTC(2026, 0, 1);

/** Makes changes in order, each with its own event id, request id and time. */
export function changer(store: GraphStore) {
  let number = 0;
  return (kind: RelationKind, actorId: string, targetId: string, maxFollowing = LIMIT): Promise<Changed> => {
    number++;
    const change: RelationChange = {
      actorId,
      targetId,
      eventId: `event-${number}`,
      requestId: `request-${number}`,
      mayRepeat: false,
      timeMs: START_MS + number,
    };
    return changeOf(store, kind, change, maxFollowing);
  };
}

/** Makes a change of that kind. */
export function changeOf(
  store: GraphStore,
  kind: RelationKind,
  change: RelationChange,
  maxFollowing = LIMIT,
): Promise<Changed> {
  switch (kind) {
    case 'FOLLOWED':
      return store.follow(change, maxFollowing);
    case 'UNFOLLOWED':
      return store.unfollow(change);
    case 'BLOCKED':
      return store.block(change);
    case 'UNBLOCKED':
      return store.unblock(change);
    case 'MUTED':
      return store.mute(change);
    case 'UNMUTED':
      return store.unmute(change);
  }
}

/** The current version of a person's graph. */
export async function versionOf(store: GraphStore, userId: string): Promise<number> {
  return (await store.viewerGraph(userId, 0)).version;
}
