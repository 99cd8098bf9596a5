import { randomUUID } from 'node:crypto';
import { DeletePostResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { command } from '../command.ts';

export const deletePost = command({
  name: 'delete',
  usage: 'POST-ID',
  summary: 'delete one of your posts',
  examples: ['skein delete 1999999999999999999'],
  words: [1, 1],
  async run(context, [postId]) {
    const { posts } = context.as(context.session());
    const answer = await posts.deletePost({ postId: postId!, requestId: randomUUID() });
    context.out.message(DeletePostResponseSchema, answer, `${postId} is deleted`);
    return undefined;
  },
});
