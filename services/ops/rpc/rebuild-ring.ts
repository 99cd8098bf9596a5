import type { ServiceImpl } from '@connectrpc/connect';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { OpsContext } from './context.ts';

export function rebuildRing({
  rings,
  users,
  claims,
}: OpsContext): Pick<ServiceImpl<typeof OpsService>, 'rebuildRing'> {
  return {
    rebuildRing: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.rebuildRing,
        request,
        newIds: () => ({}),
        async run() {
          const { userId } = request;
          if (!(await users.activeUsers([userId])).has(userId)) {
            throw new DomainError('USER_NOT_FOUND', 'there is no such user', { field: 'user_id' });
          }
          return { entryCount: await rings.rebuild(userId) };
        },
      }),
  };
}
