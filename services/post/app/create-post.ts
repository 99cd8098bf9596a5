import { mediaNotFound } from '../../product/refusals.ts';
import { type Mention, type NewPost, type PostState, stampOf } from '../domain/post.ts';
import { acceptText } from '../domain/text.ts';
import { placeInThread } from '../domain/threads.ts';
import { postNotFound, requireReachable } from '../domain/visibility.ts';
import { seenBy } from '../hydration/audience.ts';
import type { Entities } from '../text/entities.ts';
import type { AppContext } from './context.ts';
import { entryId, idAbove } from './ids.ts';
import { requireActor } from './people.ts';

export interface PostForm {
  readonly authorId: string;
  readonly text: string;
  /** Empty without a post that it answers. */
  readonly replyToId: string;
  /** Empty without a post that it quotes. */
  readonly quotedId: string;
  readonly mediaIds: readonly string[];
}

/** A post whose text was accepted. */
export interface PostDraft {
  /** The id that the write claims. */
  newId(): Promise<string>;
  /**
   * Stores the post, once for each write id, and answers it encoded, as its author sees it. `repeated`: an earlier
   * arrival may have stored it, or be about to.
   */
  publish(writeId: string, repeated: boolean): Promise<Uint8Array>;
}

interface Draft {
  readonly writeId: string;
  readonly repeated: boolean;
  readonly authorId: string;
  readonly text: string;
  readonly entities: Entities;
  readonly replyToId: string;
  readonly quotedId: string;
}

export function draftPost(context: AppContext) {
  return ({ authorId, text, replyToId, quotedId, mediaIds }: PostForm): PostDraft => {
    refuseMedia(mediaIds);
    const accepted = acceptText(text, context.textLimits, mediaIds.length > 0);
    return {
      newId: () => idAbove(context, [replyToId, quotedId]),
      async publish(writeId, repeated) {
        const draft = { writeId, repeated, authorId, ...accepted, replyToId, quotedId };
        // A second arrival finds what the first one stored; what it answered may be gone by now.
        const stored = repeated ? await context.store.postOfWrite(writeId) : undefined;
        const id = stored ?? (await store(context, draft));
        const { shown } = await context.hydration.hydrate([id], { viewerId: authorId });
        const post = shown.get(id);
        if (post === undefined) throw postNotFound();
        return post.bytes;
      },
    };
  };
}

/** Stores a draft; answers the post's id. */
async function store(context: AppContext, draft: Draft): Promise<string> {
  const states = await context.store.states([draft.replyToId, draft.quotedId]);
  return context.store.createPost(await complete(context, draft, states));
}

/** Checks a draft against the people and posts around it, and adds what they decide. */
async function complete(
  context: AppContext,
  { writeId, repeated, authorId, text, entities, replyToId, quotedId }: Draft,
  states: ReadonlyMap<string, PostState>,
): Promise<NewPost> {
  const { users, relations, famousFollowers } = context;
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
  const id = entryId(context, { id: writeId, repeated }, [replyToId, quotedId]);
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
  throw mediaNotFound('media_ids[0]');
}
