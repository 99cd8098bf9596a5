import { durationMs, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { OpsMeshService } from '../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { LogLevel } from '../../gen/ts/skein/ops/v1/ops_pb.ts';
import type { Clock } from '../../platform/clock.ts';
import { enumNames } from '../../platform/enum-names.ts';
import { type Hosted, hosted } from '../../platform/rpc/host.ts';
import { readFigures } from '../../platform/telemetry/figures.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import type { Operations } from './host.ts';

const levels = enumNames(LogLevel);

/** The RPCs by which the ops service reads the figures of this process and sets its log level. */
export function opsMeshService(
  { process, logLevels }: Pick<Operations, 'process' | 'logLevels'>,
  { registry }: Pick<Metrics, 'registry'>,
  { nowMs }: Pick<Clock, 'nowMs'>,
): Hosted {
  const { instance, services, version, startedMs } = process;
  return hosted(OpsMeshService, {
    getOwnFigures: async ({ namePrefixes }) => ({
      process: {
        instance,
        services: [...services],
        version,
        startTime: timestampFromMs(startedMs),
        serving: process.serving(),
        figures: (await readFigures(registry, namePrefixes)).map(({ labels, ...figure }) => ({
          ...figure,
          labels: { ...labels },
        })),
        sampleTime: timestampFromMs(nowMs()),
      },
    }),
    setOwnLogLevel({ level, instance: wanted, duration }) {
      const name = levels.nameOf(level);
      if (name === undefined || duration === undefined || (wanted !== '' && wanted !== instance)) return {};
      logLevels.set(name, durationMs(duration));
      return { instance };
    },
  });
}
