import type { Deed } from '../domain/deed.ts';
import type { LiveReaders } from '../domain/live-readers.ts';
import type { AppContext } from './context.ts';
import { inbox } from './inbox.ts';
import { listActors, listRows } from './list.ts';
import { marks } from './marks.ts';
import { notifiedReaders, type RemovedPost } from './notified-readers.ts';
import { notify } from './notify.ts';
import { readerSettings } from './reader-settings.ts';
import { show } from './show.ts';
import { streams } from './stream.ts';
import { threads } from './threads.ts';

export type UseCases = ReturnType<typeof useCases>;

/** Everything that RPCs, consumers and the purge of an account ask for. */
export function useCases(context: AppContext, live: LiveReaders) {
  const box = inbox(context);
  const settings = readerSettings(context);
  const notes = notifiedReaders(context);
  const shows = show(context, settings);
  const readMarks = marks(context);
  const { open, startPoint } = streams(context, shows, readMarks, live);
  const notifyOf = notify(context, box, settings);
  return {
    notify: notifyOf,
    /** Notifies the readers of a post, unless it was removed. */
    async notifyOfPost(deeds: readonly Deed[]) {
      // Together, because each waits for a commit of its own reader.
      if (await notes.note(deeds)) await Promise.all(deeds.map(notifyOf));
    },
    takeBack: box.takeBack,
    /** Takes back what a deleted post notified of, and the notifications of its author about it. */
    async removePost(post: RemovedPost & { readonly isPurged: boolean }) {
      for (const deed of await notes.remove(post)) await box.takeBack(deed);
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
