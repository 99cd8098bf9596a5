import type { IncomingMessage, ServerResponse } from 'node:http';
import { Code } from '@connectrpc/connect';
import { codeToHttpStatus, errorToJsonBytes } from '@connectrpc/connect/protocol-connect';
import { fail } from '../errors.ts';
import { toGrpcStatus } from './grpc-status.ts';

/** `/skein.post.v1.PostService/CreatePost`: what is called like one of ours is meant for us. */
const rpcPath = /^\/skein\.[\w.]+\/\w*$/;

/** Answers a call of a method that nobody has as UNIMPLEMENTED, in its own protocol; false for what is no call. */
export function answerUnknown(path: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (!rpcPath.test(path)) return false;
  const error = fail(Code.Unimplemented, 'UNIMPLEMENTED', `there is no method ${path}`);
  const type = request.headers['content-type'] ?? '';
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
  } else {
    response.writeHead(codeToHttpStatus(error.code), { 'content-type': 'application/json' });
    response.end(errorToJsonBytes(error, undefined));
  }
  return true;
}
