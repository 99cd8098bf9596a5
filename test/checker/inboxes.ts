import { setTimeout as pause } from 'node:timers/promises';
import {
  type ListNotificationsResponse,
  type Notification,
  NotificationSchema,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { callers } from './choose.ts';
import { Mismatch, same, sameMessage } from './compare.ts';
import {
  expectedNotification,
  isUnreadCount,
  type Row,
  rowId,
  rowName,
  shownRows,
  storedRows,
  visibleActors,
} from './expected/notifications.ts';
import { noteHiddenRows } from './live-notifications.ts';
import { deedUnderwayMs, type Inbox, type StoredDeed } from './model/inboxes.ts';
import { personOf } from './model/state.ts';
import { api, as, requireAccepted, type World } from './world.ts';

/** How long the deeds of a write may take into the list on a busy machine. */
const limitMs = 15_000;

const nameOf = ({ kind, post }: Notification): string => rowName({ kind, postId: post?.id ?? '' });

const firstPage = (world: World, readerId: string): Promise<ListNotificationsResponse> =>
  requireAccepted('ListNotifications', () =>
    api(world).notification.listNotifications({ pageSize: 100 }, as(world, readerId)),
  );

/** Waits until the inboxes that changed are as the model has them, as far as their readers can be asked. */
export async function settleInboxes(world: World): Promise<void> {
  if (!world.checksNotifications) return;
  noteHiddenRows(world);
  for (const { id, inbox } of callers(world)) if (inbox.changed) await settle(world, id);
}

/** Whether the inbox can be compared: no deed of it is unclear. */
export async function isClear(world: World, readerId: string): Promise<boolean> {
  const { inbox } = personOf(world.model, readerId);
  if (inbox.unclear.length > 0) await clear(world, readerId, inbox);
  if (inbox.unclear.length === 0) return true;
  world.tally.count('by chance', 'whether a deed notifies is unclear');
  return false;
}

async function settle(world: World, readerId: string): Promise<void> {
  if (!(await isClear(world, readerId))) return;
  const { inbox } = personOf(world.model, readerId);
  const end = performance.now() + limitMs;
  for (;;) {
    const learned: StoredDeed[] = [];
    try {
      await compareInbox(world, readerId, learned);
      if (inbox.unclear.length > 0) return;
      inbox.changed = false;
      for (const deed of inbox.deeds) deed.buried = deed.id === '';
      return;
    } catch (error) {
      if (!(error instanceof Mismatch) || performance.now() > end) throw error;
      // The deeds are not all there yet, so the ids may be those of others.
      for (const deed of learned) deed.id = '';
      await pause(1);
    }
  }
}

/** @throws Mismatch */
async function compareInbox(world: World, readerId: string, learned: StoredDeed[]): Promise<void> {
  const { model } = world;
  const { notifications } = await firstPage(world, readerId);
  const { unreadCount } = await requireAccepted('GetUnreadCount', () =>
    api(world).notification.getUnreadCount({}, as(world, readerId)),
  );
  world.tally.count('reads', 'GetUnreadCount');
  await learnIds(world, readerId, notifications, learned);
  if (personOf(model, readerId).inbox.unclear.length > 0) return;
  const rows = shownRows(model, readerId).slice(0, notifications.length === 100 ? 100 : undefined);
  same(
    `the notifications of ${readerId}`,
    rows.map((row) => `${rowId(row)} ${rowName(row)}`),
    notifications.map((each) => `${each.id} ${nameOf(each)}`),
  );
  rows.forEach((row, i) => {
    compareRow(world, readerId, row, notifications[i]!);
  });
  requireUnreadCount(world, readerId, unreadCount);
}

/** @throws Mismatch */
export function requireUnreadCount({ model }: World, readerId: string, count: number): void {
  if (isUnreadCount(model, readerId, count)) return;
  const { mark } = personOf(model, readerId).inbox;
  const unread = storedRows(model, readerId).filter((row) => rowId(row) > mark);
  throw new Mismatch(`the unread count of ${readerId}`, unread.map(rowName), count);
}

/** @throws Mismatch */
export function compareRow(world: World, readerId: string, row: Row, actual: Notification): void {
  const expected = expectedNotification(world.model, readerId, row);
  sameMessage(`a notification of ${readerId}`, NotificationSchema, expected, actual);
}

/**
 * The ids of new deeds, and their order, are the server's. A new id is greater than those before it.
 *
 * @param learned gets the deeds whose ids became known
 * @throws Mismatch
 */
async function learnIds(
  world: World,
  readerId: string,
  notifications: readonly Notification[],
  learned: StoredDeed[],
): Promise<void> {
  const { inbox } = personOf(world.model, readerId);
  const rowNamed = (name: string) => storedRows(world.model, readerId).find((each) => rowName(each) === name);
  const newest =
    inbox.deeds
      .map(({ id }) => id)
      .sort()
      .at(-1) ?? '';
  for (const each of notifications) {
    const row = rowNamed(nameOf(each));
    const isKnown = inbox.formerIds.has(each.id) || row?.deeds.some(({ id }) => id === each.id);
    if (row === undefined || rowId(row) !== '' || isKnown) continue;
    const fresh = row.deeds.filter(({ id, buried }) => id === '' && !buried);
    if (fresh.length > 1) await orderDeeds(world, readerId, each.id, fresh);
    const newestDeed = rowNamed(nameOf(each))!.deeds[0]!;
    if (each.id <= newest && !newestDeed.buried)
      throw new Mismatch('a new notification has a greater id', `> ${newest}`, each.id);
    newestDeed.id = each.id;
    learned.push(newestDeed);
  }
}

/**
 * Several deeds of one row that came while their reader could not be asked are in any order. Those of people who are hidden now
 * become unclear.
 *
 * @throws Mismatch
 */
async function orderDeeds(
  world: World,
  readerId: string,
  notificationId: string,
  deeds: readonly StoredDeed[],
): Promise<void> {
  const { inbox } = personOf(world.model, readerId);
  const visible = visibleActors(world.model, readerId, { deeds });
  const shown = deeds.filter(({ actorId }) => visible.includes(actorId));
  const actors = await actorIdsOf(world, readerId, notificationId);
  const missing = visible.filter((id) => !actors.includes(id));
  if (missing.length > 0) throw new Mismatch(`the people of ${notificationId}`, visible, actors);
  const ordered = shown.toSorted((a, b) => actors.indexOf(b.actorId) - actors.indexOf(a.actorId));
  inbox.unclear.push(...deeds.filter((deed) => !shown.includes(deed)));
  inbox.deeds = [...inbox.deeds.filter((deed) => !deeds.includes(deed)), ...ordered];
}

/** Everybody of a row, page by page. */
async function actorIdsOf(world: World, readerId: string, notificationId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let pageToken = ''; ; ) {
    const page = await requireAccepted('ListNotificationActors', () =>
      api(world).notification.listNotificationActors(
        { notificationId, pageSize: 100, pageToken },
        as(world, readerId),
      ),
    );
    ids.push(...page.actors.map(({ id }) => id));
    pageToken = page.nextPageToken;
    if (pageToken === '') return ids;
  }
}

/** Finds out which unclear deeds notified, once they must have been decided. */
async function clear(world: World, readerId: string, inbox: Inbox): Promise<void> {
  if (inbox.unclear.some(({ atMs }) => Date.now() - atMs < deedUnderwayMs)) return;
  const { notifications } = await firstPage(world, readerId);
  const left: StoredDeed[] = [];
  for (const deed of inbox.unclear) {
    if (visibleActors(world.model, readerId, { deeds: [deed] }).length === 0) {
      left.push(deed);
      continue;
    }
    const listed = notifications.find((each) => nameOf(each) === rowName(deed));
    const isThere =
      listed !== undefined && (await actorIdsOf(world, readerId, listed.id)).includes(deed.actorId);
    if (!isThere) continue;
    // Its id may be less than those of others.
    deed.buried = true;
    inbox.deeds.push(deed);
    const row = storedRows(world.model, readerId).find((each) => rowName(each) === rowName(deed))!;
    await orderDeeds(
      world,
      readerId,
      listed.id,
      row.deeds.filter((each) => !left.includes(each)),
    );
  }
  inbox.unclear = left;
  inbox.changed = true;
}
