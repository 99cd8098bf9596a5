import type { IncomingMessage, ServerResponse } from 'node:http';
import { Code, type ConnectError } from '@connectrpc/connect';
import { codeToHttpStatus, errorToJson } from '@connectrpc/connect/protocol-connect';
import { fail } from '../errors.ts';
import { boundedError } from './bounded-error.ts';
import { enveloped } from './envelope.ts';
import { toGrpcStatus } from './grpc-status.ts';

/** `/skein.post.v1.PostService/CreatePost`: a path with our package prefix is meant as an RPC of ours. */
const rpcPath = /^\/skein\.[\w.]+\/\w*$/;

export function isRpc(path: string): boolean {
  return rpcPath.test(path);
}

/** Answers a call of an unknown method as UNIMPLEMENTED, in the call's protocol. */
export function answerUnknown(path: string, request: IncomingMessage, response: ServerResponse): void {
  const error = fail(Code.Unimplemented, 'UNIMPLEMENTED', `there is no method ${path}`);
  answerRefusal(error, request, response);
}

/** `application/connect+json; charset=utf-8` */
const longestTypeLength = 40;

/** The flag of the last message of a Connect stream. */
const endStreamFlag = 0b10;

/** Answers a call with an error in its own protocol, without reading its body. */
export function answerRefusal(error: ConnectError, request: IncomingMessage, response: ServerResponse): void {
  // The response repeats it.
  const type = (request.headers['content-type'] ?? '').slice(0, longestTypeLength);
  request.resume();
  if (type.startsWith('application/grpc-web')) {
    const { code, details, metadata } = toGrpcStatus(error);
    response.writeHead(200, {
      'content-type': type,
      'grpc-status': String(code),
      'grpc-message': encodeURI(details),
      ...metadata.toHttp2Headers(),
    } as Record<string, string>);
    response.end();
    return;
  }
  const json = errorToJson(boundedError(error), undefined);
  if (type.startsWith('application/connect+')) {
    const body = Buffer.from(JSON.stringify({ error: json }));
    response.writeHead(200, { 'content-type': type });
    response.end(enveloped(endStreamFlag, body));
    return;
  }
  response.writeHead(codeToHttpStatus(error.code), { 'content-type': 'application/json' });
  response.end(JSON.stringify(json));
}
