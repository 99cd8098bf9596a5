import { Code, ConnectError, type ContextValues } from '@connectrpc/connect';
import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';
import {
  codeToHttpStatus,
  endStreamFlag,
  endStreamFromJson,
  endStreamToJson,
  errorFromJsonBytes,
  errorToJsonBytes,
} from '@connectrpc/connect/protocol-connect';
import { findTrailerError } from '@connectrpc/connect/protocol-grpc';
import {
  setTrailerStatus,
  trailerFlag,
  trailerParse,
  trailerSerialize,
} from '@connectrpc/connect/protocol-grpc-web';
import { fail } from '../errors.ts';
import { boundedError } from './bounded-error.ts';
import { enveloped, envelopeHeadBytes } from './envelope.ts';
import { maxMessageBytes, messageMalformed, messageTooLarge } from './limits.ts';
import { type Refused, tellRefusal } from './refused.ts';
import { retryAfterMs } from './retry.ts';

/** The calls whose error is their handler's, by the values of their contexts: it leaves as it was thrown. */
const failedHandlers = new WeakSet<ContextValues>();

/** Says that the error a call ends with is its handler's own. */
export function failedByHandler(values: ContextValues): void {
  failedHandlers.add(values);
}

/** Requests of a stream as handlers read them: what Connect can't read has the details of our errors. */
export async function* explainedReads<T>(requests: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* requests;
  } catch (reason) {
    throw reason instanceof ConnectError ? (undetailed(reason) ?? reason) : reason;
  }
}

/**
 * What Connect refuses before our handlers see it (bodies that do not decode, that are too large, in a
 * compression that nobody knows) it answers without the details that every error of ours has, and broken
 * protobuf as INTERNAL. The answer is made anew with code and reason: Connect's unary ones are all of a body, in
 * gRPC-Web and streams they are its last envelope. An answer that says when to come again says so to those who know
 * nothing but HTTP, too.
 *
 * @param refused hears of what Connect refused
 */
export function explained(handler: UniversalHandler, refused: Refused): UniversalHandler {
  const tell: Tell = (error) => {
    // All else was an answer.
    if (error?.code === Code.Unimplemented || error?.code === Code.InvalidArgument)
      tellRefusal(refused, error);
    return error;
  };
  const run: (...request: Parameters<UniversalHandler>) => Promise<UniversalServerResponse> = async (
    request,
  ) => {
    const response = await handler(request);
    const { status, header, body } = response;
    const type = header?.get('content-type') ?? '';
    if (body === undefined || header?.has('content-encoding')) return response;
    const byHandler = () => failedHandlers.has(request.contextValues!);
    const ours = (explain: Explain) => (envelope: Uint8Array) =>
      byHandler() ? envelope : explain(envelope, tell);
    if (type.startsWith('application/grpc-web'))
      return { ...response, body: each(body, ours(explainedTrailer)) };
    if (type.startsWith('application/connect+')) return { ...response, body: each(body, ours(explainedEnd)) };
    if (status < 400 || type !== 'application/json') return response;
    const bytes = await allOf(body);
    const found = errorFromJsonBytes(bytes, undefined, unexplained);
    const waitMs = retryAfterMs(found);
    if (waitMs !== undefined) header!.set('retry-after', String(Math.ceil(waitMs / 1000)));
    const error = byHandler() ? undefined : tell(undetailed(found, request.method));
    if (error === undefined) return { ...response, body: once(bytes) };
    const explainedBytes = errorToJsonBytes(error, undefined);
    header!.set('content-length', String(explainedBytes.length));
    return { ...response, status: codeToHttpStatus(error.code), body: once(explainedBytes) };
  };
  return Object.assign(run, handler);
}

/** Tells of what was a refusal, and answers with it. */
type Tell = (error: ConnectError | undefined) => ConnectError | undefined;
type Explain = (envelope: Uint8Array, tell: Tell) => Uint8Array;

/** Connect gives out its envelopes one by one. */
async function* each(
  envelopes: AsyncIterable<Uint8Array>,
  explain: (envelope: Uint8Array) => Uint8Array,
): AsyncIterable<Uint8Array> {
  for await (const envelope of envelopes) yield explain(envelope);
}

function explainedTrailer(envelope: Uint8Array, tell: Tell): Uint8Array {
  if (envelope[0] !== trailerFlag) return envelope;
  const trailer = trailerParse(envelope.subarray(envelopeHeadBytes));
  const error = tell(undetailed(findTrailerError(trailer)));
  if (error === undefined) return envelope;
  setTrailerStatus(trailer, error);
  return enveloped(trailerFlag, trailerSerialize(trailer));
}

function explainedEnd(envelope: Uint8Array, tell: Tell): Uint8Array {
  if (envelope[0] !== endStreamFlag) return envelope;
  const end = endStreamFromJson(envelope.subarray(envelopeHeadBytes));
  const error = tell(undetailed(end.error));
  if (error === undefined) return envelope;
  return enveloped(
    endStreamFlag,
    Buffer.from(JSON.stringify(endStreamToJson(end.metadata, error, undefined))),
  );
}

function undetailed(error: ConnectError | undefined, httpMethod = 'POST'): ConnectError | undefined {
  return error === undefined || error.details.length > 0 ? undefined : explanation(error, httpMethod);
}

/** What an answer that is no error of Connect's would be taken for. */
const unexplained = fail(Code.Internal, 'INTERNAL', 'internal error');

/** What Connect calls INTERNAL and is the caller's. */
const undecoded = /^(parse binary:|decompression failed)/;
/** What breaks the protocol is INTERNAL, and says how. */
const broken = /^received compressed envelope/;

/** Undefined for what is rightly told as it is. */
function explanation({ code, rawMessage }: ConnectError, httpMethod: string): ConnectError | undefined {
  switch (code) {
    case Code.ResourceExhausted:
      // What requests may have was asked before: this was an answer.
      return messageTooLarge(maxMessageBytes);
    case Code.Unimplemented:
      return boundedError(fail(Code.Unimplemented, 'UNIMPLEMENTED', rawMessage));
    case Code.InvalidArgument:
      return boundedError(messageMalformed(undefined, rawMessage));
    case Code.Internal:
      if (broken.test(rawMessage)) return boundedError(fail(Code.Internal, 'INTERNAL', rawMessage));
      // All that Connect itself does for a GET before our handlers run is to decode its query.
      return undecoded.test(rawMessage) || httpMethod === 'GET' ? messageMalformed(undefined) : unexplained;
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
