import type { IncomingMessage } from 'node:http';
import { admission } from '../../../edge/gateway/admission.ts';
import { closed, httpServer, listen } from '../../../edge/gateway/http-server.ts';
import { isPrivateHost } from '../../../edge/gateway/metrics-readers.ts';
import { operations } from '../../../edge/gateway/operations.ts';
import { isLoopback } from '../../../platform/limits/address.ts';
import { listening } from '../../../platform/listening.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import type { ComposedProcess, Listeners } from '../composed-process.ts';
import { opsMeshService } from '../ops-mesh-service.ts';
import { openGrpcListener, writesHealth } from './grpc-listener.ts';

/** Only operators send HTTP requests here, through the mesh. */
const unlimited = { address() {} };

/**
 * Whether a request may read the metrics: from another machine, which the mesh has admitted; from this machine, which its sidecar
 * is on, with localhost or a host that no web page can have.
 */
function showsMetrics({ socket, headers: { host = '' } }: IncomingMessage): boolean {
  if (!isLoopback(socket.remoteAddress ?? '')) return true;
  return /^localhost(:\d+)?$/i.test(host) || isPrivateHost(host);
}

/** Opens the listeners of a process behind the edge: gRPC with health and reflection, and HTTP for operators. */
export async function openMeshListeners(process: ComposedProcess): Promise<Listeners> {
  const { context, profile, guard } = process;
  const { layout, env, config, clock, closers, metrics } = context;
  const { bind, ...settings } = config.process;
  const ops = opsMeshService(process.operations, metrics, clock);
  const hosted = [...process.hosted, ...guarded([ops], guard.outer, guard.publicInterceptors)];
  const problem = () => profile.problem?.();
  let ready = false;
  const names = ['', writesHealth, ...hosted.map(({ service }) => service.typeName)];

  const grpc = await openGrpcListener(process, {
    port: env.SKEIN_GRPC_PORT ? settings.grpcPort : (layout.hosts[0]?.port ?? settings.grpcPort),
    hosted,
    // Load balancers ask for health, without limit.
    healthGuard: [],
    behind: { silent: async () => new Set(problem() === undefined ? [] : names), timers: clock },
    reflected: layout.hosts.flatMap((service) => service.public),
  });
  const operate = operations({
    showsMetrics,
    metrics: metrics.registry,
    jwks: guard.accessKeys.published,
    isReady: () => ready,
    problem,
  });
  const { refusal, answer } = admission(unlimited, () => '');
  const http = httpServer({
    maxConnections: 100,
    idleMs: 60_000,
    unreadAnswers: guard.unreadAnswers,
    onUnread: () => metrics.refused('http')('READER_TOO_SLOW'),
  });
  http.on('request', (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0]!;
    const refused = refusal(request);
    if (refused !== undefined) return answer(refused, path, request, response);
    if (!operate(path, request, response)) response.writeHead(404).end('not found\n');
  });
  const httpPort = await listening(
    'SKEIN_BIND, SKEIN_HTTP_PORT',
    bind,
    settings.httpPort,
    listen(http, bind, settings.httpPort),
  );
  closers.add({ name: 'HTTP server', close: () => closed(http), force: () => http.closeAllConnections() });
  closers.add({
    name: 'health',
    close() {
      ready = false;
      grpc.drain();
    },
  });
  return {
    grpcPort: grpc.port,
    httpPort,
    serve() {
      ready = true;
      grpc.serve();
    },
  };
}
