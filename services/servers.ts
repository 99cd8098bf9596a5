import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Closers } from '../platform/lifecycle.ts';
import { connectHandler, type RequestListener as NodeHandler } from '../platform/rpc/connect-server.ts';
import { grpcServer } from '../platform/rpc/grpc-server.ts';
import { health } from '../platform/rpc/health.ts';
import type { Hosted } from '../platform/rpc/host.ts';
import { reflection } from '../platform/rpc/reflection.ts';
import { registry, type ServiceEntry } from './registry.ts';

export interface ServersOptions {
  readonly bind: string;
  /** 0 takes any free port. */
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Guarded handlers, those of the mesh among them. */
  readonly hosted: readonly Hosted[];
  readonly metrics: Registry;
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
/** How long a request may take to arrive, in milliseconds: node's own limits are minutes. */
const arrival = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
const publicDescriptors = new URL('../gen/public.binpb', import.meta.url);

/**
 * gRPC (with health and reflection) for everybody, and HTTP for health, metrics and Connect: what carries no
 * token of a service reaches public RPCs only, and on HTTP there are no others.
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { bind, hosted, metrics, closers } = options;
  const entries: ServiceEntry[] = Object.values(registry);
  const publicServices = new Set(entries.flatMap((entry) => entry.public));
  const names = [...publicServices].map(({ typeName }) => typeName);
  const status = health(hosted.map(({ service }) => service.typeName));

  const state = { ready: false };
  const http = createServer(arrival);
  const stopping = new AbortController();
  const rpc = connectHandler(
    hosted.filter(({ service }) => publicServices.has(service)),
    { fallback: operations(state, metrics) as NodeHandler, shutdownSignal: stopping.signal },
  );
  http.on('request', rpc);
  const httpPort = await named(
    'SKEIN_HTTP_PORT',
    options.httpPort,
    bind,
    listen(http, bind, options.httpPort),
  );
  closers.add({
    name: 'HTTP server',
    close: () => closeHttp(http, stopping),
    force: () => http.closeAllConnections(),
    limitMs: drainMs,
  });

  const grpc = grpcServer([...hosted, status.hosted], {
    extend: reflection(readFileSync(publicDescriptors), [...names, status.hosted.service.typeName]),
  });
  const listening = await named(
    'SKEIN_GRPC_PORT',
    options.grpcPort,
    bind,
    grpc.listen({ bind, port: options.grpcPort }),
  );
  closers.add({
    name: 'gRPC server',
    close: () => listening.close({ graceMs: drainMs }),
    limitMs: drainMs + 1_000,
  });
  const drain = () => {
    state.ready = false;
    status.drain();
  };
  closers.add({ name: 'health', close: drain });
  return {
    grpcPort: listening.port,
    httpPort,
    serve() {
      state.ready = true;
      for (const name of ['', ...hosted.map(({ service }) => service.typeName)]) status.set(name, true);
    },
  };
}

const operationPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** `/healthz`: the process lives. `/readyz`: it takes calls. `/metrics`: Prometheus. */
function operations(state: { readonly ready: boolean }, metrics: Registry): RequestListener {
  return async (request, response) => {
    const send = (code: number, text: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(code, { 'content-type': type }).end(text);
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!operationPaths.has(path)) send(404, 'not found\n');
    else if (request.method !== 'GET' && request.method !== 'HEAD') send(405, 'method not allowed\n');
    else if (path === '/healthz') send(200, 'ok\n');
    else if (path === '/readyz') send(state.ready ? 200 : 503, state.ready ? 'ready\n' : 'not ready\n');
    else {
      // A figure that can't be read must not end the process.
      const text = await metrics.metrics().catch(() => undefined);
      if (text === undefined) send(500, 'the figures can not be read\n');
      else send(200, text, metrics.contentType);
    }
  };
}

const whyNot: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there',
  ENOTFOUND: 'there is no such host',
};

/** @throws Error that names address and setting, for whoever starts the process */
async function named<T>(setting: string, port: number, bind: string, listening: Promise<T>): Promise<T> {
  try {
    return await listening;
  } catch (cause) {
    const { message } = cause as Error;
    const why = Object.entries(whyNot).find(([code]) => message.includes(code))?.[1] ?? message;
    throw new Error(`can't listen on ${bind}:${port} (SKEIN_BIND, ${setting}): ${why}`, { cause });
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

function closeHttp(server: Server, stopping: AbortController): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    stopping.abort();
    server.closeIdleConnections();
  });
}
