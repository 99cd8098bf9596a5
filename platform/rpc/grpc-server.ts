import { isIP, type Socket } from 'node:net';
import {
  logVerbosity,
  Server,
  ServerCredentials,
  type ServerInterceptor,
  setLogVerbosity,
} from '@grpc/grpc-js';
import { draining } from '../errors.ts';
import { GrpcCall } from './grpc-call.ts';
import { type Connections, keepConnections } from './grpc-connections.ts';
import { requireGrpc } from './grpc-content-type.ts';
import type { GrpcHost } from './grpc-host.ts';
import { countCalls, type ListenerLimits } from './grpc-limits.ts';
import { refuseEarly } from './grpc-refusal.ts';
import { explainUnknown } from './grpc-unknown-method.ts';
import { countUnread } from './grpc-unread.ts';
import { boundMessages, checkFlags, explainStatuses, type WireCall } from './grpc-wire.ts';
import { type BoundMethod, bindMethods, type Hosted } from './host.ts';
import type { Admit } from './interceptors/shed.ts';
import { maxMessageBytes } from './limits.ts';
import type { OnRefused } from './refusal-report.ts';
import { RequestBufferLimit, type RequestBufferOptions } from './request-buffer-limit.ts';
import { defaultMaxRequestBytes } from './requests/max-request-bytes.ts';
import { UnreadAnswerLimit } from './unread-answer-limit.ts';

export interface GrpcServerOptions {
  /** Plain text without it. */
  credentials?: ServerCredentials;
  /** Adds services that bring their own grpc-js handlers, e.g. reflection. */
  extend?: (server: Server) => void;
  /** How long the end of a call may stay unread before its stream is reset, in milliseconds. */
  unreadResetMs?: number;
  /** Limits of incomplete requests. Default 10 s and, over all calls, 256 MiB. */
  requestBuffers?: RequestBufferOptions;
  /** The limit of unread answers, which other servers may share. Default: one of its own. */
  unreadAnswers?: UnreadAnswerLimit | undefined;
  /** Receives every connection and may close it. */
  connected?: (socket: Socket) => void;
  /** The load shedder, asked before a call's request is read. */
  admit?: Admit;
  /** Limits that calls count against before their requests are read. Default: none. */
  limits?: ListenerLimits;
  /** Receives calls that are refused before their handler, except refusals by `admit` and `limits`. */
  onRefused?: OnRefused | undefined;
}

export interface ListenOptions {
  /** The address to bind. */
  bind: string;
  /** 0 takes any free port. */
  port: number;
}

export interface Listening {
  readonly port: number;
  /**
   * Accepts no new calls, ends response streams as UNAVAILABLE, DRAINING, lets other calls run for up to `graceMs`,
   * then aborts them.
   */
  close(options: { graceMs: number }): Promise<void>;
}

export interface GrpcServer {
  listen(options: ListenOptions): Promise<Listening>;
}

const options = {
  // For methods that are not ours, such as reflection; each of ours has its own limit.
  'grpc.max_receive_message_length': defaultMaxRequestBytes.streaming,
  'grpc.max_send_message_length': -1,
  // channelz bookkeeping costs time for every message and is not used.
  'grpc.enable_channelz': 0,
  'grpc.max_concurrent_streams': 10_000,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
};

// Failures are reported to their callers; grpc-js would also print them to stderr.
setLogVerbosity(logVerbosity.NONE);

/** Serves services on gRPC. */
export function grpcServer(services: readonly Hosted[], settings: GrpcServerOptions = {}): GrpcServer {
  const methods = bindMethods(services);
  const host: GrpcHost = {
    unreadResetMs: settings.unreadResetMs ?? 5_000,
    streams: new Set(),
    onRefused: settings.onRefused ?? (() => {}),
    requestBuffers: new RequestBufferLimit(
      settings.requestBuffers ?? { maxMs: 10_000, maxBytes: 64 * maxMessageBytes },
    ),
  };
  const { admit, limits } = settings;
  const done = { admitted: admit !== undefined, counted: limits !== undefined };
  const interceptors = [takeCalls(methods, host, done)];
  const server = new Server({ ...options, interceptors });
  for (const { path, clientStreams, serverStreams } of methods.values()) {
    server.register(path, unreachable, asIs, asIs, kinds[`${clientStreams}-${serverStreams}`]);
  }
  settings.extend?.(server);
  explainUnknown(server, host.onRefused);
  requireGrpc(server, host.unreadResetMs, host.onRefused);
  const connections = keepConnections(server, settings.connected);
  countUnread(server, settings.unreadAnswers ?? new UnreadAnswerLimit(), (session) => {
    host.onRefused('READER_TOO_SLOW');
    connections.end(session);
  });
  // Wrapped first and therefore called last: a call that the load shedder refuses is not counted.
  if (limits !== undefined) countCalls(server, methods, limits, host.unreadResetMs);
  if (admit !== undefined) refuseEarly(server, methods, admit, host.unreadResetMs);
  const credentials = settings.credentials ?? ServerCredentials.createInsecure();
  return {
    listen: ({ bind, port }) =>
      new Promise((resolve, reject) => {
        const address = isIP(bind) === 6 ? `[${bind}]` : bind;
        server.bindAsync(`${address}:${port}`, credentials, (error, boundPort) => {
          if (error) reject(error);
          else
            resolve({
              port: boundPort,
              close: ({ graceMs }) => shutDown(server, host, connections, graceMs),
            });
        });
      }),
  };
}

const kinds = {
  'false-false': 'unary',
  'false-true': 'serverStream',
  'true-false': 'clientStream',
  'true-true': 'bidi',
} as const;

/** Takes calls of our methods from grpc-js before it creates its own handler objects; calls of other methods pass. */
function takeCalls(
  methods: ReadonlyMap<string, BoundMethod>,
  host: GrpcHost,
  done: Pick<GrpcCall, 'admitted' | 'counted'>,
): ServerInterceptor {
  const taken: (descriptor: { path: string }, wire: WireCall) => unknown = ({ path }, wire) => {
    const bound = methods.get(path);
    if (bound === undefined) return wire;
    // Handlers of request streams have started, so interceptors see their end.
    explainStatuses(wire, bound.clientStreams ? undefined : host.onRefused);
    boundMessages(wire, bound.maxRequestBytes);
    checkFlags(wire);
    const call = new GrpcCall(bound, wire, host);
    call.admitted = done.admitted;
    call.counted = done.counted;
    return call;
  };
  // The type asks for grpc-js's own class, but only `start` is used.
  return taken as ServerInterceptor;
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function unreachable(): void {
  throw new Error('calls are taken over before their handlers');
}

async function shutDown(
  server: Server,
  { streams }: GrpcHost,
  connections: Connections,
  graceMs: number,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    server.forceShutdown();
    connections.cut();
    resolve();
  }, graceMs);
  server.tryShutdown(() => resolve());
  for (const stream of streams) stream.stop(draining());
  await promise;
  clearTimeout(timer);
}
