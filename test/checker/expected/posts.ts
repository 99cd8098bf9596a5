import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type PostCountsSchema,
  type PostSchema,
  type PostViewerStateSchema,
  type QuotedPostSchema,
  TombstoneReason,
} from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { type Model, type Post, personOf, postOf } from '../model/state.ts';
import { expectedUser, isActive, isBlockBetween } from './people.ts';

type PostInit = Exclude<MessageInitShape<typeof PostSchema>, { readonly $typeName: 'skein.post.v1.Post' }>;

/** The viewer; undefined without a token. */
export type Viewer = string | undefined;

/** The post exists, its author is active, and there is no block between author and viewer. */
export function isVisible(model: Model, id: string, viewer: Viewer): boolean {
  const post = model.posts.get(id);
  if (post === undefined || post.deleted || !isActive(model, post.authorId)) return false;
  return viewer === undefined || !isBlockBetween(model, viewer, post.authorId);
}

/** Replies to a post that were not deleted, by any author; in id order. */
export function standingReplies(model: Model, id: string): Post[] {
  return [...model.posts.values()].filter((post) => post.replyToId === id && !post.deleted).sort(byId);
}

export function standingQuotes(model: Model, id: string): Post[] {
  return [...model.posts.values()].filter((post) => post.quotedId === id && !post.deleted).sort(byId);
}

export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

export function expectedCounts(model: Model, id: string): MessageInitShape<typeof PostCountsSchema> {
  const { likedBy, repostedBy } = postOf(model, id);
  return {
    replyCount: BigInt(standingReplies(model, id).length),
    repostCount: BigInt(repostedBy.size),
    likeCount: BigInt(likedBy.size),
    quoteCount: BigInt(standingQuotes(model, id).length),
  };
}

export function expectedViewerState(
  model: Model,
  id: string,
  viewerId: string,
): MessageInitShape<typeof PostViewerStateSchema> {
  const { likedBy, repostedBy } = postOf(model, id);
  return { liked: likedBy.has(viewerId), reposted: repostedBy.has(viewerId) };
}

/** Where a post is shown: in a home timeline, quoted posts of muted users are tombstones. */
export type Where = 'home' | 'elsewhere';

/** A post as one viewer sees it, with its quoted post. */
export function expectedPost(model: Model, id: string, viewer: Viewer, where: Where = 'elsewhere'): PostInit {
  const { quotedId } = postOf(model, id);
  return {
    ...withoutQuoted(model, id, viewer),
    quoted: quotedId === '' ? undefined : expectedQuoted(model, quotedId, viewer, where),
  };
}

function expectedQuoted(
  model: Model,
  id: string,
  viewer: Viewer,
  where: Where,
): MessageInitShape<typeof QuotedPostSchema> {
  if (!isVisible(model, id, viewer)) return tombstone(id, TombstoneReason.UNAVAILABLE);
  const { authorId } = postOf(model, id);
  const muted = viewer !== undefined && personOf(model, viewer).muting.has(authorId);
  if (where === 'home' && muted) return tombstone(id, TombstoneReason.MUTED);
  return { content: { case: 'post', value: withoutQuoted(model, id, viewer) } };
}

/** The placeholder for a post that is not shown. */
export function tombstone(postId: string, reason: TombstoneReason) {
  return { content: { case: 'tombstone' as const, value: { postId, reason } } };
}

function withoutQuoted(model: Model, id: string, viewer: Viewer): PostInit {
  const post = postOf(model, id);
  return {
    id,
    authorId: post.authorId,
    text: post.text,
    createTime: timestampFromMs(timeOf(id)),
    mentions: [...post.mentions],
    hashtags: [...post.hashtags],
    links: [...post.links],
    replyToPostId: post.replyToId,
    rootPostId: post.rootId,
    quotedPostId: post.quotedId,
    author: expectedUser(model, post.authorId),
    counts: expectedCounts(model, id),
    viewer: viewer === undefined ? undefined : expectedViewerState(model, id, viewer),
  };
}
