import { isId, type ProcessIds, timeOf } from '../../../platform/ids.ts';

interface IdsOfPosts {
  readonly ids: ProcessIds;
  /** How far ahead ids of other processes may be, in milliseconds. */
  readonly clockSkewMs: number;
}

/**
 * An id above those of its subjects. Subjects are not looked up yet: what can't be an id of ours (no such
 * form, or from the future) is passed over here and not found later.
 */
export async function idAbove(
  { ids, clockSkewMs }: IdsOfPosts,
  subjectIds: readonly string[],
): Promise<string> {
  await ids.inStep();
  const newestMs = ids.nowMs() + clockSkewMs;
  return ids.next(highest(subjectIds.filter((id) => isId(id) && timeOf(id) <= newestMs)));
}

/** Much less than the 15 s after which timelines take a process that stands still for gone, and pass what it has under way. */
const MAX_AGE_MS = 5_000;

/**
 * The id that an entry is stored under, to be asked for right before it is stored: the one that was claimed for it, or a
 * new one where streams may have passed that, since it was claimed by an earlier arrival or a while ago.
 *
 * @param subjectIds of what was found: the id is above them in any case
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
