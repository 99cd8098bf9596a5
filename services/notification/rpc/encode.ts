import { fromBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  Audience,
  NotificationKind,
  type NotificationSchema,
  type NotificationSettingSchema,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import type { Kind } from '../domain/deed.ts';
import type { Settings } from '../domain/settings.ts';
import type { ShownRow } from '../domain/shown-row.ts';

const kinds = enumNames(NotificationKind);
const audiences = enumNames(Audience);

/** The contract allows defined kinds only. */
export const kindOf = (kind: NotificationKind): Kind => kinds.nameOf(kind)!;

export function encodeRow(
  { id, kind, post, actors, actorCount, moreActors }: ShownRow,
  read: boolean,
  timeOf: (id: string) => number,
): MessageInitShape<typeof NotificationSchema> {
  return {
    id,
    kind: kinds.valueOf(kind),
    ...(post && { post: fromBinary(PostSchema, post) }),
    createTime: timestampFromMs(timeOf(id)),
    read,
    actors: actors.map((actor) => fromBinary(UserSchema, actor)),
    actorCount,
    moreActors,
  };
}

/** In the order of the enum. */
export function encodeSettings(settings: Settings): MessageInitShape<typeof NotificationSettingSchema>[] {
  return kinds.names.map((kind) => ({
    kind: kinds.valueOf(kind),
    audience: audiences.valueOf(settings[kind]),
  }));
}

export function decodeSettings(
  settings: readonly { kind: NotificationKind; audience: Audience }[],
): Partial<Settings> {
  return Object.fromEntries(
    settings.map(({ kind, audience }) => [kindOf(kind), audiences.nameOf(audience)!]),
  );
}
