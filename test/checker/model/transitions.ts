import { NotificationKind } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { emptyInbox, notify, notifyOfPost, reconsider, takeBack, takeBackPost } from './inboxes.ts';
import { type Content, type Model, type Person, personOf, postOf, type Session } from './state.ts';

// The effects of acknowledged writes. expected/refusals.ts decides which writes are allowed.

export function signUp(
  model: Model,
  account: Pick<Person, 'id' | 'createdMs' | 'handle' | 'displayName' | 'email' | 'region' | 'password'>,
  session: Session,
): void {
  model.people.set(account.id, {
    ...account,
    bio: '',
    dailyDigest: false,
    weeklyDigest: false,
    active: true,
    following: new Set(),
    blocking: new Set(),
    muting: new Set(),
    sessions: [session],
    inbox: emptyInbox(),
  });
}

/** A sign-in; it restores a deactivated account, and ends the oldest sessions above the limit. */
export function signIn(model: Model, personId: string, session: Session): void {
  const person = personOf(model, personId);
  const isRestored = !person.active;
  person.active = true;
  if (isRestored) for (const readerId of model.people.keys()) reconsider(model, readerId);
  person.sessions = [...person.sessions, session].slice(-model.rules.maxSessions);
}

export function endSessions(model: Model, personId: string, ends: (session: Session) => boolean): void {
  const person = personOf(model, personId);
  person.sessions = person.sessions.filter((session) => !ends(session));
}

export function deactivate(model: Model, personId: string): void {
  endSessions(model, personId, () => true);
  personOf(model, personId).active = false;
  // The mute of a thread is not noticed for a post that can not be seen.
  for (const readerId of model.people.keys()) reconsider(model, readerId);
}

export function block(model: Model, actorId: string, targetId: string): void {
  const actor = personOf(model, actorId);
  const target = personOf(model, targetId);
  actor.blocking.add(targetId);
  unfollow(model, actorId, targetId);
  if (target.following.has(actorId)) unfollow(model, targetId, actorId);
  reconsider(model, actorId);
  reconsider(model, targetId);
}

export function follow(model: Model, actorId: string, targetId: string): void {
  const { following } = personOf(model, actorId);
  if (following.has(targetId)) return;
  following.add(targetId);
  notify(model, followDeed(actorId, targetId));
  reconsider(model, actorId);
}

export function unfollow(model: Model, actorId: string, targetId: string): void {
  personOf(model, actorId).following.delete(targetId);
  takeBack(model, followDeed(actorId, targetId));
  reconsider(model, actorId);
}

const followDeed = (actorId: string, readerId: string) => ({
  ...{ readerId, actorId, kind: NotificationKind.FOLLOW, postId: '' },
});

export function createPost(
  model: Model,
  post: Content & { id: string; authorId: string; replyToId: string; quotedId: string },
): void {
  model.posts.set(post.id, {
    ...post,
    rootId: post.replyToId === '' ? post.id : postOf(model, post.replyToId).rootId,
    deleted: false,
    likedBy: new Set(),
    repostedBy: new Map(),
  });
  notifyOfPost(model, postOf(model, post.id));
}

export function deletePost(model: Model, postId: string): void {
  postOf(model, postId).deleted = true;
  takeBackPost(model, postId);
}

export function like(model: Model, actorId: string, postId: string): void {
  const { likedBy, authorId: readerId } = postOf(model, postId);
  if (likedBy.has(actorId)) return;
  likedBy.add(actorId);
  notify(model, { readerId, actorId, kind: NotificationKind.LIKE, postId });
}

export function unlike(model: Model, actorId: string, postId: string): void {
  const { likedBy, authorId: readerId } = postOf(model, postId);
  likedBy.delete(actorId);
  takeBack(model, { readerId, actorId, kind: NotificationKind.LIKE, postId });
}

export function unrepost(model: Model, actorId: string, postId: string): void {
  const { repostedBy, authorId: readerId } = postOf(model, postId);
  repostedBy.delete(actorId);
  takeBack(model, { readerId, actorId, kind: NotificationKind.REPOST, postId });
}

/** The first repost's entry stays until it is removed. */
export function repost(model: Model, actorId: string, postId: string, entryId: string): void {
  const { repostedBy, authorId: readerId } = postOf(model, postId);
  if (repostedBy.has(actorId)) return;
  repostedBy.set(actorId, entryId);
  notify(model, { readerId, actorId, kind: NotificationKind.REPOST, postId });
}
