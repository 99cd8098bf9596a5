import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import t from 'tap';
import {
  type Post,
  PostSchema,
  QuotedPostSchema,
  ThreadItemSchema,
  TombstoneReason,
} from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { BatchGetPostsResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { type User, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { idAtTime, timeOf } from '../../../platform/ids.ts';
import { joinFields } from '../../../platform/rpc/fields.ts';
import type { Counts, PostBody, PostPlace, ViewerState } from '../domain/post.ts';
import { encodeFragment, encodePlace, joinPost, type WhyAbsent } from './encode.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const id = fc.integer({ min: Date.UTC(2022, 7), max: Date.UTC(2060, 0) }).map(idAtTime);
const maybeId = fc.oneof(fc.constant(''), id);
const place = { start: fc.nat(4000), end: fc.nat(4000) };
const body: fc.Arbitrary<PostBody & PostPlace> = fc.record({
  id,
  text,
  mentions: fc.array(fc.record({ ...place, handle: fc.string({ maxLength: 30 }), userId: id }), {
    maxLength: 3,
  }),
  hashtags: fc.array(fc.record({ ...place, tag: text }), { maxLength: 3 }),
  links: fc.array(fc.record({ ...place, url: text }), { maxLength: 3 }),
  mediaIds: fc.array(id, { maxLength: 4 }),
  authorId: id,
  replyToId: maybeId,
  rootId: id,
  quotedId: maybeId,
});
const count = fc.oneof(fc.constant(0), fc.nat(300), fc.maxSafeNat());
const counts: fc.Arbitrary<Counts> = fc.record({
  replies: count,
  reposts: count,
  likes: count,
  quotes: count,
});
const viewer = fc.option(fc.record({ liked: fc.boolean(), reposted: fc.boolean() }), { nil: undefined });
const user: fc.Arbitrary<User> = fc
  .record({ id, handle: fc.string({ maxLength: 30 }), displayName: text, bio: text })
  .map((init) => create(UserSchema, init));

interface Pieces {
  post: PostBody & PostPlace;
  author: User;
  counts: Counts;
  viewer: ViewerState | undefined;
}
const whyAbsent = fc.constantFrom<WhyAbsent>('unavailable', 'muted');
const reasonOf = (why: WhyAbsent) => (why === 'muted' ? TombstoneReason.MUTED : TombstoneReason.UNAVAILABLE);
const pieces: fc.Arbitrary<Pieces> = fc.record({ post: body, author: user, counts, viewer });

/** The same message, encoded by protobuf-es. */
function message(
  { post, author, counts, viewer }: Pieces,
  quoted?: { post?: Post; id: string; reason: TombstoneReason },
): Post {
  return create(PostSchema, {
    id: post.id,
    authorId: post.authorId,
    text: post.text,
    createTime: timestampFromMs(timeOf(post.id)),
    mentions: [...post.mentions],
    hashtags: [...post.hashtags],
    links: [...post.links],
    replyToPostId: post.replyToId,
    rootPostId: post.rootId,
    quotedPostId: post.quotedId,
    mediaIds: [...post.mediaIds],
    author,
    counts: {
      replyCount: BigInt(counts.replies),
      repostCount: BigInt(counts.reposts),
      likeCount: BigInt(counts.likes),
      quoteCount: BigInt(counts.quotes),
    },
    viewer,
    quoted:
      quoted &&
      create(QuotedPostSchema, {
        content: quoted.post
          ? { case: 'post', value: quoted.post }
          : {
              case: 'tombstone',
              value: { postId: quoted.id, reason: quoted.reason },
            },
      }),
  });
}

function joined({ post, author, counts, viewer }: Pieces, quoted?: Uint8Array): Uint8Array {
  const card = toBinary(UserSchema, author);
  return joinPost({ fragment: encodeFragment(post, post), author: card, counts, viewer, quoted });
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

t.test('a post joined from pieces is byte for byte what protobuf-es encodes', async () => {
  fc.assert(
    fc.property(
      pieces,
      fc.option(fc.record({ there: fc.boolean(), why: whyAbsent, quoted: pieces })),
      (of, option) => {
        if (option === null) return same(joined(of), toBinary(PostSchema, message(of)));
        const { there, why, quoted } = option;
        const place = encodePlace(quoted.post.id, there ? joined(quoted) : undefined, why);
        const expected = message(of, {
          id: quoted.post.id,
          reason: reasonOf(why),
          post: there ? message(quoted) : undefined,
        });
        return same(joined(of, place), toBinary(PostSchema, expected));
      },
    ),
    { numRuns: 300 },
  );
});

t.test('the items of a thread and of lists are byte for byte what protobuf-es encodes', async (t) => {
  fc.assert(
    fc.property(pieces, fc.array(text), (of, missingIds) => {
      const bytes = joined(of);
      const post = fromBinary(PostSchema, bytes);
      const item = create(ThreadItemSchema, { content: { case: 'post', value: post } });
      const tombstone = create(ThreadItemSchema, {
        content: { case: 'tombstone', value: { postId: post.id, reason: TombstoneReason.UNAVAILABLE } },
      });
      const list = create(BatchGetPostsResponseSchema, { posts: [post, post], missingIds });
      const fields: [number, Uint8Array][] = [
        [1, bytes],
        [1, bytes],
      ];
      for (const missing of missingIds) fields.push([2, Buffer.from(missing)]);
      return (
        same(encodePlace(post.id, bytes), toBinary(ThreadItemSchema, item)) &&
        same(encodePlace(post.id, undefined), toBinary(ThreadItemSchema, tombstone)) &&
        same(joinFields(fields), toBinary(BatchGetPostsResponseSchema, list))
      );
    }),
  );
  t.equal(joinFields([]).length, 0);
});
