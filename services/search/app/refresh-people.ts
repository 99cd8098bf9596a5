import { personDocumentOf, type SearchedPerson } from '../domain/person.ts';
import type { AppContext } from './context.ts';

/**
 * Brings people of the index to what the user and graph services have: active ones are put, others are removed. It reads again
 * after the put, because a change between may have been indexed before the put.
 */
export function refreshPeople({
  people,
  relations,
  peopleIndex,
}: Pick<AppContext, 'people' | 'relations' | 'peopleIndex'>) {
  return async (ids: readonly string[]): Promise<void> => {
    let active = await people.active(ids);
    for (let left: readonly string[] = ids; left.length > 0; ) {
      const [present, gone] = [left.filter((id) => active.has(id)), left.filter((id) => !active.has(id))];
      if (present.length > 0) {
        const followers = await relations.followerCounts(present);
        await peopleIndex.put(present.map((id) => personDocumentOf(active.get(id)!, followers.get(id) ?? 0)));
      }
      if (gone.length > 0) await peopleIndex.remove(gone);
      const again = await people.active(left);
      left = left.filter((id) => !isSamePerson(active.get(id), again.get(id)));
      active = again;
    }
  };
}

/** Whether a person is indexed under the same words. */
export function isSamePerson(a: SearchedPerson | undefined, b: SearchedPerson | undefined): boolean {
  return a?.handle === b?.handle && a?.displayName === b?.displayName && a?.bio === b?.bio;
}
