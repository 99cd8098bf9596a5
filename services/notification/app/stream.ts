import { listStream } from '../../../platform/streams/list-stream.ts';
import type { Look, OpenSource } from '../../../platform/streams/live-source.ts';
import {
  maxAboveFloor,
  type ResumePoint,
  resumeTokenTooOld,
} from '../../../platform/streams/resume-point.ts';
import type { Change } from '../domain/changes.ts';
import { endOf, keys } from '../domain/keys.ts';
import type { LiveReaders } from '../domain/live-readers.ts';
import type { ShownRow } from '../domain/shown-row.ts';
import type { AppContext } from './context.ts';
import type { Marks } from './marks.ts';
import type { Show } from './show.ts';
import { readChange } from './stored.ts';
import { inboxOf, versionOf } from './version.ts';

/** A message of a stream beside new rows. */
export type Notice =
  | { readonly removedId: string }
  | { readonly upToId: string; readonly unreadCount: number };

/** A row for a stream. `read` is as of now. */
export interface StreamedRow extends ShownRow {
  readonly read: boolean;
}

export type OpenNotifications = (readerId: string) => OpenSource<ResumePoint, StreamedRow, Notice>;

export interface Streams {
  open: OpenNotifications;
  /** The position of a stream that continues a list which is read afterwards. */
  startPoint(readerId: string): Promise<ResumePoint>;
}

/** The most changes of one look. */
const batchSize = 100;

type Found = Look<ResumePoint, StreamedRow, Notice>;

type Context = Pick<AppContext, 'rows' | 'ids' | 'nowMs' | 'ttlMs' | 'timeOf'>;

/** Streams the changes of a reader's notifications, each once. */
export function streams(context: Context, shows: Show, marks: Marks, live: LiveReaders): Streams {
  const { rows, ids, nowMs, ttlMs, timeOf } = context;
  const prefix = keys.change('');
  /** Every change from the floor on, oldest first. */
  const changesAbove = async (readerId: string, floor: string): Promise<Change[]> => {
    const range = { from: keys.change(floor), below: endOf(prefix), limit: maxAboveFloor + 1 };
    const partitions = inboxOf(context, readerId);
    const found = (await Promise.all(partitions.map((partition) => rows.newest(partition, range)))).flat();
    if (found.length > maxAboveFloor) throw resumeTokenTooOld();
    return found
      .map(({ key, value }) => readChange(key.slice(prefix.length), value))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };

  const open: OpenNotifications = (readerId) => (from, wake) => {
    /** The inbox as the last look read it. */
    let seen: string | undefined;
    /**
     * Rows that the client may have although this stream has not read the changes that made them: rows are shown as they are now,
     * which may be later than the changes of a look. At the start, all: the client may have them from a list or an earlier stream.
     */
    let shownAhead: Set<string> | undefined;
    const list = listStream<Change, Change>(from, {
      async view(asked) {
        const lowWatermarkId = ids.lowWatermark();
        const floor = asked ?? lowWatermarkId;
        if (timeOf(floor) <= nowMs() - ttlMs) throw resumeTokenTooOld();
        // Before its rows: what is committed between is read again.
        seen = await versionOf(context, readerId);
        const candidates = await changesAbove(readerId, floor);
        shownAhead ??= new Set(candidates.map(({ id }) => id));
        return { floor, lowWatermarkId, candidates, show: async (changes) => changes };
      },
      idOf: ({ id }) => id,
      candidateOf: (change) => change,
      batchSize,
      fewest: batchSize,
    });
    /** The ids that are to be removed. Nobody has a row that came and went within one look. */
    const removedBy = (changes: readonly Change[], shown: readonly ShownRow[], floor: string): string[] => {
      const came = new Set(changes.map(({ id }) => id));
      const current = new Set(shown.map(({ id }) => id));
      const ahead = shownAhead!;
      const replaced = new Set(changes.flatMap(({ folds }) => folds.map((fold) => fold.replaced)));
      const removed = [...replaced].filter(
        (id) => id !== '' && !current.has(id) && (!came.has(id) || ahead.has(id)),
      );
      for (const id of current) if (!came.has(id)) ahead.add(id);
      // Every change below the floor was read.
      for (const id of ahead) if (came.has(id) || id < floor) ahead.delete(id);
      return removed;
    };
    let last = from;
    /** Rows of the last look, for the next one. */
    let waiting: Found | undefined;

    const next = async (): Promise<Found> => {
      const { entries: changes, point, more } = await list.next();
      const folds = changes.flatMap((change) => change.folds);
      const shown = await shows.folds(readerId, [...new Set(folds.map(({ fold }) => fold))]);
      const notices: Notice[] = removedBy(changes, shown, point.floor).map((removedId) => ({ removedId }));
      const upToId = await marks.get(readerId);
      if (changes.some(({ mark }) => mark !== ''))
        notices.push({ upToId, unreadCount: await marks.unreadCount(readerId) });
      const entries = shown.map((row) => ({ ...row, read: row.id <= upToId }));
      return { entries, notices, point, held: last ?? point, more };
    };
    return {
      async look() {
        const found = waiting ?? (await next());
        waiting = undefined;
        if (found.notices.length > 0 && found.entries.length > 0) {
          // Notices may come twice, rows may not: rows follow, and only they move the position.
          waiting = { ...found, notices: [] };
          return { ...found, entries: [], point: found.held, more: true };
        }
        last = found.point;
        return found;
      },
      async unchanged() {
        if (seen === undefined) return undefined;
        // Before the version, which has every commit of an id below it.
        const lowWatermarkId = ids.lowWatermark();
        if ((await versionOf(context, readerId)) !== seen) return undefined;
        const point = list.advance(lowWatermarkId);
        last = point ?? last;
        return point;
      },
      close: live.join(readerId, wake),
    };
  };

  return {
    open,
    async startPoint(readerId) {
      const floor = ids.lowWatermark();
      const sent = (await changesAbove(readerId, floor)).map(({ id }) => id);
      return { floor, sent: new Set(sent) };
    },
  };
}
