import { GetThreadResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { type Field, fieldNumbers, joinFields } from '../../../platform/rpc/fields.ts';
import type { ThreadPlace } from '../app/get-thread.ts';
import { encodePlace } from '../hydration/encode.ts';
import { type PostHandlers, type RpcContext, viewerOf } from './context.ts';
import { paged } from './page.ts';

const THREAD = fieldNumbers(GetThreadResponseSchema);

export function getThread({ app, pageTokens }: RpcContext): Pick<PostHandlers, 'getThread'> {
  const item = ({ postId, post }: ThreadPlace) => encodePlace(postId, post);
  return {
    async getThread(request, context) {
      const { page, nextPageToken } = await paged(pageTokens, 'GetThread', request, (query) =>
        app.getThread(query, viewerOf(context)),
      );
      const fields: Field[] = [
        ...page.ancestors.map((place): Field => [THREAD.ancestors, item(place)]),
        [THREAD.post, item(page.post)],
        ...page.replies.map((place): Field => [THREAD.replies, item(place)]),
      ];
      if (nextPageToken !== '') fields.push([THREAD.nextPageToken, nextPageToken]);
      return encoded(GetThreadResponseSchema, joinFields(fields));
    },
  };
}
