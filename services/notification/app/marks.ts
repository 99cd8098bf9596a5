import { sieveCache } from '../../../platform/cache/sieve-cache.ts';
import { maxDeeds } from '../domain/fold.ts';
import { endOf, keys, ownPartition } from '../domain/keys.ts';
import type { AppContext } from './context.ts';
import { partitionsOf, requireFold } from './list.ts';
import { writeChange } from './stored.ts';
import { versionOf } from './version.ts';

/** How far a reader has read. */
export interface Marks {
  /** Empty before the first. */
  get(readerId: string): Promise<string>;
  /** The number of rows above the mark; 1,000 means so many or more. Counted when something has changed, else cached. */
  unreadCount(readerId: string): Promise<number>;
  /** Moves the mark, never back. @returns the unread count */
  markRead(readerId: string, upToId: string): Promise<number>;
}

/** The memory of cached unread counts: some ten thousand readers. */
const maxCountBytes = 4 * 1024 * 1024;

const dayMs = 86_400_000;

interface StoredMark {
  readonly upToId: string;
  readonly changeId: string;
}

type Context = Pick<AppContext, 'rows' | 'commits' | 'hints' | 'nowMs' | 'ttlMs'>;

export function marks(context: Context): Marks {
  const { rows, commits, nowMs, ttlMs, hints } = context;
  const counts = sieveCache<{ readonly version: string; readonly count: number }>({
    maxBytes: maxCountBytes,
  });
  const markIn = (found: ReadonlyMap<string, string>): StoredMark | undefined => {
    const value = found.get(keys.mark);
    return value === undefined ? undefined : (JSON.parse(value) as StoredMark);
  };
  const get = async (readerId: string) =>
    markIn(await rows.get(ownPartition(readerId), [keys.mark]))?.upToId ?? '';
  const countUnread = async (readerId: string): Promise<number> => {
    const upToId = await get(readerId);
    const prefix = keys.row('');
    // The lowest key above the mark.
    const range = {
      from: `${keys.row(upToId)}${upToId === '' ? '' : '|'}`,
      below: endOf(prefix),
      limit: maxDeeds,
    };
    let count = 0;
    for (const partition of partitionsOf(context, readerId)) {
      count += (await rows.newest(partition, range)).length;
      if (count >= maxDeeds) return maxDeeds;
    }
    return count;
  };
  const unreadCount = async (readerId: string): Promise<number> => {
    // All rows of a day expire together.
    const expiredDays = Math.floor((nowMs() - ttlMs) / dayMs);
    const version = `${expiredDays} ${await versionOf(context, readerId)}`;
    const known = counts.get(readerId);
    if (known?.version === version) return known.count;
    const count = await countUnread(readerId);
    counts.set(readerId, { version, count });
    return count;
  };
  return {
    get,
    unreadCount,
    async markRead(readerId, upToId) {
      await requireFold(context, readerId, upToId, 'up_to_id');
      const moved = await commits.run(ownPartition(readerId), async (view, id) => {
        const before = markIn(await view.get([keys.mark]));
        if (before && before.upToId >= upToId) return { changes: [], result: false };
        const mark: StoredMark = { upToId, changeId: id };
        return {
          changes: [
            { key: keys.mark, value: JSON.stringify(mark) },
            ...(before ? [{ key: keys.change(before.changeId), value: undefined }] : []),
            // As long as streams can resume from before it.
            { key: keys.change(id), value: writeChange({ mark: upToId }), expiresMs: nowMs() + ttlMs },
          ],
          result: true,
        };
      });
      if (moved) hints.send(readerId);
      return unreadCount(readerId);
    },
  };
}
