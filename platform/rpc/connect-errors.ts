import { Code, type ConnectError } from '@connectrpc/connect';
import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';
import { codeToHttpStatus, errorFromJsonBytes, errorToJsonBytes } from '@connectrpc/connect/protocol-connect';
import { fail } from '../errors.ts';
import { messageMalformed, messageTooLarge } from './limits.ts';

/**
 * What Connect refuses before our handlers see it (bodies that do not decode, that are too large, in a
 * compression that nobody knows) it answers without the details that every error of ours has, and broken
 * protobuf as INTERNAL. The answer is made anew with code and reason. Connect's unary calls only: in gRPC-Web and
 * streams the end of a call is part of the body.
 */
export function explained(handler: UniversalHandler): UniversalHandler {
  const run: (...request: Parameters<UniversalHandler>) => Promise<UniversalServerResponse> = async (
    request,
  ) => {
    const response = await handler(request);
    const { status, header, body } = response;
    const isError = status >= 400 && header?.get('content-type') === 'application/json';
    if (!isError || body === undefined || header.has('content-encoding')) return response;
    const bytes = await allOf(body);
    const found = errorFromJsonBytes(bytes, undefined, unexplained);
    const error = found.details.length > 0 ? undefined : explanation(found, request.method);
    if (error === undefined) return { ...response, body: once(bytes) };
    const explainedBytes = errorToJsonBytes(error, undefined);
    header.set('content-length', String(explainedBytes.length));
    return { ...response, status: codeToHttpStatus(error.code), body: once(explainedBytes) };
  };
  return Object.assign(run, handler);
}

/** What an answer that is no error of Connect's would be taken for. */
const unexplained = fail(Code.Internal, 'INTERNAL', 'internal error');

/** Undefined for what is rightly told as it is. */
function explanation({ code, rawMessage }: ConnectError, httpMethod: string): ConnectError | undefined {
  switch (code) {
    case Code.ResourceExhausted:
      return messageTooLarge();
    case Code.Unimplemented:
      return fail(Code.Unimplemented, 'UNIMPLEMENTED', rawMessage);
    case Code.InvalidArgument:
      return messageMalformed(undefined, rawMessage);
    case Code.Internal:
      // All that Connect itself does for a GET before our handlers run is to decode its query.
      return rawMessage.startsWith('parse binary:') || httpMethod === 'GET'
        ? messageMalformed(undefined)
        : unexplained;
    default:
      return undefined;
  }
}

async function allOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
