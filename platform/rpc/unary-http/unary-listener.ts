import type { ServerResponse } from 'node:http';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { parseContentType } from '@connectrpc/connect/protocol-connect';
import { parseContentType as parseGrpcWebContentType } from '@connectrpc/connect/protocol-grpc-web';
import type { AnyRequest } from '../any-request.ts';
import { type HttpRefusal, methodNotAllowed, unsupportedType } from '../connect-negotiation.ts';
import type { BoundMethod } from '../host.ts';
import { connectByGet, connectByPost, queryOf } from './connect-protocol.ts';
import { grpcWeb } from './grpc-web-protocol.ts';
import { UnaryCall, type UnaryHost } from './unary-call.ts';
import type { WebProtocol } from './web-protocol.ts';

/** Serves a request for a unary method; gives false for all other requests. */
export type UnaryListener = (request: AnyRequest, response: ServerResponse) => boolean;

/** Serves all unary methods, in Connect and gRPC-Web. */
export function unaryListener(methods: Iterable<BoundMethod>, host: UnaryHost): UnaryListener {
  const unary = new Map<string, BoundMethod>();
  for (const bound of methods) if (bound.method.methodKind === 'unary') unary.set(bound.path, bound);
  return (request, response) => {
    const bound = unary.get(request.url!.split('?', 1)[0]!);
    if (bound === undefined) return false;
    const protocol = protocolOf(bound, request);
    if ('status' in protocol) refuse(protocol, request, response, host);
    else void new UnaryCall(bound, protocol, request, response, host).run();
    return true;
  };
}

const post = { json: connectByPost(true), proto: connectByPost(false) };
const get = { json: connectByGet(true), proto: connectByGet(false) };
const web = { json: grpcWeb(true), proto: grpcWeb(false) };

function protocolOf({ method }: BoundMethod, request: AnyRequest): WebProtocol | HttpRefusal {
  if (request.method === 'GET' && method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS) {
    const encoding = queryOf(request).get('encoding');
    return encoding === 'json' || encoding === 'proto' ? get[encoding] : unsupportedType(method);
  }
  if (request.method !== 'POST') return methodNotAllowed(method);
  const type = request.headers['content-type'] ?? '';
  const connect = parseContentType(type);
  if (connect !== undefined && !connect.stream) return connect.binary ? post.proto : post.json;
  const grpc = parseGrpcWebContentType(type);
  if (grpc !== undefined && !grpc.text) return grpc.binary ? web.proto : web.json;
  return unsupportedType(method);
}

function refuse(refusal: HttpRefusal, request: AnyRequest, response: ServerResponse, host: UnaryHost): void {
  host.onRefused(`HTTP_${refusal.status}`);
  request.resume();
  response.writeHead(refusal.status, refusal.headers);
  response.end(refusal.text);
}
