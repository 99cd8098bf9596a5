import type { Deed } from '../domain/deed.ts';
import { dayOf, emptyFold, withMember } from '../domain/fold.ts';
import { expiryOf, foldName, keys, monthPartition } from '../domain/keys.ts';
import type { AppContext } from './context.ts';
import { foldRows, nothing, type Outcome } from './fold-rows.ts';
import { readFold } from './stored.ts';

/**
 * Stores replies, quotes and mentions, and takes them back. A post does one of them once towards a reader, so the fold has
 * at most one member and is the state of the deed. `timeMs` of a deed is the time of its post.
 */
export interface PostDeeds {
  add(deed: Deed): Promise<Outcome>;
  /** For good. A deed that comes later is not stored. */
  takeBack(deed: Deed): Promise<Outcome>;
}

type Context = Pick<AppContext, 'commits' | 'hints' | 'nowMs' | 'ttlMs'>;

export function postDeeds(context: Context): PostDeeds {
  const { nowMs, ttlMs } = context;
  const { put, changed, change } = foldRows(context);
  const placeOf = (deed: Deed) => {
    const day = dayOf(deed.timeMs);
    const name = foldName({ ...deed, day });
    return { day, name, at: keys.fold(name), partition: monthPartition(deed.readerId, day) };
  };
  return {
    async add(deed) {
      if (deed.timeMs <= nowMs() - ttlMs) return 'unchanged';
      const { day, name, at, partition } = placeOf(deed);
      return change(deed.readerId, partition, async (view, id) => {
        if ((await view.get([at])).has(at)) return nothing;
        const fold = withMember(emptyFold, { id, actorId: deed.actorId }, false);
        return {
          changes: [
            put(day, keys.member(name, id), deed.actorId),
            ...changed(id, name, day, emptyFold, fold),
          ],
          result: 'changed',
        };
      });
    },
    async takeBack(deed) {
      const { day, name, at, partition } = placeOf(deed);
      if (expiryOf(day, ttlMs) <= nowMs()) return 'unchanged';
      return change(deed.readerId, partition, async (view, id) => {
        const fold = readFold((await view.get([at])).get(at));
        if (fold.removed > 0) return nothing;
        const removed = { ...emptyFold, removed: 1 };
        const [member] = fold.newest;
        if (member === undefined)
          return { changes: [put(day, at, JSON.stringify(removed))], result: 'unchanged' };
        return {
          changes: [
            put(day, keys.member(name, member.id), undefined),
            ...changed(id, name, day, fold, removed),
          ],
          result: 'changed',
        };
      });
    },
  };
}
