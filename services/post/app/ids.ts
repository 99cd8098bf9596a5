import { isId, type ProcessIds, timeOf } from '../../../platform/ids.ts';

interface IdsOfPosts {
  readonly ids: ProcessIds;
  /** How far ahead ids of other processes may be, in milliseconds. */
  readonly clockSkewMs: number;
}

/**
 * A new id above those of its subjects. The subjects are not looked up yet: a subject that is no valid id, or is from the
 * future, is ignored here and will not be found later.
 */
export async function idAbove(
  { ids, clockSkewMs }: IdsOfPosts,
  subjectIds: readonly string[],
): Promise<string> {
  await ids.inStep();
  const newestMs = ids.nowMs() + clockSkewMs;
  return ids.next(highest(subjectIds.filter((id) => isId(id) && timeOf(id) <= newestMs)));
}

/** The oldest claimed id that is still used. Timelines pass the writes of a process that hangs for 15 s; this is much less. */
const MAX_AGE_MS = 5_000;

/**
 * The id to store an entry under, computed right before it is stored: the claimed id, or a new one if the watermark may have
 * passed it, because an earlier attempt claimed it or the claim is old.
 *
 * @param subjectIds the subjects that were found; the id is above them in any case
 */
export function entryId(
  post: IdsOfPosts,
  claimed: { readonly id: string; readonly repeated: boolean },
  subjectIds: readonly string[],
): string {
  const subject = highest(subjectIds);
  const isOld = post.ids.nowMs() - timeOf(claimed.id) > MAX_AGE_MS;
  const isBelow = subject !== undefined && claimed.id <= subject;
  return claimed.repeated || isOld || isBelow ? post.ids.next(subject) : claimed.id;
}

function highest(ids: readonly string[]): string | undefined {
  return ids
    .filter((id) => id !== '')
    .sort()
    .at(-1);
}
