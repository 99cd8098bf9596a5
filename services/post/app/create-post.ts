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
  /** Empty if it is no reply. */
  readonly replyToId: string;
  /** Empty if it quotes nothing. */
  readonly quotedId: string;
  readonly mediaIds: readonly string[];
}

/** A post whose text was accepted. */
export interface PostDraft {
  /** Takes the id that the write claims. */
  newId(): Promise<string>;
  /**
   * Stores the post once for each write id, and returns it encoded, as its author sees it. `repeated`: an earlier attempt may
   * have stored it, or may still do so.
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
        // A repeated request finds the post of the first attempt, even if the post that it answers is deleted by now.
        const stored = repeated ? await context.store.postOfWrite(writeId) : undefined;
        if (stored !== undefined) return read(context, stored, authorId);
        const { post, author } = await complete(context, draft);
        const id = await context.store.createPost(post);
        // A post that another attempt may have stored, or that quotes another, must be read. Otherwise all its content is
        // known already. The post has another id when a concurrent attempt in another process was decided.
        return repeated || quotedId !== '' || id !== post.id
          ? read(context, id, authorId)
          : context.hydration.created(post, author);
      },
    };
  };
}

async function read({ hydration }: AppContext, id: string, viewerId: string): Promise<Uint8Array> {
  const { shown } = await hydration.hydrate([id], { viewerId });
  const post = shown.get(id);
  if (post === undefined) throw postNotFound();
  return post.bytes;
}

/**
 * Checks a draft against the people and posts around it, and adds what depends on them. Also returns the author's encoded
 * card.
 */
async function complete(
  context: AppContext,
  { writeId, repeated, authorId, text, entities, replyToId, quotedId }: Draft,
): Promise<{ readonly post: NewPost; readonly author: Uint8Array }> {
  const subjectIds = [replyToId, quotedId].filter((id) => id !== '');
  const states =
    subjectIds.length === 0 ? new Map<string, PostState>() : await context.store.states(subjectIds);
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
  const post = {
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
  return { post, author: seen.card(authorId)!.user };
}

/** Refuses media ids: media does not exist yet. */
function refuseMedia(mediaIds: readonly string[]): void {
  if (mediaIds.length === 0) return;
  throw mediaNotFound('media_ids[0]');
}
