import type { Clock } from '../../../platform/clock.ts';
import { ALLOWED_SKEW_MS, type Ids, isId, timeOf } from '../../../platform/ids.ts';

/**
 * An id above those of its subjects. Subjects are not looked up yet: what can't be an id of ours (no such
 * form, or from the future) is passed over here and not found later.
 */
export function idAbove({ ids, clock }: { ids: Ids; clock: Clock }, subjectIds: readonly string[]): string {
  const newestMs = clock.nowMs() + ALLOWED_SKEW_MS;
  const highest = subjectIds
    .filter((id) => isId(id) && timeOf(id) <= newestMs)
    .sort()
    .at(-1);
  return ids.next(highest);
}

/** Much less than the 15 s after which timelines take a process that stands still for gone, and pass what it has under way. */
const MAX_AGE_MS = 5_000;

/**
 * The id that an entry is stored under, to be asked for right before it is stored: the one that was claimed for it, or a
 * new one where streams may have passed that, since it was claimed by an earlier arrival or a while ago.
 */
export function entryId(
  post: { ids: Ids; clock: Clock },
  claimed: { readonly id: string; readonly repeated: boolean },
  subjectIds: readonly string[],
): string {
  const isOld = post.clock.nowMs() - timeOf(claimed.id) > MAX_AGE_MS;
  return claimed.repeated || isOld ? idAbove(post, subjectIds) : claimed.id;
}
