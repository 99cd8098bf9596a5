import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { PostSchema, TombstoneReason } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { sizeOfBytes, sizeOfInt, WireWriter } from '../../../platform/rpc/wire.ts';
import type { Counts, PostBody, PostPlace, ViewerState } from '../domain/post.ts';

/** Field numbers of skein.post.v1, as far as they are written by hand. */
const POST = { author: 15, counts: 16, viewer: 17, quoted: 18 } as const;
const COUNTS = { replies: 1, reposts: 2, likes: 3, quotes: 4 } as const;
const VIEWER = { liked: 1, reposted: 2 } as const;
/** QuotedPost and ThreadItem number alike. */
const PLACE = { post: 1, tombstone: 2 } as const;
const TOMBSTONE = { postId: 1, reason: 2 } as const;

/** The part of a post that never changes and does not depend on who looks: fields 1 to 11, encoded. */
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

/** The encoded pieces of a post; what is undefined is absent from the message. */
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
  if (counts.replies > 0) writer.int(COUNTS.replies, counts.replies);
  if (counts.reposts > 0) writer.int(COUNTS.reposts, counts.reposts);
  if (counts.likes > 0) writer.int(COUNTS.likes, counts.likes);
  if (counts.quotes > 0) writer.int(COUNTS.quotes, counts.quotes);
  if (viewer !== undefined) {
    writer.open(POST.viewer, viewerSize);
    if (viewer.liked) writer.int(VIEWER.liked, 1);
    if (viewer.reposted) writer.int(VIEWER.reposted, 1);
  }
  if (quoted !== undefined) writer.bytes(POST.quoted, quoted);
  return writer.finish();
}

/** An encoded QuotedPost or ThreadItem: the post, or the mark of its absence, with the reason for it. */
export function encodePlace(
  postId: string,
  post: Uint8Array | undefined,
  reason: TombstoneReason = TombstoneReason.UNAVAILABLE,
): Uint8Array {
  if (post !== undefined) {
    return new WireWriter(sizeOfBytes(PLACE.post, post.length)).bytes(PLACE.post, post).finish();
  }
  const tombstone = sizeOfBytes(TOMBSTONE.postId, postId.length) + sizeOfInt(TOMBSTONE.reason, reason);
  return new WireWriter(sizeOfBytes(PLACE.tombstone, tombstone))
    .open(PLACE.tombstone, tombstone)
    .ascii(TOMBSTONE.postId, postId)
    .int(TOMBSTONE.reason, reason)
    .finish();
}

/** A message that has nothing but fields of bytes or ASCII text, such as a list of posts with its next token. */
export function joinFields(
  fields: readonly (readonly [field: number, value: Uint8Array | string])[],
): Uint8Array {
  let size = 0;
  for (const [field, value] of fields) size += sizeOfBytes(field, value.length);
  const writer = new WireWriter(size);
  for (const [field, value] of fields) {
    if (typeof value === 'string') writer.ascii(field, value);
    else writer.bytes(field, value);
  }
  return writer.finish();
}

function sizeOfCounts({ replies, reposts, likes, quotes }: Counts): number {
  return (
    (replies > 0 ? sizeOfInt(COUNTS.replies, replies) : 0) +
    (reposts > 0 ? sizeOfInt(COUNTS.reposts, reposts) : 0) +
    (likes > 0 ? sizeOfInt(COUNTS.likes, likes) : 0) +
    (quotes > 0 ? sizeOfInt(COUNTS.quotes, quotes) : 0)
  );
}

function sizeOfViewer({ liked, reposted }: ViewerState): number {
  return (liked ? sizeOfInt(VIEWER.liked, 1) : 0) + (reposted ? sizeOfInt(VIEWER.reposted, 1) : 0);
}
