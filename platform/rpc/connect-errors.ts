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
import { type OnRefused, reportRefusal } from './refusal-report.ts';
import { retryAfterMs } from './retry.ts';

/** Calls whose error came from their handler, by their context values. Such errors are sent unchanged. */
const failedHandlers = new WeakSet<ContextValues>();

/** Marks the call's error as its handler's own. */
export function failedByHandler(values: ContextValues): void {
  failedHandlers.add(values);
}

/** The requests of a stream as handlers read them: Connect's decoding errors get the details of our errors. */
export async function* explainedReads<T>(requests: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* requests;
  } catch (reason) {
    throw reason instanceof ConnectError ? (undetailed(reason) ?? reason) : reason;
  }
}

/**
 * Connect refuses some requests before our handlers run (undecodable or too large bodies, unknown compression). It
 * sends them without the details that every error of ours has, and malformed protobuf as INTERNAL. This wrapper
 * replaces those responses with ones that have code and reason: of unary Connect calls the body, of gRPC-Web and
 * streams the last envelope. A retry delay is also sent as an HTTP header for plain HTTP clients.
 *
 * @param onRefused receives refusals by Connect
 */
export function explained(handler: UniversalHandler, onRefused: OnRefused): UniversalHandler {
  const reportRefused: ReportRefused = (error) => {
    // Anything else was a response.
    if (error?.code === Code.Unimplemented || error?.code === Code.InvalidArgument)
      reportRefusal(onRefused, error);
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
      byHandler() ? envelope : explain(envelope, reportRefused);
    if (type.startsWith('application/grpc-web'))
      return { ...response, body: each(body, ours(explainedTrailer)) };
    if (type.startsWith('application/connect+')) return { ...response, body: each(body, ours(explainedEnd)) };
    if (status < 400 || type !== 'application/json') return response;
    const bytes = await allOf(body);
    const found = errorFromJsonBytes(bytes, undefined, unexplained);
    const waitMs = retryAfterMs(found);
    if (waitMs !== undefined) header!.set('retry-after', String(Math.ceil(waitMs / 1000)));
    const error = byHandler() ? undefined : reportRefused(undetailed(found, request.method));
    if (error === undefined) return { ...response, body: once(bytes) };
    const explainedBytes = errorToJsonBytes(error, undefined);
    header!.set('content-length', String(explainedBytes.length));
    return { ...response, status: codeToHttpStatus(error.code), body: once(explainedBytes) };
  };
  return Object.assign(run, handler);
}

/** Reports refusals, and gives the error to send. */
type ReportRefused = (error: ConnectError | undefined) => ConnectError | undefined;
type Explain = (envelope: Uint8Array, reportRefused: ReportRefused) => Uint8Array;

/** Connect emits envelopes one by one. */
async function* each(
  envelopes: AsyncIterable<Uint8Array>,
  explain: (envelope: Uint8Array) => Uint8Array,
): AsyncIterable<Uint8Array> {
  for await (const envelope of envelopes) yield explain(envelope);
}

function explainedTrailer(envelope: Uint8Array, reportRefused: ReportRefused): Uint8Array {
  if (envelope[0] !== trailerFlag) return envelope;
  const trailer = trailerParse(envelope.subarray(envelopeHeadBytes));
  const error = reportRefused(undetailed(findTrailerError(trailer)));
  if (error === undefined) return envelope;
  setTrailerStatus(trailer, error);
  return enveloped(trailerFlag, trailerSerialize(trailer));
}

function explainedEnd(envelope: Uint8Array, reportRefused: ReportRefused): Uint8Array {
  if (envelope[0] !== endStreamFlag) return envelope;
  const end = endStreamFromJson(envelope.subarray(envelopeHeadBytes));
  const error = reportRefused(undetailed(end.error));
  if (error === undefined) return envelope;
  return enveloped(
    endStreamFlag,
    Buffer.from(JSON.stringify(endStreamToJson(end.metadata, error, undefined))),
  );
}

function undetailed(error: ConnectError | undefined, httpMethod = 'POST'): ConnectError | undefined {
  return error === undefined || error.details.length > 0 ? undefined : explanation(error, httpMethod);
}

/** The error of a response that is not a Connect error. */
const unexplained = fail(Code.Internal, 'INTERNAL', 'internal error');

/** Errors that Connect calls INTERNAL although the caller caused them. */
const undecoded = /^(parse binary:|decompression failed)/;
/** Protocol violations stay INTERNAL, with a description. */
const broken = /^received compressed envelope/;

/** Undefined for an error that is already right. */
function explanation({ code, rawMessage }: ConnectError, httpMethod: string): ConnectError | undefined {
  switch (code) {
    case Code.ResourceExhausted:
      // Request sizes were checked before, so this was a response.
      return messageTooLarge(maxMessageBytes);
    case Code.Unimplemented:
      return boundedError(fail(Code.Unimplemented, 'UNIMPLEMENTED', rawMessage));
    case Code.InvalidArgument:
      return boundedError(messageMalformed(undefined, rawMessage));
    case Code.Internal:
      if (broken.test(rawMessage)) return boundedError(fail(Code.Internal, 'INTERNAL', rawMessage));
      // For a GET, Connect only decodes the query before our handlers run.
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
