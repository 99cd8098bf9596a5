import type { DescService } from '@bufbuild/protobuf';
import type { Transport } from '@connectrpc/connect';
import { passedOn } from '../../edge/gateway/passing.ts';
import { type CallLimitSettings, callLimits } from '../../platform/limits/call-limits.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { guarded } from '../../platform/rpc/intercept.ts';
import { limit } from '../../platform/rpc/interceptors/limit.ts';
import { limitFigures } from '../../platform/telemetry/limit-figures.ts';
import { type DoorsOptions, openDoors } from '../doors.ts';
import type { Servers } from '../grpc-door.ts';
import { clientAddress, entrance, type GuardOptions } from '../guard.ts';

export interface FrontOptions
  extends Pick<DoorsOptions, 'bind' | 'grpcPort' | 'httpPort' | 'admit' | 'closers'>,
    Pick<GuardOptions, 'observers'> {
  /** Every public service; without a transport its RPCs answer UNIMPLEMENTED. */
  readonly services: ReadonlyMap<DescService, Transport | undefined>;
  readonly limits: CallLimitSettings;
  readonly gateway: Omit<DoorsOptions['gateway'], 'limits'>;
}

/**
 * What stands before the processes of a cluster on one machine: both doors, with limits. Calls are passed on as they
 * come; who may call what is checked where they are handled. A deployment of several machines has Envoy here.
 */
export function startFront(options: FrontOptions): Promise<Servers> {
  const { services, gateway, limits: settings } = options;
  const { access, clock, proxies, metrics, slowReaderMs } = gateway;
  const reached = [...services.keys()].filter((service) => services.get(service) !== undefined);
  const addressOf = clientAddress(proxies);
  const limits = callLimits({ settings, clock, refused: limitFigures([metrics]) });
  const limited = [limit({ limits, access, addressOf })];
  const hosted: Hosted[] = [
    ...passedOn(reached, {
      transportTo: (service) => services.get(service)!,
      timers: clock,
      takeMs: slowReaderMs,
      addressOf,
    }),
    ...[...services.keys()]
      .filter((service) => !reached.includes(service))
      .map((service) => ({ service, impl: {} })),
  ];
  return openDoors({
    ...options,
    hosted: guarded(hosted, entrance(options, limited)),
    guard: limited,
    limits: settings,
    gateway: { ...gateway, limits },
  });
}
