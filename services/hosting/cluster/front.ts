import { passedOn } from '../../../edge/gateway/passing.ts';
import { type CallLimitSettings, callLimits } from '../../../platform/limits/call-limits.ts';
import type { GrpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { limit } from '../../../platform/rpc/interceptors/limit.ts';
import { reach } from '../../../platform/rpc/reach.ts';
import { limitFigures } from '../../../platform/telemetry/limit-figures.ts';
import { entranceLimits } from '../guard/entrance-limits.ts';
import { clientAddress, entrance, type GuardOptions } from '../guard/guard.ts';
import type { Readers } from '../guard/readers.ts';
import type { Servers } from '../listeners/grpc-listener.ts';
import { type ListenersOptions, openListeners } from '../listeners/listeners.ts';

export interface FrontOptions
  extends Pick<
      ListenersOptions,
      'services' | 'bind' | 'grpcPort' | 'httpPort' | 'admit' | 'refused' | 'closers'
    >,
    Pick<GuardOptions, 'observers'> {
  /** To every service that there is; the RPCs of others answer UNIMPLEMENTED. */
  readonly channels: ReadonlyMap<string, GrpcTransport>;
  readonly limits: CallLimitSettings;
  readonly readers?: Pick<Readers, 'know'>;
  readonly gateway: Omit<ListenersOptions['gateway'], 'limits'>;
}

/**
 * What stands before the processes of a cluster on one machine: both doors, with limits. Calls are passed on as they
 * come; who may call what is checked where they are handled. A deployment of several machines has Envoy here.
 */
export function startFront(options: FrontOptions): Promise<Servers> {
  const { channels, gateway, limits: settings } = options;
  const { access, sessions, clock, proxies, metrics, slowReaderMs } = gateway;
  const addressOf = clientAddress(proxies);
  const limits = callLimits({ settings, clock, refused: limitFigures([metrics]) });
  options.readers?.know({ limits });
  const limited = [limit({ limits, access, sessions, addressOf })];
  const hosted = options.services.all.flatMap((each): readonly Hosted[] => {
    const channel = channels.get(each.name);
    if (channel === undefined) return each.public.map((service) => ({ service, impl: {} }));
    return passedOn(each.public, {
      transportTo: () => channel,
      timers: clock,
      takeMs: slowReaderMs,
      addressOf,
    });
  });
  const before = entrance(options, limited);
  return openListeners({
    ...options,
    hosted: guarded(hosted, before, before),
    guard: limited,
    entranceLimits: entranceLimits({ limits, access, sessions, proxies }),
    limits: settings,
    reach: reach(channels, clock),
    gateway: { ...gateway, limits },
  });
}
