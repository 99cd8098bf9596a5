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
  });
}

/** A sign-in; it restores a deactivated account, and ends the oldest sessions above the limit. */
export function signIn(model: Model, personId: string, session: Session): void {
  const person = personOf(model, personId);
  person.active = true;
  person.sessions = [...person.sessions, session].slice(-model.rules.maxSessions);
}

export function endSessions(model: Model, personId: string, ends: (session: Session) => boolean): void {
  const person = personOf(model, personId);
  person.sessions = person.sessions.filter((session) => !ends(session));
}

export function deactivate(model: Model, personId: string): void {
  endSessions(model, personId, () => true);
  personOf(model, personId).active = false;
}

export function block(model: Model, actorId: string, targetId: string): void {
  const actor = personOf(model, actorId);
  const target = personOf(model, targetId);
  actor.blocking.add(targetId);
  actor.following.delete(targetId);
  target.following.delete(actorId);
}

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
}

/** The first repost's entry stays until it is removed. */
export function repost(model: Model, actorId: string, postId: string, entryId: string): void {
  const { repostedBy } = postOf(model, postId);
  if (!repostedBy.has(actorId)) repostedBy.set(actorId, entryId);
}
