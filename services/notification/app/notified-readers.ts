import { type Deed, finalVersion, type Kind } from '../domain/deed.ts';
import { dayOf } from '../domain/fold.ts';
import { endOf, expiryOf, keys, notifiedPartition } from '../domain/keys.ts';
import type { AppContext } from './context.ts';

/** More than a text of 4,000 bytes can mention, with the authors of two posts. */
const maxNotified = 1_000;

export interface RemovedPost {
  readonly postId: string;
  readonly authorId: string;
  /** When it was written. */
  readonly timeMs: number;
}

/** Which readers a post notified. The event of its removal does not name them. */
export interface NotifiedReaders {
  /** Notes the readers of a post before they are notified. @returns false when the post was removed */
  note(deeds: readonly Deed[]): Promise<boolean>;
  /** Notes the removal of a post. @returns the deeds to take back */
  remove(post: RemovedPost): Promise<readonly Deed[]>;
}

export function notifiedReaders({
  commits,
  nowMs,
  ttlMs,
}: Pick<AppContext, 'commits' | 'nowMs' | 'ttlMs'>): NotifiedReaders {
  const expiresMs = () => expiryOf(dayOf(nowMs()), ttlMs);
  return {
    async note(deeds) {
      const [first] = deeds;
      if (first === undefined) return true;
      const partition = notifiedPartition(first.postId);
      return commits.run(partition, async (view) => {
        const notes = deeds.map(({ readerId, kind }) => keys.notified(readerId, kind));
        const found = await view.get([keys.removed, ...notes]);
        const removed = found.has(keys.removed);
        const missing = removed ? [] : notes.filter((key) => !found.has(key));
        return {
          changes: missing.map((key) => ({ key, value: '', expiresMs: expiresMs() })),
          result: !removed,
        };
      });
    },
    async remove({ postId, authorId, timeMs }) {
      const partition = notifiedPartition(postId);
      return commits.run(partition, async (view) => {
        const prefix = keys.notified('', 'reply').slice(0, 2);
        const range = { from: prefix, below: endOf(prefix), limit: maxNotified };
        const notes = await view.newest(range);
        const known = (await view.get([keys.removed])).has(keys.removed);
        const cause = { actorId: authorId, postId, key: postId, version: finalVersion, timeMs };
        return {
          changes: known ? [] : [{ key: keys.removed, value: '', expiresMs: expiresMs() }],
          result: notes.map(({ key }) => {
            const [, readerId, kind] = key.split('|');
            return { readerId: readerId!, kind: kind as Kind, ...cause };
          }),
        };
      });
    },
  };
}
