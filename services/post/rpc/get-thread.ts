import { GetThreadResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { leavesTombstone, MAX_ANCESTORS } from '../domain/threads.ts';
import { postNotFound } from '../domain/visibility.ts';
import { encodePlace, joinFields } from '../hydration/encode.ts';
import { type PostContext, type PostHandlers, viewerOf } from './context.ts';
import { pageOfIds } from './page.ts';

const THREAD = { ancestors: 1, post: 2, replies: 3, nextPageToken: 4 } as const;

/** A post with what it answers and its replies, all hydrated at once. */
export function getThread({ store, hydration, pageTokens }: PostContext): Pick<PostHandlers, 'getThread'> {
  return {
    async getThread(request, context) {
      const { postId } = request;
      const [nearest, page] = await Promise.all([
        store.ancestorIds(postId, MAX_ANCESTORS),
        pageOfIds(pageTokens, 'GetThread', request, store.replyIds),
      ]);
      const ids = [...nearest, postId, ...page.ids];
      const { shown, states } = await hydration.hydrate(ids, viewerOf(context));
      if (!shown.has(postId) && !leavesTombstone(states.get(postId))) throw postNotFound();
      const replyIds = page.ids.filter((id) => shown.has(id) || leavesTombstone(states.get(id)));
      const item = (id: string): Uint8Array => encodePlace(id, shown.get(id)?.bytes);
      const fields: [number, Uint8Array | string][] = [
        ...nearest.toReversed().map((id): [number, Uint8Array] => [THREAD.ancestors, item(id)]),
        [THREAD.post, item(postId)],
        ...replyIds.map((id): [number, Uint8Array] => [THREAD.replies, item(id)]),
      ];
      if (page.nextPageToken !== '') fields.push([THREAD.nextPageToken, page.nextPageToken]);
      return encoded(GetThreadResponseSchema, joinFields(fields));
    },
  };
}
