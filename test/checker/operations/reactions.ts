import type { DescMessage, Message } from '@bufbuild/protobuf';
import type { CallOptions } from '@connectrpc/connect';
import {
  LikePostResponseSchema,
  type RepostPostResponse,
  RepostPostResponseSchema,
  UnlikePostResponseSchema,
  UnrepostPostResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { caller, type Kind, targetPost } from '../choose.ts';
import { Mismatch, sameMessage } from '../compare.ts';
import { expectedCounts, expectedViewerState } from '../expected/posts.ts';
import { ofReaching, ofTakingBack } from '../expected/refusals.ts';
import { type Model, type Post, postOf } from '../model/state.ts';
import { like as liked, repost, unlike as unliked, unrepost } from '../model/transitions.ts';
import { api, as, type World } from '../world.ts';
import { type Write, write } from '../write.ts';
import { type Operation, writing } from './operation.ts';

interface Reaction {
  readonly rpc: string;
  readonly schema: DescMessage;
  /** For a reaction that is removed: who has made it. */
  doneBy?(post: Post): { has(personId: string): boolean };
  call(world: World, request: { postId: string; requestId: string }, options: CallOptions): Promise<Message>;
  refusal(model: Model, actorId: string, postId: string): ReasonName | undefined;
  /** Applies the change; gives the response's fields beside counts and viewer. */
  change(world: World, actorId: string, postId: string, answer: Message): object | undefined;
}

const like: Reaction = {
  rpc: 'LikePost',
  schema: LikePostResponseSchema,
  call: (world, request, options) => api(world).post.likePost(request, options),
  refusal: ofReaching,
  change({ model }, actorId, postId) {
    liked(model, actorId, postId);
    return undefined;
  },
};

const unlike: Reaction = {
  rpc: 'UnlikePost',
  schema: UnlikePostResponseSchema,
  doneBy: ({ likedBy }) => likedBy,
  call: (world, request, options) => api(world).post.unlikePost(request, options),
  refusal: (model, _actorId, postId) => ofTakingBack(model, postId),
  change({ model }, actorId, postId) {
    unliked(model, actorId, postId);
    return undefined;
  },
};

const share: Reaction = {
  rpc: 'RepostPost',
  schema: RepostPostResponseSchema,
  call: (world, request, options) => api(world).post.repostPost(request, options),
  refusal: ofReaching,
  change({ model, history, step }, actorId, postId, answer) {
    const { entryId } = answer as RepostPostResponse;
    if (entryId <= postId) throw new Mismatch('a repost is above its post', `> ${postId}`, entryId);
    repost(model, actorId, postId, entryId);
    history.note(step, `the repost of ${postId} by ${actorId} is ${entryId}`, [entryId, postId, actorId]);
    return { entryId: postOf(model, postId).repostedBy.get(actorId) };
  },
};

const unshare: Reaction = {
  rpc: 'UnrepostPost',
  schema: UnrepostPostResponseSchema,
  doneBy: ({ repostedBy }) => repostedBy,
  call: (world, request, options) => api(world).post.unrepostPost(request, options),
  refusal: (model, _actorId, postId) => ofTakingBack(model, postId),
  change({ model }, actorId, postId) {
    unrepost(model, actorId, postId);
    return undefined;
  },
};

const choosing =
  ({ rpc, schema, doneBy, call, refusal, change }: Reaction) =>
  (world: World, kind?: Kind, actor = caller(world), about?: string): Write | undefined => {
    const { random, model } = world;
    const actorId = actor.id;
    const done = [...model.posts.values()].filter((post) => doneBy?.(post).has(actorId));
    const takesBack = kind === undefined && done.length > 0 && random.chance(0.75);
    const postId = about ?? (takesBack ? random.pick(done).id : targetPost(world, actorId, kind));
    const otherId = targetPost(world, actorId, 'seen');
    if (postId === undefined) return undefined;
    const send = (requestId: string, id: string) =>
      call(world, { postId: id, requestId }, as(world, actorId));
    const author = model.posts.get(postId)?.authorId;
    return write({
      rpc,
      schema,
      actorId,
      about: postId,
      touches: author === undefined ? [postId] : [postId, author],
      refusal: refusal(model, actorId, postId),
      send: (requestId) => send(requestId, postId),
      ...(otherId !== undefined &&
        otherId !== postId && { sendOther: (requestId: string) => send(requestId, otherId) }),
      apply(answer) {
        const more = change(world, actorId, postId, answer);
        const counts = expectedCounts(model, postId);
        const viewer = expectedViewerState(model, postId, actorId);
        sameMessage(rpc, schema, { counts, viewer, ...more }, answer);
      },
    });
  };

export const chooseLike = choosing(like);
export const chooseUnlike = choosing(unlike);
export const chooseRepost = choosing(share);
export const chooseUnrepost = choosing(unshare);

export const reactionWrites: readonly Operation[] = [
  writing('like', 5, chooseLike),
  writing('unlike', 2, chooseUnlike),
  writing('repost', 9, chooseRepost),
  writing('unrepost', 2.5, chooseUnrepost),
];
