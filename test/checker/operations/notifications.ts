import {
  Audience,
  GetNotificationSettingsResponseSchema,
  MarkReadResponseSchema,
  type Notification,
  UpdateNotificationSettingsResponseSchema,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { caller, callers, type Kind, pageSize, unknownId } from '../choose.ts';
import { same, sameMessage } from '../compare.ts';
import { rowId, rowName, shownRows, storedRows, visibleActors } from '../expected/notifications.ts';
import { expectedUser } from '../expected/people.ts';
import { canCompare, compareRow, requireUnreadCount, settleInboxes } from '../inboxes.ts';
import { type Inbox, notificationKinds, reconsider } from '../model/inboxes.ts';
import type { Person } from '../model/state.ts';
import { type Ordered, walk } from '../paging.ts';
import { api, as, requireAccepted, requireRefused, type World } from '../world.ts';
import { type Write, write } from '../write.ts';
import { type Operation, writing } from './operation.ts';

/** Somebody who has notifications. */
function reader(world: World): Person | undefined {
  const all = callers(world).filter(({ inbox }) => inbox.deeds.length > 0);
  return all.length === 0 ? undefined : world.random.pick(all);
}

function listOf(world: World, readerId: string, kinds: Notification['kind'][]): Ordered<Notification> {
  const rows = () =>
    shownRows(world.model, readerId).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  return {
    what: 'ListNotifications',
    of: readerId,
    order: 'newest first',
    expected: () => rows().map(rowId),
    idOf: ({ id }) => id,
    compare: (id, actual) => compareRow(world, readerId, rows().find((row) => rowId(row) === id)!, actual),
    async fetch(size, pageToken) {
      const request = { kinds, pageSize: size, pageToken };
      const answer = await api(world).notification.listNotifications(request, as(world, readerId));
      return { items: answer.notifications, next: answer.nextPageToken };
    },
  };
}

const list: Operation = {
  name: 'list notifications',
  weight: 3,
  async run(world) {
    const { random } = world;
    const { id } = caller(world);
    const kinds = random.chance(0.5) ? [] : random.sample(notificationKinds, 1 + random.int(3));
    await settleInboxes(world);
    if (await canCompare(world, id)) await walk(world, listOf(world, id, kinds), () => pageSize(random));
  },
};

const listActors: Operation = {
  name: 'list the people of a notification',
  weight: 1.5,
  async run(world) {
    const { model, random } = world;
    const person = reader(world);
    if (person === undefined) return;
    const { id: readerId, inbox } = person;
    const row = random.pick(storedRows(model, readerId));
    const former = [...inbox.formerIds];
    const foreignId = callers(world)
      .find(({ id }) => id !== readerId)
      ?.inbox.deeds.find(({ id }) => id !== '')?.id;
    const unknown = foreignId !== undefined && random.chance(0.5) ? foreignId : unknownId(random);
    const of = (notificationId: string, size = 0, pageToken = '') =>
      api(world).notification.listNotificationActors(
        { notificationId, pageSize: size, pageToken },
        as(world, readerId),
      );
    await requireRefused(world, 'ListNotificationActors', 'NOT_FOUND', () => of(unknown));
    const notificationId = rowId(row);
    if (notificationId === '' || !(await canCompare(world, readerId))) return;
    if (former.length > 0) await requireAccepted('ListNotificationActors', () => of(random.pick(former)));
    const expected = visibleActors(model, readerId, row);
    const found: string[] = [];
    for (let token = ''; ; ) {
      const page = await requireAccepted('ListNotificationActors', () =>
        of(notificationId, pageSize(random), token),
      );
      for (const actor of page.actors) {
        sameMessage(`the people of ${rowName(row)}`, UserSchema, expectedUser(model, actor.id), actor);
        found.push(actor.id);
      }
      token = page.nextPageToken;
      if (token === '') break;
    }
    same(`the people of ${rowName(row)} of ${readerId}`, expected, found);
    world.tally.count('reads', 'ListNotificationActors');
  },
};

const getSettings: Operation = {
  name: 'read the settings of notifications',
  weight: 0.7,
  async run(world) {
    const { id, inbox } = caller(world);
    const answer = await requireAccepted('GetNotificationSettings', () =>
      api(world).notification.getNotificationSettings({}, as(world, id)),
    );
    sameMessage(
      'GetNotificationSettings',
      GetNotificationSettingsResponseSchema,
      { settings: settingsOf(inbox) },
      answer,
    );
    world.tally.count('reads', 'GetNotificationSettings');
  },
};

const settingsOf = ({ audiences }: Inbox) =>
  notificationKinds.map((kind) => ({ kind, audience: audiences.get(kind) ?? Audience.EVERYBODY }));

function chooseSettings(world: World, _kind?: Kind, { id, inbox } = caller(world)): Write {
  const { random, model } = world;
  const audience = () => random.weighted({ nobody: 2, following: 3, everybody: 5 });
  const chosen = () =>
    random
      .sample(notificationKinds, 1 + random.int(2))
      .map((kind) => ({ kind, audience: audiences[audience()] }));
  const settings = chosen();
  const send = (requestId: string, changed: typeof settings) =>
    api(world).notification.updateNotificationSettings({ settings: changed, requestId }, as(world, id));
  const other = settings.map(({ kind, audience }) => ({
    kind,
    audience: audience === Audience.NOBODY ? Audience.EVERYBODY : Audience.NOBODY,
  }));
  return write({
    rpc: 'UpdateNotificationSettings',
    schema: UpdateNotificationSettingsResponseSchema,
    actorId: id,
    about: JSON.stringify(settings),
    touches: [],
    refusal: undefined,
    send: (requestId) => send(requestId, settings),
    sendOther: (requestId) => send(requestId, other),
    apply(answer) {
      for (const { kind, audience } of settings) inbox.audiences.set(kind, audience);
      reconsider(model, id);
      sameMessage(
        'UpdateNotificationSettings',
        UpdateNotificationSettingsResponseSchema,
        { settings: settingsOf(inbox) },
        answer,
      );
    },
  });
}

const audiences = {
  nobody: Audience.NOBODY,
  following: Audience.FOLLOWING,
  everybody: Audience.EVERYBODY,
} as const;

/** Marks up to a row, also up to one that no longer is, and up to what is not the reader's. */
function chooseMark(world: World): Write | undefined {
  const { model, random } = world;
  const marked = callers(world).filter(({ inbox }) => inbox.mark !== '');
  // A second mark may be below the first one.
  const person = marked.length > 0 && random.chance(0.6) ? random.pick(marked) : reader(world);
  if (person === undefined) return undefined;
  const { id, inbox } = person;
  const known = [...storedRows(model, id).map(rowId), ...inbox.formerIds]
    .filter((each) => each !== '')
    .sort();
  const isRefused = known.length === 0 || random.chance(0.1);
  const upToId = isRefused ? unknownId(random) : random.recent(known.map((each) => ({ id: each }))).id;
  const other = known.find((each) => each !== upToId);
  const send = (requestId: string, up: string) =>
    api(world).notification.markRead({ upToId: up, requestId }, as(world, id));
  return write({
    rpc: 'MarkRead',
    schema: MarkReadResponseSchema,
    actorId: id,
    about: upToId,
    touches: [],
    refusal: isRefused ? 'NOT_FOUND' : undefined,
    send: (requestId) => send(requestId, upToId),
    ...(other !== undefined && { sendOther: (requestId: string) => send(requestId, other) }),
    apply({ unreadCount }) {
      if (upToId > inbox.mark) inbox.mark = upToId;
      inbox.changed = true;
      if (inbox.unclear.length === 0) requireUnreadCount(world, id, unreadCount);
    },
  });
}

export const notificationOperations: readonly Operation[] = [
  list,
  listActors,
  getSettings,
  writing('mark notifications read', 3, chooseMark),
  writing('change the settings of notifications', 0.8, chooseSettings),
];
