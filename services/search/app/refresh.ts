import type { Documents } from '../ports.ts';
import type { AppContext } from './context.ts';
import { peopleSource, postSource, type Source } from './sources.ts';

/**
 * Brings documents of an index to what the source has: what exists is put, the rest is removed. It reads again after the
 * change, until nothing differs: another process may have read later and changed the index earlier.
 */
function refresh<S extends { readonly id: string }, D>(
  index: Pick<Documents<D>, 'put' | 'remove'>,
  { read, documentOf, isSame }: Source<S, D>,
) {
  return async (ids: readonly string[]): Promise<void> => {
    let now = await read(ids);
    for (let left = ids; left.length > 0; ) {
      const gone = left.filter((id) => !now.has(id));
      const present = left.flatMap((id) => now.get(id) ?? []);
      if (present.length > 0) await index.put(present.map(documentOf));
      if (gone.length > 0) await index.remove(gone);
      const later = await read(left);
      const differs = (before: S | undefined, after: S | undefined) =>
        before && after ? !isSame(before, after) : before !== after;
      left = left.filter((id) => differs(now.get(id), later.get(id)));
      now = later;
    }
  };
}

/** Indexes posts as they are stored now; deleted ones are removed. */
export function refreshPosts(context: Pick<AppContext, 'posts' | 'people' | 'postIndex'>) {
  return refresh(context.postIndex, postSource(context));
}

/** Indexes people as they are now; those who are not active are removed. */
export function refreshPeople(context: Pick<AppContext, 'people' | 'relations' | 'peopleIndex'>) {
  return refresh(context.peopleIndex, peopleSource(context));
}
