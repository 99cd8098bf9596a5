import { setTimeout as pause } from 'node:timers/promises';
import {
  type ListNotificationsResponse,
  type Notification,
  NotificationSchema,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { timeOf } from '../../platform/ids.ts';
import { notification } from '../../services/notification/service.ts';
import { untilHandled } from './backlog.ts';
import { callers } from './choose.ts';
import { Mismatch, same, sameMessage } from './compare.ts';
import {
  expectedNotification,
  isShown,
  isUnreadCount,
  type Row,
  rowId,
  rowName,
  shownRows,
  storedRows,
  visibleActors,
} from './expected/notifications.ts';
import { noteHiddenRows } from './live-notifications.ts';
import type { Inbox, StoredDeed } from './model/inboxes.ts';
import { personOf } from './model/state.ts';
import { api, as, requireAccepted, type World } from './world.ts';

/** How long the deeds of a write may take into the list on a busy machine. */
const limitMs = 15_000;

const nameOf = ({ kind, post, id }: Notification): string =>
  rowName({ kind, postId: post?.id ?? '', atMs: timeOf(id) });

const firstPage = (world: World, readerId: string): Promise<ListNotificationsResponse> =>
  requireAccepted('ListNotifications', () =>
    api(world).notification.listNotifications({ pageSize: 100 }, as(world, readerId)),
  );

/** Waits until the inboxes that changed are as the model has them, as far as their readers can be asked. */
export async function settleInboxes(world: World): Promise<void> {
  noteHiddenRows(world);
  for (const { id, inbox } of callers(world)) if (inbox.changed) await settle(world, id);
}

/** Whether the reader's list can be compared. First learns the ids of rows that came while they were hidden. */
export async function canCompare(world: World, readerId: string): Promise<boolean> {
  const isNew = (row: Row) => rowId(row) === '' || !isOrdered(row);
  if (shownRows(world.model, readerId).some(isNew)) await settle(world, readerId);
  return isClear(world, readerId);
}

/** Whether no deed of the inbox is unclear. */
async function isClear(world: World, readerId: string): Promise<boolean> {
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
    const forget = () => {
      for (const deed of learned) deed.id = '';
    };
    try {
      await compareInbox(world, readerId, learned);
      if (inbox.unclear.length === 0) inbox.changed = false;
      // The ids may be those of deeds that are unclear.
      else forget();
      return;
    } catch (error) {
      if (!(error instanceof Mismatch) || performance.now() > end) throw error;
      // The deeds are not all there yet, so the ids may be those of others.
      forget();
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
  const { inbox } = personOf(model, readerId);
  inbox.looks += 1;
  for (const { deeds } of rows) for (const deed of deeds) deed.placedAt ??= inbox.looks;
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
 * The ids of new deeds, and the order of deeds that came at once, are the server's. A new id is greater than those before it.
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
  for (const each of notifications) {
    const row = rowLike(world, readerId, each);
    if (row === undefined) continue;
    if (!isOrdered(row)) await orderRow(world, readerId, each.id, row);
    const newest = rowLike(world, readerId, each)?.deeds[0];
    const isKnown = inbox.formerIds.has(each.id) || row.deeds.some(({ id }) => id === each.id);
    if (newest === undefined || newest.id !== '' || isKnown) continue;
    if (each.id <= newest.afterId)
      throw new Mismatch('a new notification has a greater id', `> ${newest.afterId}`, each.id);
    newest.id = each.id;
    learned.push(newest);
  }
}

const rowLike = (world: World, readerId: string, notification: Notification): Row | undefined =>
  storedRows(world.model, readerId).find((row) => rowName(row) === nameOf(notification));

/** Whether the second deed was done when the place of the first one was known. So it came later. */
const isBefore = ({ placedAt }: StoredDeed, { afterLook }: StoredDeed): boolean =>
  placedAt !== undefined && placedAt <= afterLook;

/** Whether the order of the deeds follows from the writes: at most the newest one came after the last look. */
export function isOrdered({ deeds: [newest, ...others] }: Pick<Row, 'deeds'>): boolean {
  if (others.some(({ placedAt }) => placedAt === undefined)) return false;
  return newest!.placedAt !== undefined || others.every((each) => isBefore(each, newest!));
}

/**
 * Takes the order of deeds that came at once from the server. Hidden people whose place does not follow from it become unclear.
 *
 * @throws Mismatch
 */
async function orderRow(world: World, readerId: string, notificationId: string, row: Row): Promise<void> {
  const { inbox } = personOf(world.model, readerId);
  const visible = visibleActors(world.model, readerId, row);
  const actors = await actorIdsOf(world, readerId, notificationId);
  const missing = visible.filter((id) => !actors.includes(id));
  if (missing.length > 0) throw new Mismatch(`the people of ${notificationId}`, visible, actors);
  const ordered = placeDeeds(row, actors);
  for (const deed of row.deeds.filter((each) => !ordered.includes(each))) {
    deed.placedAt = undefined;
    inbox.unclear.push(deed);
  }
  inbox.deeds = [...inbox.deeds.filter((deed) => !row.deeds.includes(deed)), ...ordered];
}

/**
 * The deeds of a row, oldest first, without those of hidden people whose place does not follow.
 *
 * @param actors everybody whom the reader sees, the latest deed first
 * @throws Mismatch when deeds are not in the order in which they were seen, or were done
 */
export function placeDeeds({ deeds }: Pick<Row, 'deeds'>, actors: readonly string[]): StoredDeed[] {
  const oldestFirst = deeds.toReversed();
  const shown = oldestFirst.filter(({ actorId }) => actors.includes(actorId));
  const ordered = shown.toSorted((a, b) => actors.indexOf(b.actorId) - actors.indexOf(a.actorId));
  const isPlaced = ({ placedAt }: StoredDeed) => placedAt !== undefined;
  const idsOf = (some: readonly StoredDeed[]) => some.map(({ actorId }) => actorId);
  same(
    'people of a notification keep their order',
    idsOf(shown.filter(isPlaced)),
    idsOf(ordered.filter(isPlaced)),
  );
  ordered.forEach((deed, i) => {
    const early = ordered.slice(0, i).find((each) => isBefore(deed, each));
    if (early !== undefined)
      throw new Mismatch(
        'people of a notification are in the order of their deeds',
        idsOf([deed, early]),
        idsOf(ordered),
      );
  });
  const fresh = ordered.filter((deed) => !isPlaced(deed));
  let at = 0;
  for (const deed of oldestFirst.filter(isPlaced)) {
    const place = ordered.indexOf(deed);
    if (place >= 0) at = place + 1;
    // A hidden person stays behind the one before.
    else if (fresh.every((each) => isBefore(deed, each))) ordered.splice(at++, 0, deed);
  }
  return ordered;
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

/** Finds out which unclear deeds notified, when all of them are decided. */
async function clear(world: World, readerId: string, inbox: Inbox): Promise<void> {
  const { model } = world;
  const isListed = (deed: StoredDeed) => isShown(model, readerId, { ...deed, deeds: [deed] });
  const listed = inbox.unclear.filter(isListed);
  if (listed.length === 0) return;
  await untilHandled(world, 'notification', notification);
  const { notifications } = await firstPage(world, readerId);
  for (const deed of listed) {
    const row = notifications.find((each) => nameOf(each) === rowName(deed));
    const isThere = row !== undefined && (await actorIdsOf(world, readerId, row.id)).includes(deed.actorId);
    if (isThere) inbox.deeds.push(deed);
  }
  inbox.unclear = inbox.unclear.filter((deed) => !listed.includes(deed));
  inbox.changed = true;
}
