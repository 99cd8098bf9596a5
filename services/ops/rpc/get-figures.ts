import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import type { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import type { OpsContext } from './context.ts';

export function getFigures({ processes }: OpsContext): Pick<ServiceImpl<typeof OpsService>, 'getFigures'> {
  return {
    async getFigures({ service, namePrefixes }) {
      const found = await processes.figures(service, namePrefixes);
      return {
        processes: found.processes.map(({ startedMs, sampledMs, figures, services, ...rest }) => ({
          ...rest,
          services: [...services],
          figures: figures.map(({ labels, ...figure }) => ({ ...figure, labels: { ...labels } })),
          startTime: timestampFromMs(startedMs),
          sampleTime: timestampFromMs(sampledMs),
        })),
        missingInstances: found.missingInstances,
      };
    },
  };
}
