import type { IncomingMessage, RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DescService } from '@bufbuild/protobuf';
import type { ConnectError } from '@connectrpc/connect';
import type { Registry } from 'prom-client';
import type { AccessClaims } from '../../platform/auth/access-tokens.ts';
import type { TokenVerifier } from '../../platform/auth/token-verifier.ts';
import type { TimedClock } from '../../platform/clock.ts';
import { toConnectError } from '../../platform/errors.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import type { CallLimits } from '../../platform/limits/call-limits.ts';
import { forwardedForHeader, type TrustedProxies } from '../../platform/limits/trusted-proxies.ts';
import { listening } from '../../platform/listening.ts';
import { answerUnknown, isRpc } from '../../platform/rpc/connect-refusal.ts';
import { connectHandler, type RequestListener as NodeHandler } from '../../platform/rpc/connect-server.ts';
import type { DownstreamHealth } from '../../platform/rpc/downstream-health.ts';
import { bearerToken, requestIdHeader } from '../../platform/rpc/headers.ts';
import { guarded, type Interceptor } from '../../platform/rpc/intercept.ts';
import { countByPerson } from '../../platform/rpc/interceptors/limit.ts';
import type { OnRefused } from '../../platform/rpc/refusal-report.ts';
import { retryAfterSeconds } from '../../platform/rpc/retry.ts';
import type { PassingTransport } from '../../platform/rpc/transport.ts';
import type { UnreadAnswerLimit } from '../../platform/rpc/unread-answer-limit.ts';
import { admission, httpStatusOf } from './admission.ts';
import { type BodyLimits, boundedBodies } from './bounded-bodies.ts';
import type { GatewaySettings } from './config.ts';
import { gatewayFigures } from './figures.ts';
import { closed, httpServer, listen } from './http-server.ts';
import { readsMetrics } from './metrics-readers.ts';
import { operations } from './operations.ts';
import { origins } from './origins.ts';
import { pages } from './pages.ts';
import { proxiedServices } from './rpc-proxy.ts';
import { secure } from './security-headers.ts';
import { rejectHandshake } from './sockets/handshake.ts';
import { sockets } from './sockets/sockets.ts';
import type { SocketSessions } from './sockets/sockets-by-user.ts';
import { streams } from './sockets/streams.ts';

export interface GatewayOptions {
  readonly bind: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The forwarded services: public ones only. */
  readonly services: readonly DescService[];
  /** A transport to guarded handlers in this process, which count and limit calls and set their deadlines. */
  readonly transportTo: (service: DescService) => PassingTransport;
  /** Where handlers forward calls to other processes: which services answer there. */
  readonly downstreamHealth?: DownstreamHealth | undefined;
  /** The databases of this process that refuse writes now. */
  readonly refusing?: (() => readonly string[]) | undefined;
  readonly access: TokenVerifier<AccessClaims>;
  readonly sessions: SocketSessions;
  /** The public keys of access tokens, as a JSON Web Key Set. */
  readonly jwks: () => Promise<object>;
  readonly proxies: TrustedProxies;
  /** The limits of the handlers, for requests that do not reach them. */
  readonly limits: CallLimits;
  /** Counts calls that are refused before their handlers. */
  readonly onRefused?: ((listener: 'http' | 'socket') => OnRefused) | undefined;
  /** The limit of unread answers of this process. Default: one of the gateway's own. */
  readonly unreadAnswers?: UnreadAnswerLimit | undefined;
  /** Receives every connection and may close it. */
  readonly connected?: (socket: Socket) => void;
  readonly settings: GatewaySettings;
  /** The heartbeat interval of streams. */
  readonly heartbeatMs: number;
  /** A stream ends when its reader leaves a message unread for so long, in milliseconds. */
  readonly slowReaderMs: number;
  readonly clock: TimedClock;
  readonly metrics: Registry;
  /** The limits of incomplete bodies. Default 30 s and, over all requests, 256 MiB. */
  readonly bodies?: BodyLimits;
  /** The built page. */
  readonly pageDirectory?: string;
  readonly closers: Closers;
}

export interface Gateway {
  readonly port: number;
  /** Everything is started: /readyz reports it. */
  serve(): void;
  /** /readyz fails from now on; the closer ends streams and then the server. */
  drain(): void;
}

/** How long running calls may take to end at a stop, in milliseconds. */
const drainMs = 5_000;
const bodyLimits = { maxMs: 30_000, maxBytes: 256 * 1024 * 1024 };
/** The path of WebSockets. */
const socketPath = '/ws';

