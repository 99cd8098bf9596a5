/** The kinds of deeds, in the order in which one post notifies one reader: the first that applies. */
export const kinds = ['reply', 'quote', 'mention', 'like', 'repost', 'follow'] as const;

export type Kind = (typeof kinds)[number];

/** A post does one of these once towards a reader. The others are done again and again. */
export const isOfPost = (kind: Kind): boolean => kind === 'reply' || kind === 'quote' || kind === 'mention';

/** What one person did towards another. */
export interface Deed {
  readonly readerId: string;
  readonly actorId: string;
  readonly kind: Kind;
  /** The post that mentions, replies or quotes, or the reader's own post; empty for a follow. */
  readonly postId: string;
  /** Identifies the deed among those of its reader, kind and post: the actor, or the entry for a post or a repost. */
  readonly key: string;
  /** The id of the event. Of two events of one deed the greater one applies, in any order of delivery. */
  readonly version: string;
  /** When it was done; for a deed of a post always the time of the post. */
  readonly timeMs: number;
}

/** The version of a removed post or repost: it never comes back. */
export const finalVersion = '9'.repeat(19);

/** A post as its event describes it. */
export interface PostDeed {
  readonly postId: string;
  readonly authorId: string;
  readonly replyToAuthorId: string;
  readonly quotedAuthorId: string;
  readonly mentionedUserIds: readonly string[];
}

type Cause = Pick<Deed, 'version' | 'timeMs'>;

/** A post notifies each person once, by the first of reply, quote and mention, and never its author. */
export function deedsOfPost(post: PostDeed, cause: Cause): Deed[] {
  const { postId, authorId } = post;
  const kindOf = new Map<string, Kind>();
  const tell = (readerId: string, kind: Kind) => {
    if (readerId !== '' && readerId !== authorId && !kindOf.has(readerId)) kindOf.set(readerId, kind);
  };
  tell(post.replyToAuthorId, 'reply');
  tell(post.quotedAuthorId, 'quote');
  for (const userId of post.mentionedUserIds) tell(userId, 'mention');
  return [...kindOf].map(([readerId, kind]) => ({
    readerId,
    actorId: authorId,
    kind,
    postId,
    key: postId,
    ...cause,
  }));
}

/** A like, repost or follow. Undefined for a deed towards oneself. */
export function deedTowards(deed: Deed): Deed | undefined {
  return deed.readerId === '' || deed.readerId === deed.actorId ? undefined : deed;
}
