import { readFileSync } from 'node:fs';
import { type Gateway, type GatewayOptions, startGateway } from '../edge/gateway/gateway.ts';
import type { Closers } from '../platform/lifecycle.ts';
import { listening } from '../platform/listening.ts';
import { grpcServer } from '../platform/rpc/grpc-server.ts';
import { health } from '../platform/rpc/health.ts';
import type { Hosted } from '../platform/rpc/host.ts';
import { inProcessTransport } from '../platform/rpc/in-process.ts';
import type { Admit } from '../platform/rpc/interceptors/shed.ts';
import { reflection } from '../platform/rpc/reflection.ts';
import { registry, type ServiceEntry } from './registry.ts';

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

export interface Servers {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Everything is up: health says SERVING, /readyz 200. */
  serve(): void;
}

/** How long running calls may take to end at a stop, in milliseconds. */
const drainMs = 5_000;
const publicDescriptors = new URL('../gen/public.binpb', import.meta.url);

/**
 * gRPC (with health and reflection) for everybody, and the gateway, which calls the same guarded handlers: what carries
 * no token of a service reaches public RPCs only, and through the gateway there are no others.
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { bind, hosted, closers } = options;
  const entries: ServiceEntry[] = Object.values(registry);
  const publicServices = new Set(entries.flatMap((entry) => entry.public));
  const names = [...publicServices].map(({ typeName }) => typeName);
  const status = health(hosted.map(({ service }) => service.typeName));

  const grpc = grpcServer([...hosted, status.hosted], {
    admit: options.admit,
    extend: reflection(readFileSync(publicDescriptors), [...names, status.hosted.service.typeName]),
  });
  const { port: grpcPort, close } = await listening(
    'SKEIN_GRPC_PORT',
    bind,
    options.grpcPort,
    grpc.listen({ bind, port: options.grpcPort }),
  );
  closers.add({ name: 'gRPC server', close: () => close({ graceMs: drainMs }), limitMs: drainMs + 1_000 });

  const gateway = await startGateway({
    ...options.gateway,
    bind,
    port: options.httpPort,
    services: [...publicServices],
    transportTo: toEach(hosted.filter(({ service }) => publicServices.has(service))),
    closers,
  });
  closers.add({ name: 'health', close: () => drain(gateway, status) });
  return {
    grpcPort,
    httpPort: gateway.port,
    serve() {
      gateway.serve();
      for (const name of ['', ...hosted.map(({ service }) => service.typeName)]) status.set(name, true);
    },
  };
}

function toEach(hosted: readonly Hosted[]): GatewayOptions['transportTo'] {
  const transport = inProcessTransport(hosted);
  return () => transport;
}

function drain(gateway: Gateway, status: ReturnType<typeof health>): void {
  gateway.drain();
  status.drain();
}
