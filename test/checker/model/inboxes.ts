import { Audience, NotificationKind } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { isBlockBetween } from '../expected/people.ts';
import { isVisible } from '../expected/posts.ts';
import { type Model, type Person, type Post, personOf } from './state.ts';

/** What one person did towards another. */
export interface Deed {
  readonly readerId: string;
  readonly actorId: string;
  readonly kind: NotificationKind;
  /** Empty for a follow. */
  readonly postId: string;
}

export interface StoredDeed extends Deed {
  /** The notification id, if it was seen: while the deed is the newest of its row. */
  id: string;
  readonly atMs: number;
  /** The greatest id of the inbox that was known before. Its own is greater. */
  readonly afterId: string;
  /** How often the inbox had been compared before. */
  readonly afterLook: number;
  /** The comparison since which its place among the deeds of its row is known; undefined until then. */
  placedAt: number | undefined;
}

/** What a person is notified of, with their settings. */
export interface Inbox {
  /** Oldest first. Those of a row whose places are not known are in the order in which the model has them. */
  deeds: StoredDeed[];
  /** How often it was compared. */
  looks: number;
  readonly audiences: Map<NotificationKind, Audience>;
  /** First posts of threads. */
  readonly mutedThreads: Set<string>;
  /** Everything up to this id is read. */
  mark: string;
  /** Ids of rows that no longer are, or have another id. MarkRead still takes them. */
  readonly formerIds: Set<string>;
  /** Deeds that did not notify. */
  refused: StoredDeed[];
  /** Deeds of the moment in which something changed that decides whether they notify. */
  unclear: StoredDeed[];
  /** It changed since it was last compared. */
  changed: boolean;
}

export const notificationKinds = [
  NotificationKind.MENTION,
  NotificationKind.REPLY,
  NotificationKind.QUOTE,
  NotificationKind.LIKE,
  NotificationKind.REPOST,
  NotificationKind.FOLLOW,
] as const;

/** How long a deed may take into an inbox on a busy machine. */
export const deedUnderwayMs = 10_000;

export function emptyInbox(): Inbox {
  return {
    ...{ deeds: [], looks: 0, audiences: new Map(), mutedThreads: new Set(), mark: '', formerIds: new Set() },
    ...{ refused: [], unclear: [], changed: false },
  };
}

const sameAs =
  ({ readerId, actorId, kind, postId }: Deed) =>
  (other: Deed): boolean =>
    other.readerId === readerId &&
    other.actorId === actorId &&
    other.kind === kind &&
    other.postId === postId;

/** Whom a person does not want to hear of. */
export function isHiddenFrom(model: Model, readerId: string, actorId: string): boolean {
  return isBlockBetween(model, readerId, actorId) || personOf(model, readerId).muting.has(actorId);
}

export function isThreadMuted(model: Model, readerId: string, postId: string): boolean {
  const post = model.posts.get(postId);
  return post !== undefined && personOf(model, readerId).inbox.mutedThreads.has(post.rootId);
}

function isWanted(model: Model, { readerId, actorId, kind, postId }: Deed): boolean {
  const reader = personOf(model, readerId);
  const audience = reader.inbox.audiences.get(kind) ?? Audience.EVERYBODY;
  if (audience === Audience.NOBODY) return false;
  if (audience === Audience.FOLLOWING && !reader.following.has(actorId)) return false;
  if (isHiddenFrom(model, readerId, actorId)) return false;
  return !(isVisible(model, postId, readerId) && isThreadMuted(model, readerId, postId));
}

export function notify(model: Model, deed: Deed): void {
  if (deed.readerId === deed.actorId) return;
  const { inbox } = personOf(model, deed.readerId);
  const afterId =
    inbox.deeds
      .map(({ id }) => id)
      .sort()
      .at(-1) ?? '';
  const unseen = { id: '', atMs: Date.now(), afterId, afterLook: inbox.looks, placedAt: undefined };
  const stored: StoredDeed = { ...deed, ...unseen };
  inbox.changed = true;
  if (!isWanted(model, deed)) inbox.refused.push(stored);
  else if (!inbox.deeds.some(sameAs(deed))) inbox.deeds.push(stored);
}

export function takeBack(model: Model, deed: Deed): void {
  dropDeeds(personOf(model, deed.readerId), sameAs(deed));
}

/** A deleted post takes everything about it back. */
export function takeBackPost(model: Model, postId: string): void {
  for (const person of model.people.values()) dropDeeds(person, (deed) => deed.postId === postId);
}

function dropDeeds({ inbox }: Person, dropped: (deed: Deed) => boolean): void {
  const kept = (deed: Deed) => !dropped(deed);
  for (const { id } of [...inbox.deeds, ...inbox.unclear].filter(dropped))
    if (id !== '') inbox.formerIds.add(id);
  if (inbox.deeds.some(dropped)) inbox.changed = true;
  inbox.deeds = inbox.deeds.filter(kept);
  inbox.refused = inbox.refused.filter(kept);
  inbox.unclear = inbox.unclear.filter(kept);
}

/** A new post notifies each person once, by the first of reply, quote and mention. */
export function notifyOfPost(
  model: Model,
  { id: postId, authorId: actorId, replyToId, quotedId, mentions }: Post,
): void {
  const notified = new Set<string>();
  const tell = (readerId: string | undefined, kind: NotificationKind) => {
    if (readerId === undefined || notified.has(readerId)) return;
    notified.add(readerId);
    notify(model, { readerId, actorId, kind, postId });
  };
  tell(model.posts.get(replyToId)?.authorId, NotificationKind.REPLY);
  tell(model.posts.get(quotedId)?.authorId, NotificationKind.QUOTE);
  for (const { userId } of mentions) tell(userId, NotificationKind.MENTION);
}

/** Something changed that decides what notifies the person. Deeds of this moment may be decided before or after it. */
export function reconsider(model: Model, readerId: string): void {
  const { inbox } = personOf(model, readerId);
  const isRecent = ({ atMs }: StoredDeed) => Date.now() - atMs < deedUnderwayMs;
  const recent = inbox.refused.filter(isRecent);
  const lost = inbox.deeds.filter(
    (deed) => deed.placedAt === undefined && isRecent(deed) && !isWanted(model, deed),
  );
  inbox.unclear.push(...recent.filter((deed) => isWanted(model, deed)), ...lost);
  inbox.refused = recent.filter((deed) => !isWanted(model, deed));
  inbox.deeds = inbox.deeds.filter((deed) => !lost.includes(deed));
}
