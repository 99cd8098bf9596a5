import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  AccountStatus,
  type Card as MessageCard,
} from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { CheckedSession } from '../app/check-session.ts';
import type { Card } from '../app/profiles.ts';
import { callOf } from './call-of.ts';
import type { RpcContext } from './context.ts';
import { decodeRole, encodeRole } from './encode.ts';
import type { UserMeshHandlers } from './handlers.ts';

export function mesh({ app }: RpcContext): UserMeshHandlers {
  return {
    async batchGetCards({ userIds }) {
      const cards: MessageCard[] = [];
      for (const card of await app.findCards(userIds)) if (card !== undefined) cards.push(encodeCard(card));
      return { $typeName: 'skein.user.mesh.v1.BatchGetCardsResponse', cards };
    },
    async scanUsers({ afterId, limit }) {
      const { cards, nextAfterId } = await app.scanCards(afterId, limit);
      return { cards: cards.map(encodeCard), nextAfterId };
    },
    async resolveHandles({ handles }) {
      return { userIds: Object.fromEntries(await app.resolveHandles(handles)) };
    },
    async checkSession({ sessionId, generation, others }) {
      const [first, ...further] = await Promise.all(
        [{ sessionId, generation }, ...others].map((each) =>
          app.checkSession(each.sessionId, each.generation),
        ),
      );
      return { ...encodeChecked(first!), others: further.map(encodeChecked) };
    },
    async getSigningKeys() {
      return { jwksJson: JSON.stringify(app.signingKeys()) };
    },
    async setRole({ handle, role: value }, context) {
      const role = decodeRole(value);
      if (!role) throw new DomainError('FIELD_INVALID', 'role is not a known role', { field: 'role' });
      return { userId: await app.setRole(handle, role, callOf(context)) };
    },
  };
}

function encodeChecked({ open, user }: CheckedSession) {
  if (user === undefined) return { open };
  const { id: userId, role, lastSeenMs } = user;
  return {
    open,
    userId,
    role: encodeRole(role),
    ...(lastSeenMs !== undefined && { lastSeenTime: timestampFromMs(lastSeenMs) }),
  };
}

function encodeCard({ userId, active, user }: Card): MessageCard {
  const status = active ? AccountStatus.ACTIVE : AccountStatus.DEACTIVATED;
  return { $typeName: 'skein.user.mesh.v1.Card', userId, status, user };
}
