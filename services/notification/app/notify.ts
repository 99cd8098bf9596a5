import type { Deed } from '../domain/deed.ts';
import { notifies } from '../domain/settings.ts';
import type { AppContext } from './context.ts';
import type { Inbox, Outcome } from './inbox.ts';
import type { ReaderSettings } from './reader-settings.ts';

/** Notifies a reader of a deed, if their settings and relations allow it. */
export function notify(
  { relations, hydration }: Pick<AppContext, 'relations' | 'hydration'>,
  box: Inbox,
  settings: ReaderSettings,
) {
  const isThreadMuted = async ({ readerId, postId }: Deed): Promise<boolean> => {
    if (postId === '' || !(await settings.hasMutedThreads(readerId))) return false;
    const post = (await hydration.gather(readerId, [postId], [])).posts.get(postId);
    if (post === undefined) return false;
    return (await settings.mutedThreads(readerId, [hydration.rootIdOf(post)])).size > 0;
  };
  return async (deed: Deed): Promise<Outcome> => {
    const { readerId, actorId, kind } = deed;
    // First the cheapest check: a famous post gets most of its likes when its fold is full.
    if (await box.isFull(deed)) return 'unchanged';
    const audience = (await settings.get(readerId))[kind];
    if (audience === 'nobody') return 'unchanged';
    const [hidden, following, threadMuted] = await Promise.all([
      relations.hidden(readerId, [actorId]),
      audience === 'following' ? relations.follows(readerId, actorId) : false,
      isThreadMuted(deed),
    ]);
    const relation = { hidden: hidden.has(actorId), following, threadMuted };
    return notifies(audience, relation) ? box.add(deed) : 'unchanged';
  };
}
