import { clone, create } from '@bufbuild/protobuf';
import { type Client, Code, ConnectError } from '@connectrpc/connect';
import {
  GraphCountsSchema,
  type GraphService,
  type Relationship,
  RelationshipSchema,
} from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { NotificationService } from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import {
  type PostCounts,
  PostCountsSchema,
  PostSchema,
  PostViewerStateSchema,
} from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { PostService } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';
import type { Entities, PostState } from './entities.ts';
import type { Overlay } from './optimistic-store.ts';

export interface MutationOptions {
  readonly entities: Entities;
  readonly posts: Client<typeof PostService>;
  readonly graph: Client<typeof GraphService>;
  readonly notifications: Pick<Client<typeof NotificationService>, 'muteThread' | 'unmuteThread'>;
  readonly newRequestId: () => string;
  /** Called after the server accepted a follow or unfollow: other lists are stale. */
  readonly followChanged: (userId: string, following: boolean) => void;
  /** Called after the server muted or unmuted a thread: the list of notifications is stale. */
  readonly threadMuteChanged: () => void;
  /** Called when the response of a write was lost, so its result is unknown. */
  readonly lost: () => void;
}

/** A user's writes. They are shown everywhere at once and reverted when the server refuses them. */
export interface Mutations {
  like(postId: string, on: boolean): Promise<void>;
  repost(postId: string, on: boolean): Promise<void>;
  deletePost(postId: string): Promise<void>;
  follow(userId: string, on: boolean): Promise<void>;
  /** Mutes or unmutes the thread of a post. */
  muteThread(postId: string, on: boolean): Promise<void>;
  /** Counts the user's own reply to or quote of a post until the post is read again. */
  count(postId: string, what: 'replyCount' | 'quoteCount', difference: 1 | -1): void;
}

type Reaction = 'liked' | 'reposted';
const countOf = { liked: 'likeCount', reposted: 'repostCount' } as const;

export function createMutations(options: MutationOptions): Mutations {
  const { entities, posts, graph, notifications, newRequestId } = options;

  /** Repeats a write whose response was lost; the request id makes it happen once. */
  const written = async <T>(send: (requestId: string) => Promise<T>): Promise<T> => {
    const requestId = newRequestId();
    try {
      return await send(requestId).catch((reason: unknown) => {
        if (!isLost(reason)) throw reason;
        return send(requestId);
      });
    } catch (reason) {
      if (isLost(reason)) options.lost();
      throw reason;
    }
  };

  const react = async (
    postId: string,
    what: Reaction,
    on: boolean,
    send: (write: { postId: string; requestId: string }) => Promise<{ counts?: PostCounts | undefined }>,
  ) => {
    const takeBack = entities.posts.overlay(postId, reacted(what, on));
    try {
      const asked = entities.now();
      const { counts } = await written((requestId) => send({ postId, requestId }));
      change(entities, postId, asked, (state) => counted(reacted(what, on)(state), counts));
    } finally {
      takeBack();
    }
  };
  const readRelationship = async (userId: string) => {
    const asked = entities.now();
    const { relationships } = await graph
      .batchGetRelationships({ userIds: [userId] })
      .catch(() => ({ relationships: [] }));
    const before = entities.relationships.get(userId)?.following;
    for (const relationship of relationships) {
      entities.relationships.put(userId, relationship, asked);
      if (relationship.following !== before) options.followChanged(userId, relationship.following);
    }
  };
  const count: Mutations['count'] = (postId, what, difference) => {
    change(entities, postId, 0, (state) => {
      if (state.gone) return state;
      const post = clone(PostSchema, state.post);
      post.counts ??= create(PostCountsSchema);
      post.counts[what] = atLeastNone(post.counts[what] + BigInt(difference));
      return { post };
    });
  };

  return {
    like: (id, on) =>
      react(id, 'liked', on, (write) => (on ? posts.likePost(write) : posts.unlikePost(write))),
    repost: (id, on) =>
      react(id, 'reposted', on, (write) => (on ? posts.repostPost(write) : posts.unrepostPost(write))),
    async deletePost(postId) {
      const state = entities.posts.get(postId);
      const takeBack = entities.posts.overlay(postId, () => ({ gone: true }));
      try {
        await written((requestId) => posts.deletePost({ postId, requestId })).catch((reason: unknown) => {
          if (reasonOf(reason) !== 'POST_NOT_FOUND') throw reason;
        });
        entities.losePost(postId);
      } finally {
        takeBack();
      }
      if (state === undefined || state.gone) return;
      if (state.post.replyToPostId !== '') count(state.post.replyToPostId, 'replyCount', -1);
      if (state.post.quotedPostId !== '') count(state.post.quotedPostId, 'quoteCount', -1);
    },
    async follow(userId, on) {
      const asked = entities.now();
      const before = entities.relationships.get(userId)?.following ?? false;
      const takeBack = [
        entities.relationships.overlay(userId, (relationship) => ({ ...relationship, following: on })),
        entities.graphCounts.overlay(userId, (counts) => ({
          ...counts,
          followerCount: atLeastNone(counts.followerCount + BigInt(Number(on) - Number(before))),
        })),
      ];
      try {
        const { relationship } = await written(
          async (requestId): Promise<{ relationship?: Relationship | undefined }> =>
            on ? graph.followUser({ userId, requestId }) : graph.unfollowUser({ userId, requestId }),
        );
        entities.relationships.put(
          userId,
          relationship ?? create(RelationshipSchema, { userId, following: on }),
          asked,
        );
        const { counts } = await graph.getCounts({ userId }).catch(() => ({ counts: undefined }));
        if (counts) entities.graphCounts.put(userId, counts, asked);
      } catch (reason) {
        if (isLost(reason)) void readRelationship(userId);
        throw reason;
      } finally {
        for (const end of takeBack) end();
      }
      options.followChanged(userId, on);
    },
    async muteThread(postId, on) {
      await written(
        async (requestId): Promise<unknown> =>
          on
            ? notifications.muteThread({ postId, requestId })
            : notifications.unmuteThread({ postId, requestId }),
      );
      options.threadMuteChanged();
    },
    count,
  };
}

/** The network gave no response of the server. */
function isLost(reason: unknown): boolean {
  const { code } = ConnectError.from(reason);
  return reasonOf(reason) === undefined && (code === Code.Unknown || code === Code.Unavailable);
}

const atLeastNone = (count: bigint) => (count < 0n ? 0n : count);

/** Counts of a user that is not loaded. */
export const noCounts = create(GraphCountsSchema);

function reacted(what: Reaction, on: boolean): Overlay<PostState> {
  return (state) => {
    if (state.gone || (state.post.viewer?.[what] ?? false) === on) return state;
    const { viewer = create(PostViewerStateSchema), counts = create(PostCountsSchema) } = state.post;
    const number = counts[countOf[what]] + (on ? 1n : -1n);
    return {
      post: {
        ...state.post,
        viewer: { ...viewer, [what]: on },
        counts: { ...counts, [countOf[what]]: atLeastNone(number) },
      },
    };
  };
}

function counted(state: PostState, counts: PostCounts | undefined): PostState {
  return state.gone || counts === undefined ? state : { post: { ...state.post, counts } };
}

/** Changes a stored post, if there is one. */
function change(
  { posts }: Entities,
  postId: string,
  asked: number,
  work: (state: PostState) => PostState,
): void {
  const before = posts.kept(postId);
  if (before !== undefined) posts.put(postId, work(before.value), Math.max(asked, before.asked));
}
