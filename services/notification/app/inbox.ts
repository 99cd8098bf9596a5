import type { FoldChange } from '../domain/changes.ts';
import type { Deed } from '../domain/deed.ts';
import {
  dayOf,
  type Fold,
  hasRoom,
  type Member,
  remembers,
  shownPeople,
  withMember,
  withoutMember,
} from '../domain/fold.ts';
import { endOf, foldName, keys, liveMonths, monthPartition, parseFoldName } from '../domain/keys.ts';
import type { RowChange } from '../ports.ts';
import type { AppContext } from './context.ts';
import { foldRows, nothing, type Outcome } from './fold-rows.ts';
import type { PartitionView } from './pending-rows.ts';
import { readDeed, readFold, type StoredDeed, writeChange } from './stored.ts';

/** Stores likes, reposts and follows, and takes them back. Every method may be repeated and reordered: the greatest version of a deed applies. */
export interface Inbox {
  /** Whether the fold of the deed stores no more. Costs one read. */
  isFull(deed: Deed): Promise<boolean>;
  add(deed: Deed): Promise<Outcome>;
  takeBack(deed: Deed): Promise<Outcome>;
  /** Removes all rows about a deleted post of the reader, and keeps later ones out. */
  removePost(readerId: string, postId: string): Promise<Outcome>;
}

type Context = Pick<AppContext, 'rows' | 'commits' | 'hints' | 'nowMs' | 'ttlMs'>;

