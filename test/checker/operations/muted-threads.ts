import type { Message } from '@bufbuild/protobuf';
import {
  GetThreadMuteResponseSchema,
  ListMutedThreadsResponseSchema,
  MuteThreadResponseSchema,
  UnmuteThreadResponseSchema,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { caller, type Kind, targetPost } from '../choose.ts';
import { sameMessage } from '../compare.ts';
import { storedRows } from '../expected/notifications.ts';
import { expectedPost, isVisible } from '../expected/posts.ts';
import { isThreadMuted, reconsider } from '../model/inboxes.ts';
import { postOf } from '../model/state.ts';
import { api, as, requireAccepted, type World } from '../world.ts';
import { type Write, write } from '../write.ts';
import { type Operation, writing } from './operation.ts';

const choosingThread =
  (rpc: 'MuteThread' | 'UnmuteThread') =>
  (world: World, kind?: Kind, actor = caller(world)): Write | undefined => {
    const { random, model } = world;
    const mutes = rpc === 'MuteThread';
    const { id, inbox } = actor;
    const rows = storedRows(model, id).filter(({ postId }) => postId !== '' && isVisible(model, postId, id));
    const likely = mutes ? rows.map(({ postId }) => postId) : [...inbox.mutedThreads];
    const isLikely = kind === undefined && likely.length > 0 && random.chance(0.8);
    const postId = isLikely ? random.pick(likely) : targetPost(world, id, kind);
    const otherId = targetPost(world, id, 'seen');
    if (postId === undefined) return undefined;
    const send = (requestId: string, postId: string): Promise<Message> => {
      const { notification } = api(world);
      const request = { postId, requestId };
      return mutes
        ? notification.muteThread(request, as(world, id))
        : notification.unmuteThread(request, as(world, id));
    };
    return write({
      rpc,
      schema: mutes ? MuteThreadResponseSchema : UnmuteThreadResponseSchema,
      actorId: id,
      about: postId,
      touches: [postId],
      // A muted thread is known by the id of its first post, also when that is gone.
      refusal: isVisible(model, postId, id) || inbox.mutedThreads.has(postId) ? undefined : 'POST_NOT_FOUND',
      send: (requestId) => send(requestId, postId) as never,
      ...(otherId !== undefined &&
        otherId !== postId && { sendOther: (requestId: string) => send(requestId, otherId) as never }),
      apply() {
        const { rootId } = postOf(model, postId);
        if (mutes) inbox.mutedThreads.add(rootId);
        else inbox.mutedThreads.delete(rootId);
        reconsider(model, id);
      },
    });
  };

/** All of them, the newest thread first, and whether the thread of some post is one. */
const list: Operation = {
  name: 'list muted threads',
  weight: 0.8,
  async run(world) {
    const { model, tally } = world;
    const { id, inbox } = caller(world);
    const options = as(world, id);
    const threads = [...inbox.mutedThreads].sort().reverse().slice(0, 100);
    const answer = await requireAccepted('ListMutedThreads', () =>
      api(world).notification.listMutedThreads({ pageSize: 100 }, options),
    );
    const expected = threads.map((rootPostId) => ({
      rootPostId,
      rootPost: isVisible(model, rootPostId, id) ? expectedPost(model, rootPostId, id) : undefined,
    }));
    const { nextPageToken } = inbox.mutedThreads.size > 100 ? answer : { nextPageToken: '' };
    sameMessage(
      'ListMutedThreads',
      ListMutedThreadsResponseSchema,
      { threads: expected, nextPageToken },
      answer,
    );
    tally.count('reads', 'ListMutedThreads');
    const postId = targetPost(world, id, 'seen');
    if (postId === undefined) return;
    const asked = await requireAccepted('GetThreadMute', () =>
      api(world).notification.getThreadMute({ postId }, options),
    );
    const muted = isThreadMuted(model, id, postId);
    sameMessage(`GetThreadMute of ${postId} by ${id}`, GetThreadMuteResponseSchema, { muted }, asked);
    tally.count('reads', 'GetThreadMute');
  },
};

/** Writes whose refusals are tried for every kind of post. */
export const threadWrites: readonly Operation[] = [
  writing('mute a thread', 0.8, choosingThread('MuteThread')),
  writing('unmute a thread', 0.8, choosingThread('UnmuteThread')),
];

export const mutedThreadOperations: readonly Operation[] = [...threadWrites, list];
