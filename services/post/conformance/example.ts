import type { NewPost } from '../domain/post.ts';
import type { Change } from '../ports.ts';

/** Ids in order of their numbers. */
export const idOf = (n: number): string => String(2_000_000_000_000_000_000n + BigInt(n));

export const change = (n: number, repeated = false): Change => ({ id: idOf(n), repeated });

/** A post as CreatePost would store it. */
export function examplePost(more: Partial<NewPost> & { id: string; authorId: string }): NewPost {
  return {
    writeId: more.id,
    text: `text of ${more.id}`,
    mentions: [],
    hashtags: [],
    links: [],
    mediaIds: [],
    replyToId: '',
    replyToAuthorId: '',
    rootId: more.id,
    quotedId: '',
    quotedAuthorId: '',
    stamp: 'push',
    ...more,
  };
}
