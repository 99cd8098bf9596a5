import type { DescMessage, Message } from '@bufbuild/protobuf';
import type { CallOptions } from '@connectrpc/connect';
import {
  BlockUserResponseSchema,
  FollowUserResponseSchema,
  MuteUserResponseSchema,
  UnblockUserResponseSchema,
  UnfollowUserResponseSchema,
  UnmuteUserResponseSchema,
} from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { activePeople, caller, type Kind, targetPerson } from '../choose.ts';
import { sameMessage } from '../compare.ts';
import { expectedRelationship, followerIds } from '../expected/people.ts';
import { ofFollowing, ofRelating } from '../expected/refusals.ts';
import { reconsider } from '../model/inboxes.ts';
import { type Model, type Person, personOf } from '../model/state.ts';
import { block, follow as followed, unfollow as unfollowed } from '../model/transitions.ts';
import { api, as, type World } from '../world.ts';
import { type Write, write } from '../write.ts';
import { type Operation, writing } from './operation.ts';

interface Relation {
  readonly rpc: string;
  readonly schema: DescMessage;
  /** Existing targets, for a removal; otherwise those whose timelines it changes. */
  likely?(person: Person, model: Model): Iterable<string>;
  call(world: World, request: { userId: string; requestId: string }, options: CallOptions): Promise<Message>;
  refusal(model: Model, actorId: string, targetId: string): ReasonName | undefined;
  change(model: Model, actorId: string, targetId: string): void;
}

const follow: Relation = {
  rpc: 'FollowUser',
  schema: FollowUserResponseSchema,
  call: (world, request, options) => api(world).graph.followUser(request, options),
  refusal: ofFollowing,
  change: followed,
};
const unfollow: Relation = {
  rpc: 'UnfollowUser',
  schema: UnfollowUserResponseSchema,
  likely: ({ following }) => following,
  call: (world, request, options) => api(world).graph.unfollowUser(request, options),
  refusal: ofRelating,
  change: unfollowed,
};
const blocking: Relation = {
  rpc: 'BlockUser',
  schema: BlockUserResponseSchema,
  likely: ({ id, following }, model) => [...following, ...followerIds(model, id)],
  call: (world, request, options) => api(world).graph.blockUser(request, options),
  refusal: ofRelating,
  change: block,
};
const unblock: Relation = {
  rpc: 'UnblockUser',
  schema: UnblockUserResponseSchema,
  likely: (person) => person.blocking,
  call: (world, request, options) => api(world).graph.unblockUser(request, options),
  refusal: ofRelating,
  change(model, actorId, targetId) {
    personOf(model, actorId).blocking.delete(targetId);
    reconsider(model, actorId);
    reconsider(model, targetId);
  },
};
const mute: Relation = {
  rpc: 'MuteUser',
  schema: MuteUserResponseSchema,
  likely: ({ following }) => following,
  call: (world, request, options) => api(world).graph.muteUser(request, options),
  refusal: ofRelating,
  change(model, actorId, targetId) {
    personOf(model, actorId).muting.add(targetId);
    reconsider(model, actorId);
  },
};
const unmute: Relation = {
  rpc: 'UnmuteUser',
  schema: UnmuteUserResponseSchema,
  likely: ({ muting }) => muting,
  call: (world, request, options) => api(world).graph.unmuteUser(request, options),
  refusal: ofRelating,
  change(model, actorId, targetId) {
    personOf(model, actorId).muting.delete(targetId);
    reconsider(model, actorId);
  },
};

const choosing =
  ({ rpc, schema, likely, call, refusal, change }: Relation) =>
  (world: World, kind?: Kind, actor = caller(world), about?: string): Write => {
    const { random, model } = world;
    const preferred = [...(likely?.(actor, model) ?? [])];
    const isLikely = kind === undefined && preferred.length > 0 && random.chance(0.7);
    const targetId = about ?? (isLikely ? random.pick(preferred) : targetPerson(world, actor.id, kind));
    const others = activePeople(world).filter(({ id }) => id !== actor.id && id !== targetId);
    const other = others.length === 0 ? undefined : random.pick(others).id;
    const send = (requestId: string, userId: string) =>
      call(world, { userId, requestId }, as(world, actor.id));
    return write({
      rpc,
      schema,
      actorId: actor.id,
      about: targetId,
      touches: [targetId],
      refusal: refusal(model, actor.id, targetId),
      send: (requestId) => send(requestId, targetId),
      ...(other !== undefined && { sendOther: (requestId: string) => send(requestId, other) }),
      apply(answer) {
        change(model, actor.id, targetId);
        sameMessage(rpc, schema, { relationship: expectedRelationship(model, actor.id, targetId) }, answer);
      },
    });
  };

export const chooseFollow = choosing(follow);
export const chooseUnfollow = choosing(unfollow);
export const chooseBlock = choosing(blocking);
export const chooseUnblock = choosing(unblock);
export const chooseMute = choosing(mute);
export const chooseUnmute = choosing(unmute);

export const relationWrites: readonly Operation[] = [
  writing('follow', 12, chooseFollow),
  writing('unfollow', 2.5, chooseUnfollow),
  writing('block', 0.8, chooseBlock),
  writing('unblock', 1.2, chooseUnblock),
  writing('mute', 1.2, chooseMute),
  writing('unmute', 1, chooseUnmute),
];
