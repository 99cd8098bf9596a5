import { postNotFound } from '../domain/visibility.ts';
import type { AppContext } from './context.ts';

/** Encoded posts by id. A post that the viewer may not see is absent, like one that does not exist. */
export function getPosts({ hydration }: AppContext) {
  return async (
    postIds: readonly string[],
    viewerId: string | undefined,
  ): Promise<ReadonlyMap<string, { readonly bytes: Uint8Array }>> =>
    (await hydration.hydrate(postIds, { viewerId })).shown;
}

export function getPost(context: AppContext) {
  const find = getPosts(context);
  /** @throws DomainError POST_NOT_FOUND */
  return async (postId: string, viewerId: string | undefined): Promise<Uint8Array> => {
    const post = (await find([postId], viewerId)).get(postId);
    if (post === undefined) throw postNotFound();
    return post.bytes;
  };
}
