import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { RelationshipSchema } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type AccountSchema, Role, type UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type Model, type Person, personOf } from '../model/state.ts';

export function expectedUser(model: Model, id: string): MessageInitShape<typeof UserSchema> {
  const { handle, displayName, bio, createdMs } = personOf(model, id);
  return {
    id,
    handle,
    displayName: displayName === '' ? handle : displayName,
    bio,
    createTime: timestampFromMs(createdMs),
  };
}

export function expectedAccount(model: Model, id: string): MessageInitShape<typeof AccountSchema> {
  const { email, region, dailyDigest, weeklyDigest } = personOf(model, id);
  return {
    user: expectedUser(model, id),
    email,
    region,
    role: Role.USER,
    preferences: { dailyDigest, weeklyDigest },
  };
}

export function isActive(model: Model, id: string): boolean {
  return model.people.get(id)?.active === true;
}

export function activeAmong(model: Model, ids: Iterable<string>): string[] {
  return [...ids].filter((id) => isActive(model, id));
}

/** The users of a list: active, and without a block between them and the viewer. */
export function shownAmong(model: Model, ids: Iterable<string>, viewer: string | undefined): string[] {
  return activeAmong(model, ids).filter((id) => viewer === undefined || !isBlockBetween(model, viewer, id));
}

/** Of any status: a deactivated account keeps its handle. */
export function personByHandle(model: Model, handle: string): Person | undefined {
  return [...model.people.values()].find((each) => each.handle.toLowerCase() === handle.toLowerCase());
}

export function isBlockBetween(model: Model, oneId: string, otherId: string): boolean {
  return (
    model.people.get(oneId)?.blocking.has(otherId) === true ||
    model.people.get(otherId)?.blocking.has(oneId) === true
  );
}

export function followerIds(model: Model, id: string): string[] {
  return [...model.people.values()].filter(({ following }) => following.has(id)).map((person) => person.id);
}

/** Every flag is false for an unknown user. */
export function expectedRelationship(
  model: Model,
  viewerId: string,
  otherId: string,
): MessageInitShape<typeof RelationshipSchema> {
  const viewer = personOf(model, viewerId);
  const other = model.people.get(otherId);
  return {
    userId: otherId,
    following: viewer.following.has(otherId),
    followedBy: other?.following.has(viewerId) === true,
    blocking: viewer.blocking.has(otherId),
    blockedBy: other?.blocking.has(viewerId) === true,
    muting: viewer.muting.has(otherId),
  };
}

/** Edges of deactivated accounts count until the purge. */
export function expectedGraphCounts(
  model: Model,
  id: string,
): { followerCount: bigint; followingCount: bigint } {
  return {
    followerCount: BigInt(followerIds(model, id).length),
    followingCount: BigInt(personOf(model, id).following.size),
  };
}

/** Suggested users with the number of the viewer's followed users who follow them. */
export function expectedSuggestions(model: Model, viewerId: string): Map<string, number> {
  const viewer = personOf(model, viewerId);
  const suggested = [...model.people.values()].filter(
    ({ id, active }) =>
      active &&
      id !== viewerId &&
      !viewer.following.has(id) &&
      !viewer.muting.has(id) &&
      !isBlockBetween(model, viewerId, id),
  );
  const mutual = suggested.map(({ id }): [string, number] => [
    id,
    [...viewer.following].filter((followedId) => personOf(model, followedId).following.has(id)).length,
  ]);
  return new Map(mutual.filter(([, count]) => count > 0));
}
