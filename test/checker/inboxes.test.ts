import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import t from 'tap';
import {
  ListNotificationsResponseSchema,
  NotificationKind,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { timeOf } from '../../platform/ids.ts';
import { Mismatch } from './compare.ts';
import { coverage } from './coverage.ts';
import { expectedUser, isActive } from './expected/people.ts';
import { placeDeeds, settleInboxes } from './inboxes.ts';
import { reconsider, type StoredDeed } from './model/inboxes.ts';
import { emptyModel, personOf, type Session } from './model/state.ts';
import { deactivate, follow, signIn, signUp, unfollow } from './model/transitions.ts';
import { tally } from './tally.ts';
import type { World } from './world.ts';

const reader = 'reader';
const idOf = (n: number) => `157697697484742240${n}`;
// Everything is done on the day of the ids.
t.intercept(Date, 'now', { value: () => timeOf(idOf(0)) });

/** A network that has one follow row, with the deeds of these people. */
function networkOf(people: readonly string[]) {
  const model = emptyModel({ foldWindowMs: 1_000, maxFollowing: 9, maxSessions: 9 });
  for (const id of [reader, ...people]) {
    const account = { id, createdMs: 0, handle: id, displayName: '', email: '', region: '', password: '' };
    signUp(model, account, { accessToken: 'token' } as Session);
  }
  /** The latest deed first. */
  const stored: string[] = [];
  let newestId = '';
  const isSeen = (id: string) => isActive(model, id) && !personOf(model, reader).muting.has(id);
  const shown = () => stored.filter(isSeen).map((id) => expectedUser(model, id));
  const notification = {
    listNotifications: async () =>
      create(ListNotificationsResponseSchema, {
        notifications: [
          {
            ...{ id: newestId, kind: NotificationKind.FOLLOW, actorCount: shown().length },
            ...{ createTime: timestampFromMs(timeOf(newestId)), actors: shown().slice(0, 3) },
          },
        ],
      }),
    listNotificationActors: async () => ({ actors: shown(), nextPageToken: '' }),
    getUnreadCount: async () => ({ unreadCount: 1 }),
  };
  const ops = {
    getFigures: async () => ({ processes: [], missingInstances: [] }),
    listConsumerLags: async () => ({
      lags: ['post', 'action', 'follow', 'user'].map((topic) => ({ topic, partition: 0, eventCount: 0n })),
    }),
  };
  const world = {
    ...{ model, tally: tally(coverage), notificationStreams: [], step: 0 },
    ...{ operator: { accessToken: 'token' }, server: { api: { notification, ops } } },
  } as unknown as World;
  return {
    model,
    store(id: string, n: number) {
      stored.unshift(id);
      newestId = idOf(n);
    },
    remove: (id: string) => stored.splice(stored.indexOf(id), 1),
    settle: () => settleInboxes(world),
  };
}

t.test(
  'the place of a deed that was unclear is the server’s, also among deeds that were not compared yet',
  async (t) => {
    const { model, store, settle } = networkOf(['ada', 'bob', 'chen', 'dia']);
    // At once: bob's follow is decided before the mute.
    follow(model, 'ada', reader);
    store('ada', 1);
    follow(model, 'bob', reader);
    store('bob', 2);
    personOf(model, reader).muting.add('bob');
    reconsider(model, reader);
    await settle();
    follow(model, 'chen', reader);
    store('chen', 3);
    personOf(model, reader).muting.delete('bob');
    reconsider(model, reader);
    await settle();
    t.equal(personOf(model, reader).inbox.changed, false, 'compared');
    follow(model, 'dia', reader);
    store('dia', 4);
    await settle();
    t.strictSame(
      personOf(model, reader).inbox.deeds.map(({ actorId }) => actorId),
      ['ada', 'bob', 'chen', 'dia'],
    );
  },
);

/** Two people have followed at once, and the second is hidden when the inbox is compared. */
async function withHiddenFollower() {
  const network = networkOf(['ada', 'bob']);
  const { model, store, settle } = network;
  follow(model, 'ada', reader);
  store('ada', 1);
  follow(model, 'bob', reader);
  store('bob', 2);
  deactivate(model, 'bob');
  await settle();
  return network;
}

t.test('a deed does not get the id of a hidden one that may have come after it', async (t) => {
  const { model, settle } = await withHiddenFollower();
  signIn(model, 'bob', { accessToken: 'token' } as Session);
  await settle();
  t.equal(personOf(model, reader).inbox.changed, false, 'compared');
  t.strictSame(
    personOf(model, reader).inbox.deeds.map(({ actorId, id }) => [actorId, id]),
    [
      ['ada', ''],
      ['bob', idOf(2)],
    ],
  );
});

t.test('nor does its removal make that id a former one', async (t) => {
  const { model, remove, settle } = await withHiddenFollower();
  unfollow(model, 'ada', reader);
  remove('ada');
  signIn(model, 'bob', { accessToken: 'token' } as Session);
  await settle();
  const { changed, deeds, formerIds } = personOf(model, reader).inbox;
  t.equal(changed, false, 'compared');
  t.strictSame(
    deeds.map(({ actorId, id }) => [actorId, id]),
    [['bob', idOf(2)]],
  );
  t.strictSame([...formerIds], []);
});

const deed = (actorId: string, placedAt: number | undefined, afterLook: number): StoredDeed => ({
  ...{ readerId: reader, actorId, kind: NotificationKind.FOLLOW, postId: '' },
  ...{ id: '', atMs: 0, afterId: '', placedAt, afterLook },
});
/** @param newestFirst deeds as the model has them */
const place = (newestFirst: StoredDeed[], ...actors: string[]) =>
  placeDeeds({ deeds: newestFirst }, actors).map(({ actorId }) => actorId);

t.test('deeds that came at once are in the order of the server', async (t) => {
  const deeds = [deed('dia', undefined, 1), deed('chen', undefined, 1), deed('ada', 1, 0)];
  t.strictSame(place(deeds, 'chen', 'dia', 'ada'), ['ada', 'dia', 'chen']);
  t.strictSame(place([deed('chen', undefined, 0), ...deeds.slice(2)], 'ada', 'chen'), ['chen', 'ada']);
});

t.test('a deed whose place is known keeps it, and later ones come after it', async (t) => {
  const deeds = [deed('dia', undefined, 2), deed('bob', 2, 1), deed('ada', 1, 0)];
  t.throws(() => place(deeds, 'dia', 'ada', 'bob'), Mismatch);
  t.throws(() => place(deeds, 'bob', 'dia', 'ada'), Mismatch);
});

t.test('hidden people stay where they are, unless a new deed may be on either side', async (t) => {
  const deeds = [deed('dia', undefined, 2), deed('bob', 2, 1), deed('ada', 1, 0)];
  t.strictSame(place(deeds, 'dia', 'ada'), ['ada', 'bob', 'dia']);
  t.strictSame(place(deeds, 'dia'), ['ada', 'bob', 'dia']);
  t.strictSame(place([deed('chen', undefined, 1), ...deeds.slice(1)], 'chen', 'ada'), ['ada', 'chen']);
});
