import { term } from '../domain/document.ts';
import type { AppContext } from './context.ts';
import { refreshPeople, refreshPosts } from './refresh.ts';

const readTogether = 100;

/** Removes a purged account from the index: the person, and their id from posts that mention them. */
export function forgetPerson(context: AppContext) {
  const { postIndex } = context;
  const [refreshThem, refreshMentions] = [refreshPeople(context), refreshPosts(context)];
  return async (userId: string): Promise<void> => {
    await refreshThem([userId]);
    const mentions = { all: [{ phrases: [], terms: [term.mention(userId)] }], none: [] };
    for (let found: string[] | undefined, beforeId: string | undefined; found?.length !== 0; ) {
      found = await postIndex.newest(mentions, { limit: readTogether, ...(beforeId && { beforeId }) });
      await refreshMentions(found);
      beforeId = found.at(-1);
    }
  };
}
