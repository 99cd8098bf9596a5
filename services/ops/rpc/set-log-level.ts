import { durationMs } from '@bufbuild/protobuf/wkt';
import { LogLevel } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { OpsHandlers, RpcContext } from './context.ts';

const levels = enumNames(LogLevel);

export function setLogLevel({ app, claims }: RpcContext): Pick<OpsHandlers, 'setLogLevel'> {
  return {
    setLogLevel: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.setLogLevel,
        request,
        async run() {
          const { service, instance, duration } = request;
          const level = levels.nameOf(request.level)!;
          const forMs = duration && durationMs(duration);
          const instances = await app.setLogLevel({ level, service, instance, forMs });
          return { instances };
        },
      }),
  };
}
