import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  PostCountsSchema,
  PostSchema,
  PostViewerStateSchema,
  QuotedPostSchema,
  TombstoneReason,
  TombstoneSchema,
} from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { fieldNumbers } from '../../../platform/rpc/fields.ts';
import { sizeOfBytes, sizeOfInt, WireWriter } from '../../../platform/rpc/wire-writer.ts';
import type { Counts, PostBody, PostPlace, ViewerState } from '../domain/post.ts';

const POST = fieldNumbers(PostSchema);
const COUNTS = fieldNumbers(PostCountsSchema);
const VIEWER = fieldNumbers(PostViewerStateSchema);
const PLACE = fieldNumbers(QuotedPostSchema);
const TOMBSTONE = fieldNumbers(TombstoneSchema);

/** Why a tombstone is in the place of a post. */
export type WhyAbsent = 'unavailable' | 'muted';

const reasons: Readonly<Record<WhyAbsent, TombstoneReason>> = {
  unavailable: TombstoneReason.UNAVAILABLE,
  muted: TombstoneReason.MUTED,
};

/** The part of a post that never changes and is the same for all viewers: fields 1 to 11, encoded. */
export function encodeFragment(
  body: PostBody,
  { authorId, replyToId, rootId, quotedId }: PostPlace,
): Uint8Array {
  const post = create(PostSchema, {
    id: body.id,
    authorId,
    text: body.text,
    createTime: timestampFromMs(timeOf(body.id)),
    mentions: [...body.mentions],
    hashtags: [...body.hashtags],
    links: [...body.links],
    replyToPostId: replyToId,
    rootPostId: rootId,
    quotedPostId: quotedId,
    mediaIds: [...body.mediaIds],
  });
  return toBinary(PostSchema, post);
}

/** The encoded pieces of a post. Undefined pieces are absent from the message. */
export interface PostPieces {
  readonly fragment: Uint8Array;
  /** An encoded skein.user.v1.User. */
  readonly author: Uint8Array;
  readonly counts: Counts;
  readonly viewer?: ViewerState;
  /** An encoded QuotedPost. */
  readonly quoted?: Uint8Array;
}

/** An encoded skein.post.v1.Post, joined from its pieces. */
export function joinPost({ fragment, author, counts, viewer, quoted }: PostPieces): Buffer {
  const countsSize = sizeOfCounts(counts);
  const viewerSize = viewer === undefined ? 0 : sizeOfViewer(viewer);
  const writer = new WireWriter(
    fragment.length +
      sizeOfBytes(POST.author, author.length) +
      sizeOfBytes(POST.counts, countsSize) +
      (viewer === undefined ? 0 : sizeOfBytes(POST.viewer, viewerSize)) +
      (quoted === undefined ? 0 : sizeOfBytes(POST.quoted, quoted.length)),
  );
  writer.raw(fragment).bytes(POST.author, author).open(POST.counts, countsSize);
  if (counts.replies > 0) writer.int(COUNTS.replyCount, counts.replies);
  if (counts.reposts > 0) writer.int(COUNTS.repostCount, counts.reposts);
  if (counts.likes > 0) writer.int(COUNTS.likeCount, counts.likes);
  if (counts.quotes > 0) writer.int(COUNTS.quoteCount, counts.quotes);
  if (viewer !== undefined) {
    writer.open(POST.viewer, viewerSize);
    if (viewer.liked) writer.int(VIEWER.liked, 1);
    if (viewer.reposted) writer.int(VIEWER.reposted, 1);
  }
  if (quoted !== undefined) writer.bytes(POST.quoted, quoted);
  return writer.finish();
}

/** An encoded QuotedPost or ThreadItem, which have the same field numbers: the post, or a tombstone with its reason. */
export function encodePlace(
  postId: string,
  post: Uint8Array | undefined,
  why: WhyAbsent = 'unavailable',
): Uint8Array {
  if (post !== undefined) {
    return new WireWriter(sizeOfBytes(PLACE.post, post.length)).bytes(PLACE.post, post).finish();
  }
  const reason = reasons[why];
  const tombstone = sizeOfBytes(TOMBSTONE.postId, postId.length) + sizeOfInt(TOMBSTONE.reason, reason);
  return new WireWriter(sizeOfBytes(PLACE.tombstone, tombstone))
    .open(PLACE.tombstone, tombstone)
    .ascii(TOMBSTONE.postId, postId)
    .int(TOMBSTONE.reason, reason)
    .finish();
}

function sizeOfCounts({ replies, reposts, likes, quotes }: Counts): number {
  return (
    (replies > 0 ? sizeOfInt(COUNTS.replyCount, replies) : 0) +
    (reposts > 0 ? sizeOfInt(COUNTS.repostCount, reposts) : 0) +
    (likes > 0 ? sizeOfInt(COUNTS.likeCount, likes) : 0) +
    (quotes > 0 ? sizeOfInt(COUNTS.quoteCount, quotes) : 0)
  );
}

function sizeOfViewer({ liked, reposted }: ViewerState): number {
  return (liked ? sizeOfInt(VIEWER.liked, 1) : 0) + (reposted ? sizeOfInt(VIEWER.reposted, 1) : 0);
}
