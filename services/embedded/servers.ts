import { type Gateway, type GatewayOptions, startGateway } from '../../edge/gateway/gateway.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { inProcessTransport } from '../../platform/rpc/in-process.ts';
import type { Admit } from '../../platform/rpc/interceptors/shed.ts';
import { type GrpcDoor, openGrpcDoor, type Servers } from '../grpc-door.ts';
import { registry, type ServiceEntry } from '../registry.ts';

type OfGateway = Omit<GatewayOptions, 'bind' | 'port' | 'services' | 'transportTo' | 'closers'>;

export interface ServersOptions {
  readonly bind: string;
  /** 0 takes any free port. */
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Guarded handlers, those of the mesh among them. */
  readonly hosted: readonly Hosted[];
  /** Whether there is room for a call, asked before its request is read where that is possible. */
  readonly admit?: Admit;
  readonly gateway: OfGateway;
  readonly closers: Closers;
}

/**
 * gRPC (with health and reflection) for everybody, and the gateway, which calls the same guarded handlers: what carries
 * no token of a service reaches public RPCs only, and through the gateway there are no others.
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { bind, hosted, admit, closers } = options;
  const entries: ServiceEntry[] = Object.values(registry);
  const publicServices = new Set(entries.flatMap((entry) => entry.public));
  const publicNames = [...publicServices].map(({ typeName }) => typeName);
  const grpc = await openGrpcDoor({ bind, port: options.grpcPort, hosted, admit, publicNames, closers });
  const gateway = await startGateway({
    ...options.gateway,
    bind,
    port: options.httpPort,
    services: [...publicServices],
    transportTo: toEach(hosted.filter(({ service }) => publicServices.has(service))),
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

function drain(gateway: Gateway, grpc: GrpcDoor): void {
  gateway.drain();
  grpc.drain();
}
