import type { ServerResponse } from 'node:http';
import { constants } from 'node:http2';
import type { Registry } from '@bufbuild/protobuf';
import { createContextValues, type HandlerContext } from '@connectrpc/connect';
import { compressionGzip, connectNodeAdapter } from '@connectrpc/connect-node';
import { draining } from '../errors.ts';
import type { AnyRequest } from './any-request.ts';
import { ConnectCall } from './connect-call.ts';
import { explained } from './connect-errors.ts';
import { describeAcceptedTypes } from './connect-negotiation.ts';
import { type ConnectPeer, connectPeerKey } from './connect-peer.ts';
import { cutTimeout } from './connect-timeout.ts';
import { type BoundMethod, bindMethods, type Hosted } from './host.ts';
import { maxMessageBytes } from './limits.ts';
import type { OnRefused } from './refusal-report.ts';
import { boundedRequests } from './requests/connect-requests.ts';
import { decoding } from './requests/decode-request.ts';
import { unaryListener } from './unary-http/unary-listener.ts';

export interface ConnectHandlerOptions {
  /** Serves requests that are not RPCs; without it they get 404. */
  fallback?: RequestListener;
  /** The address of a request's sender. Default: the peer's own. */
  addressOf?: (request: AnyRequest) => string;
  /** Services that forward calls forward them to other processes: their requests stay encoded, unknown fields are kept. */
  passesOn?: boolean;
  /** The types that a google.protobuf.Any may hold in JSON; without it none. */
  registry?: Registry;
  /** Aborts when the server drains: response streams end as UNAVAILABLE, DRAINING; other calls continue. */
  shutdownSignal?: AbortSignal;
  /** Receives calls that are refused before their handler. */
  onRefused?: OnRefused | undefined;
}

/** A request listener for node:http and node:http2, plain or TLS. */
export type RequestListener = ReturnType<typeof connectNodeAdapter>;

/**
 * Serves Connect and gRPC-Web over node's own servers, for browsers; gRPC has its own host. Streams go through
 * connect-node, unary calls do not.
 */
export function connectHandler(
  services: readonly Hosted[],
  options: ConnectHandlerOptions = {},
): RequestListener {
  const { passesOn = false } = options;
  const methods = bindMethods(services.map((each) => ({ ...each, passesOn: passesOn && each.passesOn })));
  const { shutdownSignal: drain, addressOf = ({ socket }: AnyRequest) => socket.remoteAddress ?? '' } =
    options;
  const { onRefused = ignore, registry } = options;
  const unary = unaryListener(methods.values(), { addressOf, registry, onRefused });
  const streams = new Set<ConnectCall>();
  const responses = new WeakMap<AnyRequest, ServerResponse>();
  drain?.addEventListener('abort', () => {
    for (const stream of streams) stream.stop(draining());
  });
  const listener = connectNodeAdapter({
    fallback: options.fallback,
    // The limits of each RPC are lower: see boundedRequests.
    readMaxBytes: maxMessageBytes,
    writeMaxBytes: maxMessageBytes,
    grpc: false,
    binaryOptions: { ...decoding, readUnknownFields: passesOn },
    jsonOptions: { registry },
    // Brotli with Node's defaults takes 20 times as long as gzip.
    acceptCompression: [compressionGzip],
    contextValues: (request) =>
      createContextValues().set(connectPeerKey, peerOf(request, addressOf(request), responses.get(request))),
    routes(router) {
      for (const { service } of services) {
        for (const method of service.methods) {
          if (method.methodKind === 'unary') continue;
          const bound = methods.get(`/${service.typeName}/${method.name}`)!;
          router.rpc(method, adapt(bound, streams, drain) as never);
        }
      }
      router.handlers.splice(
        0,
        router.handlers.length,
        ...router.handlers.map((each) => {
          // A request stream has reached its handler, so interceptors see its end.
          const reported = /^(client|bidi)_/.test(each.method.methodKind) ? ignore : onRefused;
          return describeAcceptedTypes(explained(boundedRequests(each, reported), reported), onRefused);
        }),
      );
    },
  });
  return (request, response) => {
    // connect-node removes its listener after reading; a connection that breaks then would end the process.
    request.on('error', ignore);
    response.on('error', ignore);
    try {
      requireHost(request);
      if (unary(request, response as ServerResponse)) return;
      cutTimeout(request.headers);
      responses.set(request, response as ServerResponse);
      listener(request, response);
    } catch {
      onRefused('HTTP_400');
      refuse(response as ServerResponse);
    }
  };
}

function ignore(): void {}

function peerOf(request: AnyRequest, address: string, response: ServerResponse | undefined): ConnectPeer {
  return {
    address,
    cutIfUnread() {
      if (response?.writableFinished) return;
      if ('stream' in request) request.stream.close(constants.NGHTTP2_CANCEL);
      else request.socket.destroy();
    },
  };
}

/** connect-node throws for such a request; uncaught, that would end the process. */
function requireHost(request: AnyRequest): void {
  const host = 'authority' in request ? request.authority : request.headers.host;
  if (host === undefined || !URL.canParse(`http://${host}`))
    throw new Error('the host is missing or malformed');
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end('bad request: the host is missing or malformed\n');
}

/** Adapts a handler to Connect: it runs with our context, and encoded responses are decoded. */
function adapt(bound: BoundMethod, streams: Set<ConnectCall>, drain: AbortSignal | undefined): unknown {
  if (!bound.serverStreams) {
    return (request: unknown, context: HandlerContext) => new ConnectCall(bound, context).answerOnce(request);
  }
  return async function* (request: unknown, context: HandlerContext) {
    const call = new ConnectCall(bound, context);
    if (drain?.aborted) throw draining();
    streams.add(call);
    try {
      yield* call.answerStream(request);
    } finally {
      streams.delete(call);
    }
  };
}
