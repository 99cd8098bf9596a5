import type { HandlerContext } from '@connectrpc/connect';
import {
  ListLikersResponseSchema,
  ListRepostersResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { seenBy } from '../hydration/audience.ts';
import { joinFields } from '../hydration/encode.ts';
import { type PostContext, type PostHandlers, viewerOf } from './context.ts';
import { type PageRequest, pageOfIds } from './page.ts';
import { requireVisible } from './people.ts';

/** ListLikersResponse and ListRepostersResponse number alike. */
const LIST = { users: 1, nextPageToken: 2 } as const;

/** Who likes a post, and who reposted it, without those who are deactivated now or whom a block keeps from the caller. */
export function listPeople(post: PostContext): Pick<PostHandlers, 'listLikers' | 'listReposters'> {
  const { store, pageTokens } = post;

  async function list(
    rpc: string,
    request: PageRequest,
    context: HandlerContext,
    idsOf: (postId: string, place: string, limit: number) => Promise<readonly string[]>,
  ): Promise<Uint8Array> {
    const { viewerId } = viewerOf(context);
    const { ids, nextPageToken } = await pageOfIds(pageTokens, rpc, request, idsOf);
    const [seen] = await Promise.all([
      seenBy(post, { viewerId, userIds: ids }),
      requireVisible(post, request.postId, viewerId),
    ]);
    const fields = ids.flatMap((id): [number, Uint8Array | string][] => {
      const card = seen.card(id);
      return card?.active && !seen.isBlocked(id) ? [[LIST.users, card.user]] : [];
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
