import type { Kind } from './deed.ts';

/** A fold with so many deeds stores no more. */
export const maxDeeds = 1_000;
/**
 * Of so many deeds that were taken back a fold keeps the versions, so that earlier events of them change nothing. Events of one
 * person come in order; only those of others, such as a block, and repeated ones may overtake.
 */
export const maxRemoved = 100;
/** How many people a folded row shows. */
export const shownPeople = 3;

/** A stored deed within its fold. */
export interface Member {
  /** Its notification id: later ones are greater. */
  readonly id: string;
  readonly actorId: string;
}

/** The deeds of one kind, towards one post, on one day. It is one row of the list while it has members. */
export interface Fold {
  /** Members now. */
  readonly count: number;
  /** Deeds that were taken back and whose versions are kept. */
  readonly removed: number;
  /** A deed was not stored, because there were `maxDeeds` already. */
  readonly full: boolean;
  /** The post was deleted. */
  readonly gone: boolean;
  /** The newest members, at most `shownPeople`, newest first. */
  readonly newest: readonly Member[];
}

export const emptyFold: Fold = { count: 0, removed: 0, full: false, gone: false, newest: [] };

/** The id of the folded row: that of its newest deed. Undefined when there is no row. */
export function headOf({ newest, gone }: Fold): string | undefined {
  return gone ? undefined : newest[0]?.id;
}

export function hasRoom({ count, gone }: Fold): boolean {
  return !gone && count < maxDeeds;
}

/** Whether the fold can keep the version of one more deed that was taken back. */
export const remembers = ({ removed }: Fold): boolean => removed < maxRemoved;

/** @param isAgain whether the fold kept the version of this deed since it was taken back */
export function withMember(fold: Fold, member: Member, isAgain: boolean): Fold {
  return {
    ...fold,
    count: fold.count + 1,
    removed: fold.removed - (isAgain ? 1 : 0),
    newest: newestOf([member, ...fold.newest]),
  };
}

/**
 * An empty fold starts anew. How many deeds were not stored is unknown, so a full one stays full until then.
 *
 * @param members the newest members before the removal, one more than a row shows
 */
export function withoutMember(fold: Fold, id: string, members: readonly Member[]): Fold {
  const count = fold.count - 1;
  return {
    ...fold,
    count,
    full: fold.full && count > 0,
    newest: newestOf(members.filter((each) => each.id !== id)),
  };
}

function newestOf(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, shownPeople);
}

/** What identifies a fold within its reader. */
export interface FoldName {
  readonly kind: Kind;
  readonly postId: string;
  /** The UTC day of the deeds: 2026-11-30. */
  readonly day: string;
}

export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
