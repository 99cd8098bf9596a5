import { documentOf, type SearchedPost, term } from '../domain/document.ts';
import type { AppContext } from './context.ts';

const readTogether = 100;

/** Removes a purged account from the index: the person, and their name from posts of others that answer or mention them. */
export function forgetPerson({ posts, postIndex, peopleIndex }: AppContext) {
  return async (userId: string): Promise<void> => {
    await peopleIndex.remove([userId]);
    for (const naming of [term.replyTo(userId), term.mention(userId)]) {
      const search = { all: [{ phrases: [], terms: [naming] }], none: [] };
      for (let found: string[] | undefined, beforeId: string | undefined; found?.length !== 0; ) {
        found = await postIndex.newest(search, { limit: readTogether, ...(beforeId && { beforeId }) });
        if (found.length > 0) await postIndex.put((await posts.stored(found)).map(withoutPerson(userId)));
        beforeId = found.at(-1);
      }
    }
  };
}

function withoutPerson(userId: string) {
  return (post: SearchedPost) =>
    documentOf({
      ...post,
      mentionedUserIds: post.mentionedUserIds.filter((id) => id !== userId),
      replyToAuthorId: post.replyToAuthorId === userId ? '' : post.replyToAuthorId,
    });
}
