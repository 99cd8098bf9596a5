import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DescService } from '@bufbuild/protobuf';
import type { HandlerContext, Transport } from '@connectrpc/connect';
import { type GatewayOptions, startGateway } from '../../edge/gateway/gateway.ts';
import { passedOn } from '../../edge/gateway/passing.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import { forwardedForHeader } from '../../platform/limits/trusted-proxies.ts';
import { listening } from '../../platform/listening.ts';
import { grpcServer } from '../../platform/rpc/grpc-server.ts';
import { headerOf, peerAddressOf } from '../../platform/rpc/headers.ts';
import { health } from '../../platform/rpc/health.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { guarded } from '../../platform/rpc/intercept.ts';
import { deadline } from '../../platform/rpc/interceptors/deadline.ts';
import { reflection } from '../../platform/rpc/reflection.ts';
import type { Servers } from '../grpc-door.ts';

export interface FrontOptions extends Omit<GatewayOptions, 'port' | 'services' | 'transportTo' | 'closers'> {
  /** 0 takes any free port. */
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Every public service; without a transport its RPCs answer UNIMPLEMENTED. */
  readonly services: ReadonlyMap<DescService, Transport | undefined>;
  readonly closers: Closers;
}

/** How long running calls may take to end at a stop, in milliseconds. */
const drainMs = 5_000;
const publicDescriptors = new URL('../../gen/public.binpb', import.meta.url);
export const builtPage = fileURLToPath(new URL('../../edge/web/dist', import.meta.url));

/**
 * What stands before the processes of a cluster on one machine: gRPC with health and reflection, and the gateway. Calls
 * are passed on as they come; who may call what is checked where they are handled. A deployment of several machines has
 * Envoy here.
 */
export async function startFront(options: FrontOptions): Promise<Servers> {
  const { services, grpcPort, httpPort, closers, ...gateway } = options;
  const { bind, clock, proxies } = gateway;
  const status = health([...services.keys()].map(({ typeName }) => typeName));
  const reached = [...services]
    .filter(([, transport]) => transport !== undefined)
    .map(([service]) => service);
  const transportTo = (service: DescService) => services.get(service)!;
  const addressOf = (context: HandlerContext) =>
    proxies.clientAddress(peerAddressOf(context), headerOf(context, forwardedForHeader));
  const hosted: Hosted[] = [
    ...passedOn(reached, transportTo, clock, addressOf),
    ...[...services.keys()]
      .filter((service) => !reached.includes(service))
      .map((service) => ({ service, impl: {} })),
  ];
  const names = [...services.keys()].map(({ typeName }) => typeName);
  const grpc = grpcServer(
    [...guarded(hosted, [...gateway.observers, deadline(gateway.deadlines)]), status.hosted],
    { extend: reflection(readFileSync(publicDescriptors), [...names, status.hosted.service.typeName]) },
  );
  const opened = await listening('SKEIN_GRPC_PORT', bind, grpcPort, grpc.listen({ bind, port: grpcPort }));
  closers.add({
    name: 'gRPC server',
    close: () => opened.close({ graceMs: drainMs }),
    limitMs: drainMs + 1_000,
  });
  const started = await startGateway({
    ...gateway,
    port: httpPort,
    services: reached,
    transportTo,
    closers,
  });
  const drain = () => {
    started.drain();
    status.drain();
  };
  closers.add({ name: 'health', close: drain });
  return {
    grpcPort: opened.port,
    httpPort: started.port,
    serve() {
      started.serve();
      for (const name of ['', ...names]) status.set(name, true);
    },
  };
}
