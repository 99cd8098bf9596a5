import { timestampMs } from '@bufbuild/protobuf/wkt';
import {
  GetCountsResponseSchema,
  RelationshipSchema,
} from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import {
  GetAccountResponseSchema,
  GetUserResponseSchema,
} from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { caller, pageSize, targetPerson, unknownId, viewer } from '../choose.ts';
import { Mismatch, same, sameMessage } from '../compare.ts';
import {
  activeAmong,
  expectedAccount,
  expectedGraphCounts,
  expectedRelationship,
  expectedUser,
  isActive,
} from '../expected/people.ts';
import { walkSet } from '../paging.ts';
import { otherCase } from '../text.ts';
import { api, as, asSession, requireAccepted, requireRefused, type World } from '../world.ts';
import type { Operation } from './operation.ts';

const relationships: Operation = {
  name: 'relationships',
  weight: 2,
  async run(world) {
    const { model, random } = world;
    const known = random.sample([...model.people.keys()], 1 + random.int(20));
    const userIds = [...known, ...random.sample(known, 1), unknownId(random)];
    await checkRelationships(world, caller(world).id, userIds);
  },
};

/** Asks for the relationships of a signed-in viewer with these people, in this order. */
export async function checkRelationships(world: World, viewerId: string, userIds: string[]): Promise<void> {
  const answer = await requireAccepted('BatchGetRelationships', () =>
    api(world).graph.batchGetRelationships({ userIds }, as(world, viewerId)),
  );
  world.tally.count('reads', 'BatchGetRelationships');
  same(
    'BatchGetRelationships: order',
    userIds,
    answer.relationships.map(({ userId }) => userId),
  );
  userIds.forEach((id, i) => {
    const expected = expectedRelationship(world.model, viewerId, id);
    sameMessage('BatchGetRelationships', RelationshipSchema, expected, answer.relationships[i]!);
  });
}

const graphCounts: Operation = {
  name: 'follow counts',
  weight: 2,
  async run(world, kind) {
    const { model, tally } = world;
    const viewerId = viewer(world);
    const userId = targetPerson(world, viewerId ?? unknownId(world.random), kind);
    const get = () => api(world).graph.getCounts({ userId }, as(world, viewerId));
    if (!isActive(model, userId)) return requireRefused(world, 'GetCounts', 'USER_NOT_FOUND', get);
    const counts = expectedGraphCounts(model, userId);
    sameMessage('GetCounts', GetCountsResponseSchema, { counts }, await requireAccepted('GetCounts', get));
    tally.count('reads', 'GetCounts');
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
    if (!isActive(model, id)) return requireRefused(world, 'GetUser', 'USER_NOT_FOUND', get);
    sameMessage(
      'GetUser',
      GetUserResponseSchema,
      { user: expectedUser(model, id) },
      await requireAccepted('GetUser', get),
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
    const answer = await requireAccepted('BatchGetUsers', () =>
      api(world).user.batchGetUsers({ userIds }, as(world, viewer(world))),
    );
    tally.count('reads', 'BatchGetUsers');
    const asked = [...new Set(userIds)];
    const found = activeAmong(model, asked);
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
    const answer = await requireAccepted('GetAccount', () => api(world).user.getAccount({}, as(world, id)));
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
  relationships,
  graphCounts,
  getUser,
  batchGetUsers,
  getAccount,
  listSessions,
];
