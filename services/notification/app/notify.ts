import { eventLoopThrottle } from '../../../platform/streams/event-loop-throttle.ts';
import { type Deed, isOfPost } from '../domain/deed.ts';
import { notifies } from '../domain/settings.ts';
import type { AppContext } from './context.ts';
import type { Inbox } from './inbox.ts';
import type { PostDeeds } from './post-deeds.ts';
import type { OwnSettings, ReaderSettings } from './reader-settings.ts';

type Context = Pick<AppContext, 'relations' | 'hydration'>;

/** The most deeds that are checked and stored in one turn of the event loop: about a millisecond. */
const maxTogether = 8;

const slicesOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));

/** Notifies readers of deeds, if their settings and relations allow it. */
export function notify(
  { relations, hydration }: Context,
  { box, posts }: { readonly box: Inbox; readonly posts: PostDeeds },
  settings: ReaderSettings,
) {
  const turns = eventLoopThrottle(1);
  const isThreadMuted = async ({ readerId, postId }: Deed): Promise<boolean> => {
    if (postId === '' || !(await settings.hasMutedThreads(readerId))) return false;
    const post = (await hydration.gather(readerId, [postId], [])).posts.get(postId);
    if (post === undefined) return false;
    return (await settings.mutedThreads(readerId, [hydration.rootIdOf(post)])).size > 0;
  };
  /** Which deeds of one reader notify. */
  const allowedOf = async (
    readerId: string,
    deeds: readonly Deed[],
    { audiences, hasOwnRows }: OwnSettings,
  ): Promise<readonly Deed[]> => {
    const wanted = deeds.filter(({ kind }) => audiences[kind] !== 'nobody');
    if (wanted.length === 0) return [];
    const actorIds = [...new Set(wanted.map(({ actorId }) => actorId))];
    const [hidden, ...relation] = await Promise.all([
      relations.hidden(readerId, actorIds),
      ...wanted.map(async (deed) => ({
        following: audiences[deed.kind] === 'following' && (await relations.follows(readerId, deed.actorId)),
        threadMuted: hasOwnRows && (await isThreadMuted(deed)),
      })),
    ]);
    return wanted.filter(({ kind, actorId }, i) =>
      notifies(audiences[kind], { hidden: hidden.has(actorId), ...relation[i]! }),
    );
  };
  const allowed = async (deeds: readonly Deed[]): Promise<readonly Deed[]> => {
    const byReader = Map.groupBy(deeds, ({ readerId }) => readerId);
    const found = await settings.ofReaders([...byReader.keys()]);
    const each = await Promise.all(
      [...byReader].map(([readerId, some]) => allowedOf(readerId, some, found.get(readerId)!)),
    );
    return each.flat();
  };
  return {
    /** A deed of any kind. */
    async notify(deed: Deed): Promise<void> {
      if (isOfPost(deed.kind)) return void (await this.ofPosts([deed]));
      // First the cheapest check: a famous post gets most of its likes when its fold is full.
      if (await box.isFull(deed)) return;
      for (const each of await allowed([deed])) await box.add(each);
    },
    /** Deeds of posts. */
    async ofPosts(deeds: readonly Deed[]): Promise<void> {
      await Promise.all(
        slicesOf(deeds, maxTogether).map(async (some) => {
          await turns.take();
          await Promise.all((await allowed(some)).map(posts.add));
        }),
      );
    },
  };
}
