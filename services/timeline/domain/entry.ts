/** A place in a timeline: a post, or somebody's repost of one. Ids are 19-digit strings whose order is the order of time. */
export interface Entry {
  /** The post's own id, or the repost's. */
  readonly entryId: string;
  /** Who posted or reposted. */
  readonly actorId: string;
  /** The post. */
  readonly subjectId: string;
  /** Who wrote the post. */
  readonly subjectAuthorId: string;
}

export function isRepost(entry: Entry): boolean {
  return entry.entryId !== entry.subjectId;
}
