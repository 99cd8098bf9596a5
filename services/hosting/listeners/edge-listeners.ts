import { fileURLToPath } from 'node:url';
import { startGateway } from '../../../edge/gateway/gateway.ts';
import { type DownstreamHealth, downstreamHealth } from '../../../platform/rpc/downstream-health.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import type { ComposedProcess, Listeners } from '../composed-process.ts';
import type { ServiceTable } from '../service-table.ts';
import { openGrpcListener } from './grpc-listener.ts';

/** The folder of the page that `make` builds. */
const builtPage = fileURLToPath(new URL('../../../edge/web/dist', import.meta.url));

/**
 * Opens the listeners for the outside: gRPC with health and reflection, and the gateway. Both call the same guarded handlers.
 * Calls over gRPC reach mesh RPCs only with a service's token; the gateway has no mesh RPCs.
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
    unreadAnswers: guard.unreadAnswers,
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

/** The health names of services that do not answer. When no service answers, they include the whole process (''). */
async function silentNames(
  services: ServiceTable,
  downstreamHealth: DownstreamHealth,
): Promise<ReadonlySet<string>> {
  const { answering, silent } = await downstreamHealth();
  const names = silent.flatMap((name) => services.of(name).public.map(({ typeName }) => typeName));
  return new Set(answering.length === 0 ? ['', ...names] : names);
}
