import type { Deed, Kind } from './deed.ts';
import type { FoldName } from './fold.ts';

/**
 * Partitions and keys of the inbox. A partition has the deeds of one reader and one month; all its rows change together. Ids
 * have 19 digits, so keys are in the order of ids.
 */
export const monthPartition = (readerId: string, day: string): string => `${readerId}/${day.slice(0, 7)}`;
/** The reader's mark, settings and muted threads. */
export const ownPartition = (readerId: string): string => `${readerId}/own`;
/** The readers whom a post notified. The prefix is stored, so it keeps its name. */
export const notifiedPartition = (postId: string): string => `told/${postId}`;

export const foldName = ({ kind, postId, day }: FoldName): string => `${kind}|${postId}|${day}`;

export function parseFoldName(name: string): FoldName {
  const [kind, postId, day] = name.split('|');
  return { kind: kind as Kind, postId: postId!, day: day! };
}

/** The sections of a partition. Keys of one section are adjacent. */
export const keys = {
  /** A deed: its version and whether it exists. */
  deed: ({ kind, postId, key }: Pick<Deed, 'kind' | 'postId' | 'key'>) => `d|${kind}|${postId}|${key}`,
  fold: (name: string) => `f|${name}`,
  /** Says that a post was deleted. */
  gone: (postId: string) => `g|${postId}`,
  member: (name: string, id: string) => `m|${name}|${id}`,
  /** A row of the folded list, by the id of its newest deed. */
  row: (id: string) => `r|${id}`,
  /** A change of the list, for streams. The change that adds a deed has the deed's id. */
  change: (id: string) => `c|${id}`,
  mark: 'mark',
  settings: 'settings',
  thread: (rootId: string) => `t|${rootId}`,
  removed: 'removed',
  notified: (readerId: string, kind: Kind) => `t|${readerId}|${kind}`,
} as const;

/** Follows the last separator of a section. */
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}}`;

const dayMs = 86_400_000;

/**
 * The days of months that may have rows which are not expired, newest first: one day for each month. On the last day of a month
 * the next one is among them, because the clock of another process may be ahead.
 */
export function liveMonths(nowMs: number, ttlMs: number): string[] {
  const months: string[] = [];
  const oldest = new Date(nowMs - ttlMs - dayMs).toISOString().slice(0, 7);
  const at = new Date(nowMs + dayMs);
  let month = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  for (;;) {
    const name = new Date(month).toISOString().slice(0, 7);
    if (name < oldest) return months;
    months.push(name);
    const date = new Date(month);
    month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1);
  }
}

/** All rows of a day expire together. */
export function expiryOf(day: string, ttlMs: number): number {
  return Date.parse(day) + dayMs + ttlMs;
}