/**
 * Serves everything over HTTP: Connect, gRPC-Web and JSON for every public RPC, WebSockets, the page, and the endpoints
 * for operators. It knows no rules of the product; it forwards calls to the given transports.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { bind, services, transportTo, settings, clock, access, proxies, metrics, closers } = options;
  const state = { ready: false };
  const stopping = new AbortController();
  const figures = gatewayFigures(metrics);
  const addressOf = ({
    socket,
    headers,
  }: {
    socket: { remoteAddress?: string };
    headers: IncomingMessage['headers'];
  }) =>
    proxies.clientAddress(
      socket.remoteAddress ?? '',
      joined(headers[forwardedForHeader]),
      headers.host ?? '',
    );
  const allowed = origins(settings.allowedOrigins);
  const onRefused = options.onRefused?.('http') ?? nobodyHears;
  const { refusal, answer } = admission(options.limits, addressOf, onRefused);
  const count = countByPerson({ limits: options.limits, access, sessions: options.sessions });
  const operate = operations({
    isReady: () => state.ready,
    downstreamHealth: options.downstreamHealth,
    refusing: options.refusing,
    metrics,
    jwks: options.jwks,
    showsMetrics: (request) => readsMetrics(request, addressOf(request), proxies),
  });
  const page = pages(options.pageDirectory);
  const bound = boundedBodies(options.bodies ?? bodyLimits, addressOf);
  const passed = proxiedServices(services, { transportTo, timers: clock, takeMs: options.slowReaderMs });
  const hosted = guarded(passed, [tellRequestId]);
  const rest: RequestListener = (request, response) => {
    const path = pathOf(request);
    if (!isRpc(path)) return page(path, request, response);
    const call = {
      address: addressOf(request),
      token: bearerToken(request.headers.authorization),
      streams: false,
    };
    // For methods of the services, users are counted in front of the handlers.
    Promise.resolve(call)
      .then(count)
      .then(
        () => {
          onRefused('UNIMPLEMENTED');
          answerUnknown(path, request, response);
        },
        (reason) => answer(toConnectError(reason), path, request, response),
      );
  };
  const rpc = connectHandler(hosted, {
    addressOf,
    fallback: rest as NodeHandler,
    passesOn: options.downstreamHealth !== undefined,
    onRefused,
    shutdownSignal: stopping.signal,
  });
  const refusedSocket = options.onRefused?.('socket') ?? nobodyHears;
  const live = sockets({
    access,
    sessions: options.sessions,
    addressOf,
    clock,
    limits: options.limits,
    takeMs: options.slowReaderMs,
    heartbeatMs: options.heartbeatMs,
    maxPerUser: settings.socketsPerUser,
    opened: figures.sockets,
    origins: allowed,
    onRefused: refusedSocket,
    streams: streams(services, transportTo, refusedSocket),
  });

  const server = httpServer({
    maxConnections: settings.maxConnections,
    idleMs: 2 * options.heartbeatMs + 60_000,
    unreadAnswers: options.unreadAnswers,
    onUnread: () => onRefused('READER_TOO_SLOW'),
  });
  if (options.connected !== undefined) server.on('connection', options.connected);
  server.on('request', (request, response) => {
    secure(response);
    if (stopping.signal.aborted) response.setHeader('connection', 'close');
    const path = pathOf(request);
    const onRefused = refusal(request);
    // Pages of allowed origins may read the refusal. A preflight has no page that reads.
    if (onRefused !== undefined && request.method === 'OPTIONS')
      return answer(onRefused, '', request, response);
    if (allowed.answer(request, response)) return;
    if (onRefused !== undefined) return answer(onRefused, path, request, response);
    if (operate(path, request, response)) return;
    response.setHeader('cache-control', 'no-store');
    bound(request);
    rpc(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const onRefused = refusal(request);
    if (onRefused !== undefined) refuseUpgrade(socket, onRefused);
    else if (pathOf(request) === socketPath) live.upgrade(request, socket, head);
    else rejectHandshake(socket, 404, 'not found');
  });
  const port = await listening(
    'SKEIN_BIND, SKEIN_HTTP_PORT',
    bind,
    options.port,
    listen(server, bind, options.port),
  );
  closers.add({
    name: 'gateway',
    async close() {
      const finished = closed(server);
      stopping.abort();
      await live.drain();
      await finished;
    },
    force: () => server.closeAllConnections(),
    limitMs: drainMs,
  });
  return {
    port,
    serve() {
      state.ready = true;
    },
    drain() {
      state.ready = false;
    },
  };
}

function nobodyHears(): void {}

/** Lets users name a call in a report. */
const tellRequestId: Interceptor = ({ context, requestId }) => {
  context.responseHeader.set(requestIdHeader, requestId);
};

function refuseUpgrade(socket: Duplex, onRefused: ConnectError): void {
  const seconds = retryAfterSeconds(onRefused);
  const headers = seconds === undefined ? '' : `retry-after: ${seconds}\r\n`;
  rejectHandshake(socket, httpStatusOf(onRefused), onRefused.rawMessage, headers);
}

function pathOf({ url = '' }: { url?: string | undefined }): string {
  return url.split('?', 1)[0]!;
}

function joined(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' || header === undefined ? header : header.join(',');
}
