import { randomUUID } from 'node:crypto';
import {
  LikePostResponseSchema,
  RepostPostResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { command } from '../command.ts';
import { countText } from '../render.ts';

export const like = command({
  name: 'like',
  usage: 'POST-ID',
  summary: 'like a post; --undo takes it back',
  examples: ['skein like 1999999999999999999'],
  options: { undo: { type: 'boolean' } },
  optionDocs: { undo: 'remove the like' },
  words: [1, 1],
  async run(context, [postId], { undo }) {
    const { posts } = context.as(context.session());
    const request = { postId: postId!, requestId: randomUUID() };
    const answer = undo ? await posts.unlikePost(request) : await posts.likePost(request);
    const { likeCount = 0n } = answer.counts ?? {};
    const shown = { ...answer, $typeName: LikePostResponseSchema.typeName };
    context.out.message(
      LikePostResponseSchema,
      shown,
      `${undo ? 'not ' : ''}liked; likes: ${countText(likeCount)}`,
    );
    return undefined;
  },
});

export const repost = command({
  name: 'repost',
  usage: 'POST-ID',
  summary: 'repost a post; --undo takes it back',
  examples: ['skein repost 1999999999999999999'],
  options: { undo: { type: 'boolean' } },
  optionDocs: { undo: 'remove the repost' },
  words: [1, 1],
  async run(context, [postId], { undo }) {
    const { posts } = context.as(context.session());
    const request = { postId: postId!, requestId: randomUUID() };
    const answer = undo ? await posts.unrepostPost(request) : await posts.repostPost(request);
    const { repostCount = 0n } = answer.counts ?? {};
    const shown = { entryId: '', ...answer, $typeName: RepostPostResponseSchema.typeName };
    context.out.message(
      RepostPostResponseSchema,
      shown,
      `${undo ? 'not ' : ''}reposted; reposts: ${countText(repostCount)}`,
    );
    return undefined;
  },
});
