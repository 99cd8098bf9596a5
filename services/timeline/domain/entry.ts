import { idOf } from '../../../platform/ids.ts';

/** One entry of a timeline: a post, or a repost of one. Ids are 19-digit strings, and their order is the order of time. */
export interface Entry {
  /** The id of the post or of the repost. */
  readonly entryId: string;
  /** The author of the post, or the reposter. */
  readonly actorId: string;
  /** The id of the post. Hydration finds its author. */
  readonly subjectId: string;
}

export function isRepost(entry: Entry): boolean {
  return entry.entryId !== entry.subjectId;
}

/** The id after an id. Ids are decimal numbers of 19 digits, too large for a double. */
export function nextId(id: string): string {
  return idOf(BigInt(id) + 1n);
}
