import { CreatePostResponseSchema, PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { type Mention, type NewPost, type PostState, stampOf } from '../domain/post.ts';
import { acceptText } from '../domain/text.ts';
import { placeInThread } from '../domain/threads.ts';
import { postNotFound, requireReachable } from '../domain/visibility.ts';
import { seenBy } from '../hydration/audience.ts';
import { joinFields } from '../hydration/encode.ts';
import type { Entities } from '../text/entities.ts';
import type { PostContext, PostHandlers } from './context.ts';
import { entryId, idAbove } from './ids.ts';
import { requireActor } from './people.ts';

const CREATED = { post: 1 } as const;

interface Draft {
  readonly writeId: string;
  /** An earlier arrival may have stored it, or be about to. */
  readonly repeated: boolean;
  readonly authorId: string;
  readonly text: string;
  readonly entities: Entities;
  readonly replyToId: string;
  readonly quotedId: string;
}

export function createPost(post: PostContext): Pick<PostHandlers, 'createPost'> {
  return {
    async createPost(request, context) {
      const authorId = requireUser(context).userId;
      const { replyToPostId: replyToId, quotedPostId: quotedId } = request;
      refuseMedia(request.mediaIds);
      const accepted = acceptText(request.text, post.textLimits, request.mediaIds.length > 0);
      return post.underway.track(() =>
        idempotent({
          claims: post.claims,
          context,
          method: PostService.method.createPost,
          request,
          newIds: async () => ({ postId: await idAbove(post, [replyToId, quotedId]) }),
          async run({ postId: writeId }, { repeated }) {
            const draft = { writeId, repeated, authorId, ...accepted, replyToId, quotedId };
            // A second arrival finds what the first one stored; what it answered may be gone by now.
            const stored = repeated ? await post.store.postOfWrite(writeId) : undefined;
            const id = stored ?? (await store(post, draft));
            const { shown } = await post.hydration.hydrate([id], { viewerId: authorId });
            const answer = shown.get(id);
            if (answer === undefined) throw postNotFound();
            return encoded(CreatePostResponseSchema, joinFields([[CREATED.post, answer.bytes]]));
          },
        }),
      );
    },
  };
}

/** Stores a draft; answers the post's id. */
async function store(post: PostContext, draft: Draft): Promise<string> {
  const states = await post.store.states([draft.replyToId, draft.quotedId]);
  return post.store.createPost(await complete(post, draft, states));
}

/** Checks a draft against the people and posts around it, and adds what they decide. */
async function complete(
  post: PostContext,
  { writeId, repeated, authorId, text, entities, replyToId, quotedId }: Draft,
  states: ReadonlyMap<string, PostState>,
): Promise<NewPost> {
  const { users, relations, famousFollowers } = post;
  const [parent, quoted] = [states.get(replyToId), states.get(quotedId)];
  const { mentions, hashtags, links } = entities;
  const [seen, userIds, followerCount] = await Promise.all([
    seenBy(
      { users, relations },
      {
        viewerId: authorId,
        userIds: [authorId, parent?.authorId, quoted?.authorId].filter((userId) => userId !== undefined),
      },
    ),
    mentions.length === 0 ? undefined : users.resolveHandles(mentions.map(({ handle }) => handle)),
    relations.followerCount(authorId),
  ]);
  requireActor(seen, authorId);
  if (replyToId !== '') requireReachable(parent, seen, 'reply_to_post_id');
  if (quotedId !== '') requireReachable(quoted, seen, 'quoted_post_id');
  const id = entryId(post, { id: writeId, repeated }, [replyToId, quotedId]);
  return {
    id,
    writeId,
    authorId,
    text,
    mentions: mentions.flatMap((mention): Mention[] => {
      const userId = userIds?.get(mention.handle.toLowerCase());
      return userId === undefined ? [] : [{ ...mention, userId }];
    }),
    hashtags,
    links,
    mediaIds: [],
    ...placeInThread(id, parent),
    quotedId,
    quotedAuthorId: quoted?.authorId ?? '',
    stamp: stampOf(followerCount, famousFollowers),
  };
}

/** There is no media yet, so there is none of any id. */
function refuseMedia(mediaIds: readonly string[]): void {
  if (mediaIds.length === 0) return;
  throw new DomainError('MEDIA_NOT_FOUND', 'there is no such media', { field: 'media_ids[0]' });
}
