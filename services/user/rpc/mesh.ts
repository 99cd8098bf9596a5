import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  AccountStatus,
  type Card as MessageCard,
} from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { handleKey } from '../domain/handle.ts';
import { isFirstUse } from '../domain/refresh.ts';
import { isOpen } from '../domain/session.ts';
import { causeOf } from './cause.ts';
import { decodeRole, encodeRole } from './encode.ts';
import type { UserMeshHandlers } from './handlers.ts';
import type { UserRuntime } from './runtime.ts';

export function batchGetCards({ cards }: UserRuntime): UserMeshHandlers['batchGetCards'] {
  return async ({ userIds }) => {
    const found = await cards.find(userIds);
    const answer: MessageCard[] = [];
    for (const card of found) {
      if (card === undefined) continue;
      const { userId, active, user } = card;
      const status = active ? AccountStatus.ACTIVE : AccountStatus.DEACTIVATED;
      answer.push({ $typeName: 'skein.user.mesh.v1.Card', userId, status, user });
    }
    return { $typeName: 'skein.user.mesh.v1.BatchGetCardsResponse', cards: answer };
  };
}

export function resolveHandles({ store }: UserRuntime): UserMeshHandlers['resolveHandles'] {
  return async ({ handles }) => {
    const keys = handles.map(handleKey).filter((key) => key !== undefined);
    return { userIds: Object.fromEntries(await store.resolveHandles([...new Set(keys)])) };
  };
}

/** Never cached: once a sign-out has been answered, or another role, this says so. */
export function checkSession(runtime: UserRuntime): UserMeshHandlers['checkSession'] {
  const { store, clock, lastSeen, log } = runtime;
  return async ({ sessionId, generation }) => {
    const found = await store.session(sessionId);
    if (!found) return { open: false };
    const { session, account, lastSeenMs } = found;
    const nowMs = clock.nowMs();
    const open = account.status === 'active' && isOpen(session, nowMs);
    if (open && isFirstUse(session, generation)) {
      // Who may read goes on while nothing can be written; the refresh token before stays good for longer then.
      await store
        .useGeneration(sessionId, generation, nowMs)
        .catch((err) => log.warn({ err }, 'the first use of a refresh token was not noted'));
    }
    if (open) lastSeen.saw(account.id, lastSeenMs);
    return {
      open,
      userId: account.id,
      role: encodeRole(account.role),
      ...(lastSeenMs !== undefined && { lastSeenTime: timestampFromMs(lastSeenMs) }),
    };
  };
}

export function getSigningKeys({ signingKeys }: UserRuntime): UserMeshHandlers['getSigningKeys'] {
  return async () => ({ jwksJson: JSON.stringify(signingKeys.jwks()) });
}

export function setRole({ store, ids, clock }: UserRuntime): UserMeshHandlers['setRole'] {
  return async ({ handle, role: value }) => {
    const role = decodeRole(value);
    if (!role) throw new DomainError('FIELD_INVALID', 'role is not one', { field: 'role' });
    const key = handleKey(handle);
    const userId = key === undefined ? undefined : (await store.resolveHandles([key])).get(key);
    if (userId === undefined) {
      throw new DomainError('USER_NOT_FOUND', 'there is no such user', { field: 'handle' });
    }
    await store.setRole(userId, role, causeOf(ids.next(), clock.nowMs()));
    return { userId };
  };
}
