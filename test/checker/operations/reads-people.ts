import { timestampMs } from '@bufbuild/protobuf/wkt';
import {
  GetCountsResponseSchema,
  RelationshipSchema,
} from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type User, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import {
  GetAccountResponseSchema,
  GetUserResponseSchema,
} from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { caller, pageSize, targetPerson, targetPost, unknownId, viewer } from '../choose.ts';
import { Mismatch, same, sameMessage } from '../compare.ts';
import {
  expectedAccount,
  expectedGraphCounts,
  expectedRelationship,
  expectedSuggestions,
  expectedUser,
  followerIds,
  isActive,
} from '../expected/people.ts';
import { isVisible } from '../expected/posts.ts';
import { type Model, personOf, postOf } from '../model/state.ts';
import { type Page, walkSet } from '../paging.ts';
import { otherCase } from '../text.ts';
import { api, as, asSession, refused, taken, type World } from '../world.ts';
import type { Operation } from './operation.ts';

function active(model: Model, ids: Iterable<string>): string[] {
  return [...ids].filter((id) => isActive(model, id));
}

/** People as a set; walked twice, they come in the same order. */
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
    if (!isActive(model, userId)) return refused(world, what, 'USER_NOT_FOUND', () => fetch(0, ''));
    const ids = followers ? followerIds(model, userId) : personOf(model, userId).following;
    await checkPeople(world, what, active(model, ids), fetch);
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
      active(model, blocked ? blocking : muting),
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
      return refused(world, what, 'POST_NOT_FOUND', () => fetch(0, ''));
    const { likedBy, repostedBy } = postOf(model, postId);
    await checkPeople(world, what, active(model, likers ? likedBy : repostedBy.keys()), fetch);
  },
};

const relationships: Operation = {
  name: 'relationships',
  weight: 2,
  async run(world) {
    const { model, random, tally } = world;
    const viewerId = caller(world).id;
    const known = random.sample([...model.people.keys()], 1 + random.int(20));
    const userIds = [...known, ...random.sample(known, 1), unknownId(random)];
    const answer = await taken('BatchGetRelationships', () =>
      api(world).graph.batchGetRelationships({ userIds }, as(world, viewerId)),
    );
    tally.count('reads', 'BatchGetRelationships');
    same(
      'BatchGetRelationships: order',
      userIds,
      answer.relationships.map(({ userId }) => userId),
    );
    userIds.forEach((id, i) => {
      const expected = expectedRelationship(model, viewerId, id);
      sameMessage('BatchGetRelationships', RelationshipSchema, expected, answer.relationships[i]!);
    });
  },
};

const graphCounts: Operation = {
  name: 'follow counts',
  weight: 2,
  async run(world, kind) {
    const { model, tally } = world;
    const viewerId = viewer(world);
    const userId = targetPerson(world, viewerId ?? unknownId(world.random), kind);
    const get = () => api(world).graph.getCounts({ userId }, as(world, viewerId));
    if (!isActive(model, userId)) return refused(world, 'GetCounts', 'USER_NOT_FOUND', get);
    const counts = expectedGraphCounts(model, userId);
    sameMessage('GetCounts', GetCountsResponseSchema, { counts }, await taken('GetCounts', get));
    tally.count('reads', 'GetCounts');
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

const getUser: Operation = {
  name: 'get a person',
  weight: 2,
  async run(world, kind) {
    const { model, random, tally } = world;
    const viewerId = viewer(world);
    const id = targetPerson(world, viewerId ?? unknownId(random), kind);
    const byHandle = random.chance(0.5);
    const handle = otherCase(random, model.people.get(id)?.handle ?? id);
    const key = byHandle
      ? ({ case: 'handle', value: handle } as const)
      : ({ case: 'userId', value: id } as const);
    const get = () => api(world).user.getUser({ key }, as(world, viewerId));
    if (!isActive(model, id)) return refused(world, 'GetUser', 'USER_NOT_FOUND', get);
    sameMessage(
      'GetUser',
      GetUserResponseSchema,
      { user: expectedUser(model, id) },
      await taken('GetUser', get),
    );
    tally.count('reads', byHandle ? 'GetUser by handle' : 'GetUser');
  },
};

const batchGetUsers: Operation = {
  name: 'get many people',
  weight: 1,
  async run(world) {
    const { model, random, tally } = world;
    const known = random.sample([...model.people.keys()], 1 + random.int(30));
    const userIds = [...known, unknownId(random), ...random.sample(known, 2)];
    const answer = await taken('BatchGetUsers', () =>
      api(world).user.batchGetUsers({ userIds }, as(world, viewer(world))),
    );
    tally.count('reads', 'BatchGetUsers');
    const asked = [...new Set(userIds)];
    const found = active(model, asked);
    same(
      'BatchGetUsers: found',
      found,
      answer.users.map(({ id }) => id),
    );
    same(
      'BatchGetUsers: missing',
      asked.filter((id) => !found.includes(id)),
      answer.missingIds,
    );
    found.forEach((id, i) => {
      sameMessage('BatchGetUsers', UserSchema, expectedUser(model, id), answer.users[i]!);
    });
  },
};

const getAccount: Operation = {
  name: 'get the account',
  weight: 1,
  async run(world) {
    const { id } = caller(world);
    const answer = await taken('GetAccount', () => api(world).user.getAccount({}, as(world, id)));
    sameMessage(
      'GetAccount',
      GetAccountResponseSchema,
      { account: expectedAccount(world.model, id) },
      answer,
    );
    world.tally.count('reads', 'GetAccount');
  },
};

const listSessions: Operation = {
  name: 'list sessions',
  weight: 1.5,
  async run(world) {
    const { random } = world;
    const { sessions } = caller(world);
    const current = random.pick(sessions);
    const size = Math.max(1, pageSize(random));
    const ids = await walkSet(
      world,
      {
        what: 'ListSessions',
        fetch: async (limit, pageToken) => {
          const answer = await api(world).auth.listSessions(
            { pageSize: limit, pageToken },
            asSession(current),
          );
          return { items: answer.sessions, next: answer.nextPageToken };
        },
        idOf: ({ id }) => id,
        compare(id, session) {
          const { deviceName } = sessions.find((each) => each.id === id)!;
          const actual = { deviceName: session.deviceName, current: session.current };
          same(`session ${id}`, { deviceName, current: id === current.id }, actual);
          const [created, refreshed] = [timestampMs(session.createTime!), timestampMs(session.refreshTime!)];
          if (refreshed < created)
            throw new Mismatch('a session is refreshed after it began', created, refreshed);
        },
      },
      () => size,
      sessions.map(({ id }) => id),
    );
    same('ListSessions: newest first', ids.toSorted().reverse(), ids);
  },
};

export const peopleReads: readonly Operation[] = [
  listFollows,
  listOwn,
  listReactions,
  relationships,
  graphCounts,
  suggestions,
  getUser,
  batchGetUsers,
  getAccount,
  listSessions,
];
