import { type User, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { caller, pageSize, targetPerson, targetPost, viewer } from '../choose.ts';
import { same, sameMessage } from '../compare.ts';
import {
  activeAmong,
  expectedSuggestions,
  expectedUser,
  followerIds,
  isActive,
  shownAmong,
} from '../expected/people.ts';
import { isVisible } from '../expected/posts.ts';
import { personOf, postOf } from '../model/state.ts';
import { type Page, walkSet } from '../paging.ts';
import { api, as, requireRefused, type World } from '../world.ts';
import type { Operation } from './operation.ts';

/** Users as a set; walked twice, they come in the same order. */
async function checkPeople(
  world: World,
  what: string,
  expected: readonly string[],
  fetch: (pageSize: number, pageToken: string) => Promise<Page<User>>,
): Promise<void> {
  const { random } = world;
  const listing = {
    what,
    fetch,
    idOf: ({ id }: User) => id,
    compare: (id: string, user: User) =>
      sameMessage(`${what}, ${id}`, UserSchema, expectedUser(world.model, id), user),
  };
  const size = Math.max(2, pageSize(random));
  const ids = await walkSet(world, listing, () => size, expected);
  if (random.chance(0.7)) return;
  same(
    `${what}: a stable order`,
    ids,
    await walkSet(world, listing, () => Math.max(2, pageSize(random)), expected),
  );
}

const listFollows: Operation = {
  name: 'list followers and followed',
  weight: 3,
  async run(world, kind) {
    const { model, random } = world;
    const viewerId = caller(world).id;
    const userId = targetPerson(world, viewerId, kind ?? (random.chance(0.3) ? 'own' : undefined));
    const followers = random.chance(0.5);
    const what = followers ? 'ListFollowers' : 'ListFollowing';
    const fetch = async (size: number, pageToken: string) => {
      const { graph } = api(world);
      const list = followers ? graph.listFollowers : graph.listFollowing;
      const answer = await list({ userId, pageSize: size, pageToken }, as(world, viewerId));
      return { items: answer.users, next: answer.nextPageToken };
    };
    if (!isActive(model, userId)) return requireRefused(world, what, 'USER_NOT_FOUND', () => fetch(0, ''));
    const ids = followers ? followerIds(model, userId) : personOf(model, userId).following;
    await checkPeople(world, what, shownAmong(model, ids, viewerId), fetch);
  },
};

const listOwn: Operation = {
  name: 'list blocked and muted',
  weight: 2,
  async run(world) {
    const { model, random } = world;
    const { id, blocking, muting } = caller(world);
    const blocked = random.chance(0.5);
    const { graph } = api(world);
    const list = blocked ? graph.listBlocked : graph.listMuted;
    await checkPeople(
      world,
      blocked ? 'ListBlocked' : 'ListMuted',
      activeAmong(model, blocked ? blocking : muting),
      async (size, pageToken) => {
        const answer = await list({ pageSize: size, pageToken }, as(world, id));
        return { items: answer.users, next: answer.nextPageToken };
      },
    );
  },
};

const listReactions: Operation = {
  name: 'list likers and reposters',
  weight: 3,
  async run(world, kind) {
    const { model, random } = world;
    const viewerId = viewer(world);
    const postId = targetPost(world, viewerId, kind);
    if (postId === undefined) return;
    const likers = random.chance(0.5);
    const what = likers ? 'ListLikers' : 'ListReposters';
    const fetch = async (size: number, pageToken: string) => {
      const { post } = api(world);
      const list = likers ? post.listLikers : post.listReposters;
      const answer = await list({ postId, pageSize: size, pageToken }, as(world, viewerId));
      return { items: answer.users, next: answer.nextPageToken };
    };
    if (!isVisible(model, postId, viewerId))
      return requireRefused(world, what, 'POST_NOT_FOUND', () => fetch(0, ''));
    const { likedBy, repostedBy } = postOf(model, postId);
    await checkPeople(world, what, shownAmong(model, likers ? likedBy : repostedBy.keys(), viewerId), fetch);
  },
};

const suggestions: Operation = {
  name: 'whom to follow',
  weight: 2,
  async run(world) {
    const { model, random } = world;
    const viewerId = caller(world).id;
    const expected = expectedSuggestions(model, viewerId);
    const counts: number[] = [];
    const size = Math.max(2, pageSize(random));
    await walkSet(
      world,
      {
        what: 'SuggestUsers',
        fetch: async (limit, pageToken) => {
          const request = { pageSize: limit, pageToken };
          const answer = await api(world).graph.suggestUsers(request, as(world, viewerId));
          return { items: answer.suggestions, next: answer.nextPageToken };
        },
        idOf: ({ user }) => user?.id ?? '',
        compare(id, { user, mutualCount }) {
          sameMessage('SuggestUsers', UserSchema, expectedUser(model, id), user!);
          same(`SuggestUsers: mutual follows of ${id}`, expected.get(id), mutualCount);
          counts.push(mutualCount);
        },
      },
      () => size,
      [...expected.keys()],
    );
    same(
      'SuggestUsers: most mutual follows first',
      counts.toSorted((a, b) => b - a),
      counts,
    );
  },
};

export const listReads: readonly Operation[] = [listFollows, listOwn, listReactions, suggestions];
