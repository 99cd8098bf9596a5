import { durationMs } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { LogLevel } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { Level } from '../ports.ts';
import type { OpsContext } from './context.ts';

const levels: Readonly<Partial<Record<LogLevel, Level>>> = {
  [LogLevel.DEBUG]: 'debug',
  [LogLevel.INFO]: 'info',
  [LogLevel.WARN]: 'warn',
  [LogLevel.ERROR]: 'error',
};
const usualMs = 15 * 60_000;

export function setLogLevel({
  processes,
  claims,
}: OpsContext): Pick<ServiceImpl<typeof OpsService>, 'setLogLevel'> {
  return {
    setLogLevel: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.setLogLevel,
        request,
        newIds: () => ({}),
        async run() {
          const { service, instance, duration } = request;
          const level = levels[request.level]!;
          const forMs = duration === undefined ? usualMs : durationMs(duration);
          const instances = await processes.setLogLevel({ level, service, instance, forMs });
          if (instances.length === 0) {
            throw new DomainError('NOT_FOUND', 'no such process runs', {
              field: instance === '' ? 'service' : 'instance',
              metadata: { kind: 'process' },
            });
          }
          return { instances };
        },
      }),
  };
}
