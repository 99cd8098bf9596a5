import { eventLoopThrottle } from '../../../platform/streams/event-loop-throttle.ts';
import { type Deed, isOfPost } from '../domain/deed.ts';
import type { LiveReaders } from '../domain/live-readers.ts';
import type { AppContext } from './context.ts';
import { inbox } from './inbox.ts';
import { listActors, listRows } from './list.ts';
import { marks } from './marks.ts';
import { notifiedReaders, type RemovedPost } from './notified-readers.ts';
import { notify } from './notify.ts';
import { postDeeds } from './post-deeds.ts';
import { readerSettings } from './reader-settings.ts';
import { show } from './show.ts';
import { streams } from './stream.ts';
import { threads } from './threads.ts';

/** About a millisecond of work. */
const maxPostsPerTurn = 8;

export type UseCases = ReturnType<typeof useCases>;

/** Everything that RPCs, consumers and the purge of an account ask for. */
export function useCases(context: AppContext, live: LiveReaders) {
  const box = inbox(context);
  const posts = postDeeds(context);
  const settings = readerSettings(context);
  const notes = notifiedReaders(context);
  const shows = show(context, settings);
  const readMarks = marks(context);
  const { open, startPoint } = streams(context, shows, readMarks, live);
  const turns = eventLoopThrottle(maxPostsPerTurn);
  const notifier = notify(context, { box, posts }, settings);
  return {
    notify: (deed: Deed) => notifier.notify(deed),
    /** Notifies the readers of posts, except of those that were removed. Gets the deeds of each post. */
    async notifyOfPosts(deedsOfPosts: readonly (readonly Deed[])[]) {
      const isNotified = await Promise.all(
        deedsOfPosts.map(async (deeds) => {
          await turns.take();
          return notes.note(deeds);
        }),
      );
      await notifier.ofPosts(deedsOfPosts.filter((_, i) => isNotified[i]).flat());
    },
    takeBack: (deed: Deed) => (isOfPost(deed.kind) ? posts : box).takeBack(deed),
    /** Takes back what a deleted post notified of, and the notifications of its author about it. */
    async removePost(post: RemovedPost & { readonly isPurged: boolean }) {
      for (const deed of await notes.remove(post)) await posts.takeBack(deed);
      if (!post.isPurged) await box.removePost(post.authorId, post.postId);
    },
    listRows: listRows(context, shows),
    listActors: listActors(context, shows),
    readMark: readMarks.get,
    unreadCount: readMarks.unreadCount,
    markRead: readMarks.markRead,
    getSettings: settings.get,
    updateSettings: settings.update,
    ...threads(context, settings),
    openStream: open,
    startPoint,
  };
}
