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
