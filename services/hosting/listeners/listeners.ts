import { fileURLToPath } from 'node:url';
import { type Gateway, type GatewayOptions, startGateway } from '../../../edge/gateway/gateway.ts';
import type { CallLimitSettings } from '../../../platform/limits/call-limits.ts';
import { boundConnections } from '../../../platform/limits/connections.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import type { Reach } from '../../../platform/rpc/reach.ts';
import type { DoorName, Refused } from '../../../platform/rpc/refused.ts';
import type { ServiceTable } from '../service-table.ts';
import {
  type GrpcListener,
  type GrpcListenerOptions,
  openGrpcListener,
  type Servers,
} from './grpc-listener.ts';

type OfGateway = Omit<
  GatewayOptions,
  'bind' | 'port' | 'services' | 'transportTo' | 'reach' | 'refusing' | 'refused' | 'connected' | 'closers'
>;

export interface ListenersOptions
  extends Pick<
    GrpcListenerOptions,
    'bind' | 'hosted' | 'admit' | 'guard' | 'entranceLimits' | 'storage' | 'closers'
  > {
  readonly services: ServiceTable;
  /** 0 takes any free port. */
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly limits: Pick<CallLimitSettings, 'connectionsPerAddress'>;
  readonly gateway: OfGateway;
  /** Counts calls that a door refused as they came. */
  readonly refused?: ((door: DoorName) => Refused) | undefined;
  /** Where calls are passed on to other processes: which services answer there. */
  readonly reach?: Reach;
}

/** Where `make` builds the page. */
export const builtPage = fileURLToPath(new URL('../../../edge/web/dist', import.meta.url));

/**
 * What a network shows to the outside: gRPC (with health and reflection), and the gateway, which calls the same guarded
 * handlers. What carries no token of a service reaches public RPCs only, and through the gateway there are no others.
 */
export async function openListeners(options: ListenersOptions): Promise<Servers> {
  const { services, bind, hosted, admit, guard, storage, closers, reach, gateway: ofGateway } = options;
  const publicServices = new Set(services.all.flatMap((service) => service.public));
  const publicNames = [...publicServices].map(({ typeName }) => typeName);
  const connected = () => boundConnections(options.limits.connectionsPerAddress, ofGateway.proxies);
  const grpc = await openGrpcListener({
    bind,
    port: options.grpcPort,
    hosted,
    admit,
    behind: reach && { silent: () => silentNames(services, reach), timers: ofGateway.clock },
    guard,
    entranceLimits: options.entranceLimits,
    refused: options.refused?.('grpc'),
    connected: connected(),
    storage,
    publicNames,
    closers,
  });
  const gateway = await startGateway({
    ...ofGateway,
    bind,
    port: options.httpPort,
    services: [...publicServices],
    transportTo: toEach(hosted.filter(({ service }) => publicServices.has(service))),
    reach,
    refusing: storage?.refusing,
    refused: options.refused,
    connected: connected(),
    closers,
  });
  closers.add({ name: 'health', close: () => drain(gateway, grpc) });
  return {
    grpcPort: grpc.port,
    httpPort: gateway.port,
    serve() {
      gateway.serve();
      grpc.serve();
    },
  };
}

function toEach(hosted: readonly Hosted[]): GatewayOptions['transportTo'] {
  const transport = inProcessTransport(hosted);
  return () => transport;
}

/** As health names them; the process as a whole is among them when nobody at all answers. */
async function silentNames(services: ServiceTable, reach: Reach): Promise<ReadonlySet<string>> {
  const { answering, silent } = await reach();
  const names = silent.flatMap((name) => services.of(name).public.map(({ typeName }) => typeName));
  return new Set(answering.length === 0 ? ['', ...names] : names);
}

function drain(gateway: Gateway, grpc: GrpcListener): void {
  gateway.drain();
  grpc.drain();
}
