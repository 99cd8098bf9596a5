import { idOf } from '../../../platform/ids.ts';

/** A place in a timeline: a post, or somebody's repost of one. Ids are 19-digit strings whose order is the order of time. */
export interface Entry {
  /** The post's own id, or the repost's. */
  readonly entryId: string;
  /** Who posted or reposted. */
  readonly actorId: string;
  /** The post; who wrote it is known once it is looked up. */
  readonly subjectId: string;
}

export function isRepost(entry: Entry): boolean {
  return entry.entryId !== entry.subjectId;
}

/** The id behind an id; ids are decimal numbers of 19 digits, beyond what a double holds. */
export function nextId(id: string): string {
  return idOf(BigInt(id) + 1n);
}
