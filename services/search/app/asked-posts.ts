import type { Query } from '../domain/query.ts';
import { authorsOf, handlesOf, type Search, searchOf } from '../domain/search.ts';
import type { AppContext } from './context.ts';

/** A query for posts, by one viewer. */
export interface PostQuery {
  readonly query: Query;
  /** Undefined for an anonymous viewer. */
  readonly viewerId: string | undefined;
  readonly size: number;
}

export interface AskedPosts {
  readonly search: Search;
  /** What the viewer may see of found posts, in their order: encoded posts, undefined for hidden ones. */
  show(ids: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
}

/** Resolves the handles of a query. Undefined where nothing can be found, because a handle belongs to nobody. */
export async function askedPosts(
  { posts, people, relations }: Pick<AppContext, 'posts' | 'people' | 'relations'>,
  { query, viewerId }: PostQuery,
): Promise<AskedPosts | undefined> {
  const handles = handlesOf(query);
  const userIds = handles.length === 0 ? new Map<string, string>() : await people.resolveHandles(handles);
  const search = searchOf(query, userIds);
  if (search === undefined) return undefined;
  const named = new Set(authorsOf(query).map((handle) => userIds.get(handle)));
  /** Muted authors whom the query does not name. */
  const muted = async (authorIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const asked = authorIds.filter((id) => id !== viewerId && !named.has(id));
    if (viewerId === undefined || asked.length === 0) return new Set();
    return (await relations.hiddenAmong(viewerId, [...new Set(asked)])).muted;
  };
  return {
    search,
    async show(ids) {
      const visible = await posts.hydrate(ids, viewerId);
      const hidden = await muted([...visible.values()].map(({ authorId }) => authorId));
      return ids.map((id) => {
        const post = visible.get(id);
        return post === undefined || hidden.has(post.authorId) ? undefined : post.bytes;
      });
    },
  };
}
