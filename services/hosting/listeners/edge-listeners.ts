import { fileURLToPath } from 'node:url';
import { startGateway } from '../../../edge/gateway/gateway.ts';
import { type DownstreamHealth, downstreamHealth } from '../../../platform/rpc/downstream-health.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import type { ComposedProcess, Listeners } from '../composed-process.ts';
import type { ServiceTable } from '../service-table.ts';
import { openGrpcListener } from './grpc-listener.ts';

/** Where `make` builds the page. */
const builtPage = fileURLToPath(new URL('../../../edge/web/dist', import.meta.url));

/**
 * What a network shows to the outside: gRPC (with health and reflection), and the gateway, which calls the same guarded
 * handlers. What carries no token of a service reaches public RPCs only, and through the gateway there are no others.
 */
export async function openEdgeListeners(process: ComposedProcess): Promise<Listeners> {
  const { context, profile, guard, hosted } = process;
  const { services, config, clock, closers, metrics } = context;
  const { process: settings, product } = config;
  const behind = profile.channels && downstreamHealth(profile.channels, clock);
  const publicServices = new Set(services.all.flatMap((service) => service.public));
  const toPublic = inProcessTransport(hosted.filter(({ service }) => publicServices.has(service)));
  const grpc = await openGrpcListener(process, {
    port: settings.grpcPort,
    hosted,
    healthGuard: guard.limited,
    behind: behind && { silent: () => silentNames(services, behind), timers: clock },
    reflected: [...publicServices],
  });
  const gateway = await startGateway({
    access: guard.access,
    sessions: guard.sessions,
    clock,
    heartbeatMs: product.heartbeatMs,
    jwks: guard.accessKeys.published,
    limits: guard.limits,
    metrics: metrics.registry,
    pageDirectory: builtPage,
    proxies: guard.proxies,
    settings: config.gateway,
    slowReaderMs: product.slowReaderMs,
    bind: settings.bind,
    port: settings.httpPort,
    services: [...publicServices],
    transportTo: () => toPublic,
    downstreamHealth: behind,
    refusing: profile.storage?.refusing,
    onRefused: metrics.refused,
    connected: guard.boundConnections(),
    closers,
  });
  closers.add({
    name: 'health',
    close() {
      gateway.drain();
      grpc.drain();
    },
  });
  return {
    grpcPort: grpc.port,
    httpPort: gateway.port,
    serve() {
      gateway.serve();
      grpc.serve();
    },
  };
}

/** As health names them; the process as a whole is among them when nobody at all answers. */
async function silentNames(
  services: ServiceTable,
  downstreamHealth: DownstreamHealth,
): Promise<ReadonlySet<string>> {
  const { answering, silent } = await downstreamHealth();
  const names = silent.flatMap((name) => services.of(name).public.map(({ typeName }) => typeName));
  return new Set(answering.length === 0 ? ['', ...names] : names);
}
