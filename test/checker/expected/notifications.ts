import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type {
  NotificationKind,
  NotificationSchema,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { isHiddenFrom, isThreadMuted, type StoredDeed } from '../model/inboxes.ts';
import { type Model, personOf } from '../model/state.ts';
import { expectedUser, isActive } from './people.ts';
import { expectedPost, isVisible } from './posts.ts';

/** A row of the list: the deeds of one kind towards one post on one day. */
export interface Row {
  readonly kind: NotificationKind;
  readonly postId: string;
  /** A time of the UTC day. */
  readonly atMs: number;
  /** Newest first. */
  readonly deeds: readonly StoredDeed[];
}

const shownPeople = 3;

export const rowName = ({ kind, postId, atMs }: Pick<Row, 'kind' | 'postId' | 'atMs'>): string =>
  `${kind} ${postId} ${new Date(atMs).toISOString().slice(0, 10)}`;

/** The id of its newest deed; empty if that was not seen yet. */
export const rowId = ({ deeds }: Row): string => deeds[0]!.id;

/** All rows of a reader, also those that are not shown now; the newest first. Rows without a known id come last. */
export function storedRows(model: Model, readerId: string): Row[] {
  const newestFirst = personOf(model, readerId).inbox.deeds.toReversed();
  return [...Map.groupBy(newestFirst, rowName).values()]
    .map((deeds) => ({ ...rowOf(deeds[0]!), deeds }))
    .sort((a, b) => (rowId(a) < rowId(b) ? 1 : -1));
}

const rowOf = ({ kind, postId, atMs }: StoredDeed) => ({ kind, postId, atMs });

/** The people of a row whom the reader may see, the latest deed first. */
export function visibleActors(model: Model, readerId: string, { deeds }: Pick<Row, 'deeds'>): string[] {
  return deeds
    .map(({ actorId }) => actorId)
    .filter((id) => isActive(model, id) && !isHiddenFrom(model, readerId, id));
}

export function isShown(model: Model, readerId: string, row: Row): boolean {
  if (visibleActors(model, readerId, row).length === 0) return false;
  if (row.postId === '') return true;
  return isVisible(model, row.postId, readerId) && !isThreadMuted(model, readerId, row.postId);
}

/** The list, the newest first. */
export function shownRows(model: Model, readerId: string): Row[] {
  return storedRows(model, readerId).filter((row) => isShown(model, readerId, row));
}

/**
 * Whether this is the number of rows above the mark. Rows of people and threads that are hidden now count too; where their ids
 * were never seen, they may be on either side of the mark.
 */
export function isUnreadCount(model: Model, readerId: string, count: number): boolean {
  const { mark } = personOf(model, readerId).inbox;
  const rows = storedRows(model, readerId);
  const above = rows.filter((row) => rowId(row) > mark).length;
  const unknown = rows.filter((row) => rowId(row) === '').length;
  return above <= count && count <= above + unknown;
}

export function expectedNotification(
  model: Model,
  readerId: string,
  row: Row,
): MessageInitShape<typeof NotificationSchema> {
  const id = rowId(row);
  const actorIds = visibleActors(model, readerId, row);
  return {
    id,
    kind: row.kind,
    post: row.postId === '' ? undefined : expectedPost(model, row.postId, readerId),
    createTime: timestampFromMs(timeOf(id)),
    read: id <= personOf(model, readerId).inbox.mark,
    actors: actorIds.slice(0, shownPeople).map((actorId) => expectedUser(model, actorId)),
    actorCount: actorIds.length,
  };
}
