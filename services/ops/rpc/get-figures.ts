import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { OpsHandlers, RpcContext } from './context.ts';

export function getFigures({ app }: RpcContext): Pick<OpsHandlers, 'getFigures'> {
  return {
    async getFigures({ service, namePrefixes }) {
      const found = await app.figuresOf(service, namePrefixes);
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
