import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type AccountSchema,
  Role as ProtoRole,
  type SessionSchema,
  UserSchema,
} from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { type Account, type Role, shownName } from '../domain/account.ts';
import type { Session } from '../domain/session.ts';

/** The public profile. */
function encodeUser(account: Account): MessageInitShape<typeof UserSchema> {
  return {
    id: account.id,
    handle: account.handle,
    displayName: shownName(account),
    bio: account.bio,
    avatarMediaId: account.avatarMediaId,
    createTime: timestampFromMs(account.createdAtMs),
  };
}

export function userBytes(account: Account): Uint8Array {
  return toBinary(UserSchema, create(UserSchema, encodeUser(account)));
}

/** The account as its owner sees it. */
export function encodeAccount(account: Account): MessageInitShape<typeof AccountSchema> {
  const { email, emailVerified, region, role, dailyDigest, weeklyDigest } = account;
  return {
    user: encodeUser(account),
    email,
    emailVerified,
    region,
    role: encodeRole(role),
    preferences: { dailyDigest, weeklyDigest },
  };
}

export function encodeSession(
  session: Session,
  currentSessionId: string,
): MessageInitShape<typeof SessionSchema> {
  return {
    id: session.id,
    deviceName: session.deviceName,
    createTime: timestampFromMs(session.createdAtMs),
    refreshTime: timestampFromMs(session.rotatedAtMs),
    current: session.id === currentSessionId,
  };
}

const roles = enumNames(ProtoRole);

export function encodeRole(role: Role): ProtoRole {
  return roles.valueOf(role);
}

/** Undefined for an unknown role. */
export function decodeRole(value: ProtoRole): Role | undefined {
  return roles.nameOf(value);
}
