import type { AppContext } from './context.ts';
import { draftPost } from './create-post.ts';
import { deletePost } from './delete-post.ts';
import { announcedUntil, entriesOf, repostsOf } from './entries.ts';
import { getPost, getPosts } from './get-posts.ts';
import { getThread } from './get-thread.ts';
import { listPeople } from './list-people.ts';
import { listPosts } from './list-posts.ts';
import { react } from './react.ts';
import { replyIds, scanPosts, storedPosts } from './stored-posts.ts';

/** Every use case of the post service. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(context: AppContext) {
  const { store, inFlightWrites, ids } = context;
  return {
    /** Runs writes that create entries; the announced watermark waits for them. */
    trackWrite: inFlightWrites.track,
    draftPost: draftPost(context),
    newRemovalId: ids.next,
    deletePost: deletePost(context),
    react: react(context),

    getPost: getPost(context),
    getPosts: getPosts(context),
    getThread: getThread(context),
    listPosts: listPosts(context),
    listPeople: listPeople(context),

    hydrate: context.hydration.hydrate,
    entriesOf: entriesOf(context),
    repostsOf: repostsOf(context),
    authorHeads: store.authorHeads,
    pullAuthors: store.pullAuthors,
    announcedUntil: announcedUntil(context),
    restamp: store.restamp,
    storedPosts: storedPosts(context),
    scanPosts: scanPosts(context),
    replyIds: replyIds(context),
    verifyCounts: context.store.verifyCounts,
  };
}
