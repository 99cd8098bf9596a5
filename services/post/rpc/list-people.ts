import type { HandlerContext } from '@connectrpc/connect';
import {
  ListLikersResponseSchema,
  ListRepostersResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { joinFields } from '../hydration/encode.ts';
import { type PostContext, type PostHandlers, viewerOf } from './context.ts';
import { type PageRequest, pageOfIds } from './page.ts';
import { requireVisible } from './people.ts';

/** ListLikersResponse and ListRepostersResponse number alike. */
const LIST = { users: 1, nextPageToken: 2 } as const;

/** Who likes a post, and who reposted it, without those who are deactivated now. */
export function listPeople(post: PostContext): Pick<PostHandlers, 'listLikers' | 'listReposters'> {
  const { store, users, pageTokens } = post;

  async function list(
    rpc: string,
    request: PageRequest,
    context: HandlerContext,
    idsOf: (postId: string, place: string, limit: number) => Promise<readonly string[]>,
  ): Promise<Uint8Array> {
    const { ids, nextPageToken } = await pageOfIds(pageTokens, rpc, request, idsOf);
    const [cards] = await Promise.all([
      users.cards(ids),
      requireVisible(post, request.postId, viewerOf(context).viewerId),
    ]);
    const fields = ids.flatMap((id): [number, Uint8Array | string][] => {
      const card = cards.get(id);
      return card?.active ? [[LIST.users, card.user]] : [];
    });
    if (nextPageToken !== '') fields.push([LIST.nextPageToken, nextPageToken]);
    return joinFields(fields);
  }

  return {
    listLikers: async (request, context) =>
      encoded(ListLikersResponseSchema, await list('ListLikers', request, context, store.likerIds)),
    listReposters: async (request, context) =>
      encoded(ListRepostersResponseSchema, await list('ListReposters', request, context, store.reposterIds)),
  };
}
