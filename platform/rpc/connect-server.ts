import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest } from 'node:http2';
import type { Registry } from '@bufbuild/protobuf';
import { createContextValues, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { compressionGzip, connectNodeAdapter } from '@connectrpc/connect-node';
import { draining } from '../errors.ts';
import { ConnectCall } from './connect-call.ts';
import { explained } from './connect-errors.ts';
import { saysWhatIsTaken } from './connect-negotiation.ts';
import { type ConnectPeer, connectPeerKey } from './connect-peer.ts';
import { cutTimeout } from './connect-timeout.ts';
import { type BoundMethod, bindMethods, type Hosted } from './host.ts';
import { maxMessageBytes } from './limits.ts';
import type { Refused } from './refused.ts';
import { boundedRequests } from './requests/connect-requests.ts';
import { decoding } from './requests/decode-request.ts';

export interface ConnectHandlerOptions {
  /** Before the path of every RPC, e.g. `/api`. */
  prefix?: string;
  /** Serves what is no RPC; 404 without. */
  fallback?: RequestListener;
  /** The address of who sent a request; the peer's own without. */
  addressOf?: (request: AnyRequest) => string;
  /** What is served is passed on to other processes: fields that the contract does not know go along. */
  passesOn?: boolean;
  /** The types that a google.protobuf.Any may hold in JSON; none without. */
  registry?: Registry;
  /** Aborts when the server drains: streams of answers end as UNAVAILABLE, DRAINING; other calls go on. */
  shutdownSignal?: AbortSignal;
  /** Hears of calls that are refused before their handler. */
  refused?: Refused | undefined;
}

/** A listener for node:http and for node:http2 in plain text or TLS. */
export type RequestListener = ReturnType<typeof connectNodeAdapter>;

/** A request of node:http or node:http2. */
export type AnyRequest = IncomingMessage | Http2ServerRequest;

/** Hosts services on Connect and gRPC-Web over node's own servers, for browsers; gRPC has a host of its own. */
export function connectHandler(
  services: readonly Hosted[],
  options: ConnectHandlerOptions = {},
): RequestListener {
  const methods = bindMethods(services);
  const { shutdownSignal: drain, addressOf = ({ socket }: AnyRequest) => socket.remoteAddress ?? '' } =
    options;
  const { refused = ignore } = options;
  const streams = new Set<ConnectCall>();
  const responses = new WeakMap<AnyRequest, ServerResponse>();
  drain?.addEventListener('abort', () => {
    for (const stream of streams) stream.stop(draining());
  });
  const listener = connectNodeAdapter({
    requestPathPrefix: options.prefix,
    fallback: options.fallback,
    // What each RPC takes is less: see boundedRequests.
    readMaxBytes: maxMessageBytes,
    writeMaxBytes: maxMessageBytes,
    grpc: false,
    binaryOptions: { ...decoding, readUnknownFields: options.passesOn ?? false },
    jsonOptions: { registry: options.registry },
    // Brotli as Node sets it up takes 20 times as long as gzip.
    acceptCompression: [compressionGzip],
    contextValues: (request) =>
      createContextValues().set(connectPeerKey, peerOf(request, addressOf(request), responses.get(request))),
    routes(router) {
      for (const { service } of services) {
        const impl: Record<string, unknown> = {};
        for (const method of service.methods) {
          const bound = methods.get(`/${service.typeName}/${method.name}`);
          if (bound !== undefined) impl[method.localName] = adapt(bound, streams, drain);
        }
        router.service(service, impl as ServiceImpl<typeof service>);
      }
      router.handlers.splice(
        0,
        router.handlers.length,
        ...router.handlers.map((each) => {
          // A stream of requests has reached its handler, and interceptors see its end.
          const heard = /^(client|bidi)_/.test(each.method.methodKind) ? ignore : refused;
          return saysWhatIsTaken(explained(boundedRequests(each, heard), heard), refused);
        }),
      );
    },
  });
  return (request, response) => {
    // connect-node listens for as long as it reads; a connection cut just then would end the process.
    request.on('error', ignore);
    response.on('error', ignore);
    try {
      cutTimeout(request.headers);
      responses.set(request, response as ServerResponse);
      listener(request, response);
    } catch {
      // connect-node throws where a request's Host is missing or is none: uncaught, that ends the process.
      refused('HTTP_400');
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

function refuse(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end('bad request: the host is missing or malformed\n');
}

/** A handler as Connect takes it: it runs with a context of ours, and what it answers is decoded. */
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
