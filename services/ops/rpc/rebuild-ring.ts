import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { OpsHandlers, RpcContext } from './context.ts';

export function rebuildRing({ app, claims }: RpcContext): Pick<OpsHandlers, 'rebuildRing'> {
  return {
    rebuildRing: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.rebuildRing,
        request,
        async run() {
          return { entryCount: await app.rebuildRing(request.userId) };
        },
      }),
  };
}
