import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { entrance } from '../../../edge/gateway/entrance.ts';
import { closed, httpServer, listen } from '../../../edge/gateway/http-server.ts';
import { operations } from '../../../edge/gateway/operations.ts';
import type { Timers } from '../../../platform/clock.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { isLoopback } from '../../../platform/limits/address.ts';
import { listening } from '../../../platform/listening.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import type { Admit } from '../../../platform/rpc/interceptors/shed.ts';
import type { Refused } from '../../../platform/rpc/refused.ts';
import { openGrpcListener, type Servers, writesHealth } from './grpc-listener.ts';

export interface ServiceListenersOptions {
  readonly bind: string;
  /** 0 takes any free port. */
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Guarded handlers, those of the mesh among them. */
  readonly hosted: readonly Hosted[];
  /** Whether there is room for a call, asked before its request is read. */
  readonly admit?: Admit;
  /** Hears of calls that are refused as they came. */
  readonly refused?: Refused | undefined;
  /** Why the process must not be sent calls although it runs; looked at again and again. */
  readonly problem: () => string | undefined;
  readonly timers: Timers;
  /** Names of those that everybody may see. */
  readonly publicNames: readonly string[];
  readonly operations: Omit<Parameters<typeof operations>[0], 'isReady' | 'problem'>;
  readonly closers: Closers;
}

/** Operators come in here, through the mesh. */
const unlimited = { address() {} };

/** To whom the mesh lets in, and on this machine by an address of it: a page whose name was made to lead here has a name. */
function showsMetrics({ socket, headers: { host = '' } }: IncomingMessage): boolean {
  if (!isLoopback(socket.remoteAddress ?? '')) return true;
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  return name === 'localhost' || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** The servers of a process that hosts one service: gRPC with health and reflection, and HTTP for operators alone. */
export async function openServiceListeners(options: ServiceListenersOptions): Promise<Servers> {
  const { bind, hosted, admit, problem, timers, publicNames, closers } = options;
  let ready = false;
  const names = ['', writesHealth, ...hosted.map(({ service }) => service.typeName)];

  const grpc = await openGrpcListener({
    bind,
    port: options.grpcPort,
    hosted,
    admit,
    behind: { silent: async () => new Set(problem() === undefined ? [] : names), timers },
    publicNames,
    refused: options.refused,
    closers,
  });
  const operate = operations({ showsMetrics, ...options.operations, isReady: () => ready, problem });
  const { refusal, tell } = entrance(unlimited, () => '');
  const http = httpServer({ maxConnections: 100, idleMs: 60_000 });
  http.on('request', (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0]!;
    const refused = refusal(request);
    if (refused !== undefined) return tell(refused, path, request, response);
    if (!operate(path, request, response)) response.writeHead(404).end('not found\n');
  });
  const httpPort = await listening(
    'SKEIN_HTTP_PORT',
    bind,
    options.httpPort,
    listen(http, bind, options.httpPort),
  );
  closers.add({ name: 'HTTP server', close: () => closed(http), force: () => http.closeAllConnections() });
  const drain = () => {
    ready = false;
    grpc.drain();
  };
  closers.add({ name: 'health', close: drain });
  return {
    grpcPort: grpc.port,
    httpPort,
    serve() {
      ready = true;
      grpc.serve();
    },
  };
}