export function inbox({ rows, commits, hints, nowMs, ttlMs }: Context): Inbox {
  const { put, listed, changed, change } = foldRows({ commits, hints, ttlMs });
  const monthsOf = (readerId: string) =>
    liveMonths(nowMs(), ttlMs).map((day) => monthPartition(readerId, day));

  const store = (deed: Deed) => {
    const { readerId, actorId, version, timeMs } = deed;
    const day = dayOf(timeMs);
    const name = foldName({ ...deed, day });
    const partition = monthPartition(readerId, day);
    return change(readerId, partition, async (view, id) => {
      const at = { deed: keys.deed(deed), fold: keys.fold(name), gone: keys.gone(deed.postId) };
      const found = await view.get(Object.values(at));
      const stored = readDeed(found.get(at.deed));
      const fold = readFold(found.get(at.fold));
      if (found.has(at.gone) || (stored && stored.version >= version)) return nothing;
      if (stored && stored.id !== '') {
        const again: StoredDeed = { ...stored, version };
        return { changes: [put(stored.day, at.deed, JSON.stringify(again))], result: 'unchanged' };
      }
      if (!hasRoom(fold)) {
        const full = { ...fold, full: true };
        return fold.full || fold.gone
          ? nothing
          : { changes: changed(id, name, day, fold, full), result: 'changed' };
      }
      const added: StoredDeed = { version, id, day };
      const after = withMember(fold, { id, actorId }, stored?.day === day);
      return {
        changes: [
          put(day, at.deed, JSON.stringify(added)),
          put(day, keys.member(name, id), actorId),
          ...changed(id, name, day, fold, after),
        ],
        result: 'changed',
      };
    });
  };

  const newestMembers = async (view: PartitionView, name: string): Promise<Member[]> => {
    const prefix = keys.member(name, '');
    const range = { from: prefix, below: endOf(prefix), limit: shownPeople + 1 };
    return (await view.newest(range)).map(({ key, value }) => ({
      id: key.slice(prefix.length),
      actorId: value,
    }));
  };
  /** @param moves the deed is stored again elsewhere, so its version stays */
  const takeBackIn = (partition: string, deed: Deed, moves = false) =>
    change(deed.readerId, partition, async (view, id) => {
      const at = keys.deed(deed);
      const stored = readDeed((await view.get([at])).get(at));
      if (!stored || stored.version >= deed.version || stored.id === '') return nothing;
      const { day } = stored;
      const name = foldName({ ...deed, day });
      const fold = readFold((await view.get([keys.fold(name)])).get(keys.fold(name)));
      const left = withoutMember(fold, stored.id, await newestMembers(view, name));
      const removed: StoredDeed = { version: moves ? stored.version : deed.version, id: '', day };
      const kept = remembers(fold);
      return {
        changes: [
          put(day, at, kept ? JSON.stringify(removed) : undefined),
          put(day, keys.member(name, stored.id), undefined),
          ...changed(id, name, day, fold, kept ? { ...left, removed: left.removed + 1 } : left),
        ],
        result: 'changed',
      };
    });
  /** Remembers a removal that came before its deed. */
  const remember = (deed: Deed) => {
    const day = dayOf(deed.timeMs);
    const name = foldName({ ...deed, day });
    const partition = monthPartition(deed.readerId, day);
    return change(deed.readerId, partition, async (view) => {
      const at = { deed: keys.deed(deed), fold: keys.fold(name) };
      const found = await view.get(Object.values(at));
      const stored = readDeed(found.get(at.deed));
      const fold = readFold(found.get(at.fold));
      if (stored ? stored.version >= deed.version || stored.id !== '' : !remembers(fold)) return nothing;
      const removed: StoredDeed = { version: deed.version, id: '', day: stored?.day ?? day };
      const after: Fold = { ...fold, removed: fold.removed + (stored ? 0 : 1) };
      return {
        changes: [put(day, at.deed, JSON.stringify(removed)), put(day, at.fold, JSON.stringify(after))],
        result: 'unchanged',
      };
    });
  };
  const statesOf = async (deed: Deed) => {
    const found = await rows.find(monthsOf(deed.readerId), keys.deed(deed));
    return [...found].map(([partition, value]) => ({ partition, ...readDeed(value)! }));
  };
  const isOlder = (deed: Deed) => deed.timeMs <= nowMs() - ttlMs;
  const isFull = async (deed: Deed): Promise<boolean> => {
    const day = dayOf(deed.timeMs);
    const at = keys.fold(foldName({ ...deed, day }));
    const found = await rows.get(monthPartition(deed.readerId, day), [at]);
    const fold = readFold(found.get(at));
    return fold.full && !hasRoom(fold);
  };

  const removeFolds = (readerId: string, partition: string, postId: string, keepOut: boolean) =>
    change(readerId, partition, async (view, id) => {
      const changes: RowChange[] = [];
      const folds: FoldChange[] = [];
      for (const kind of ['like', 'repost'] as const) {
        const prefix = keys.fold(`${kind}|${postId}|`);
        const found = await view.newest({ from: prefix, below: endOf(prefix), limit: 31 });
        for (const { key, value } of found) {
          const fold = readFold(value);
          const name = key.slice(keys.fold('').length);
          const { rows: moved, change } = listed(name, parseFoldName(name).day, fold, {
            ...fold,
            gone: true,
          });
          changes.push(...moved);
          if (change.replaced !== '') folds.push(change);
        }
      }
      const today = dayOf(nowMs());
      if (folds.length > 0) changes.push(put(today, keys.change(id), writeChange({ folds })));
      if (changes.length > 0 || keepOut) {
        const at = keys.gone(postId);
        if ((await view.get([at])).has(at)) return nothing;
        changes.push(put(today, at, '1'));
      }
      return { changes, result: folds.length > 0 ? 'changed' : 'unchanged' };
    });

  return {
    isFull,
    async add(deed) {
      if (isOlder(deed)) return 'unchanged';
      const states = await statesOf(deed);
      if (states.some(({ version }) => version > deed.version)) return 'unchanged';
      const today = dayOf(deed.timeMs);
      // Done again on another day, without a removal between that this service has seen: its row moves.
      for (const { partition, id, day } of states)
        if (id !== '' && day !== today) await takeBackIn(partition, deed, true);
      return store(deed);
    },
    async takeBack(deed) {
      if (isOlder(deed)) return 'unchanged';
      const states = await statesOf(deed);
      let outcome: Outcome = 'unchanged';
      for (const { partition, id } of states) {
        if (id !== '' && (await takeBackIn(partition, deed)) === 'changed') outcome = 'changed';
      }
      if (states.every(({ id }) => id === '') && !(await isFull(deed))) await remember(deed);
      return outcome;
    },
    async removePost(readerId, postId) {
      let outcome: Outcome = 'unchanged';
      // A deed may come after the removal of its post: in this month, or from the end of the last one.
      for (const [i, partition] of monthsOf(readerId).entries()) {
        if ((await removeFolds(readerId, partition, postId, i < 2)) === 'changed') outcome = 'changed';
      }
      return outcome;
    },
  };
}
