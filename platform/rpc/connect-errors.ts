import { Code, ConnectError, type ContextValues } from '@connectrpc/connect';
import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';
import { endStreamFlag, endStreamFromJson, endStreamToJson } from '@connectrpc/connect/protocol-connect';
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
 * Connect refuses some streams before our handlers run (undecodable or too large messages, unknown compression). It
 * sends them without the details that every error of ours has, and malformed protobuf as INTERNAL. This wrapper
 * replaces the last envelope of those responses with one that has code and reason.
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
    const { header, body } = response;
    const type = header?.get('content-type') ?? '';
    const explain = type.startsWith('application/grpc-web')
      ? explainedTrailer
      : type.startsWith('application/connect+')
        ? explainedEnd
        : undefined;
    if (body === undefined || explain === undefined) return response;
    const explainOurs = (envelope: Uint8Array) =>
      failedHandlers.has(request.contextValues!) ? envelope : explain(envelope, reportRefused);
    return { ...response, body: each(body, explainOurs) };
  };
  return Object.assign(run, handler);
}

/** Reports refusals, and gives the error to send. */
type ReportRefused = (error: ConnectError | undefined) => ConnectError | undefined;

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

function undetailed(error: ConnectError | undefined): ConnectError | undefined {
  return error === undefined || error.details.length > 0 ? undefined : explanation(error);
}

/** What else Connect calls INTERNAL. */
const unexplained = fail(Code.Internal, 'INTERNAL', 'internal error');

/** Errors that Connect calls INTERNAL although the caller caused them. */
const undecoded = /^(parse binary:|decompression failed)/;
/** Protocol violations stay INTERNAL, with a description. */
const broken = /^received compressed envelope/;

/** Undefined for an error that is already right. */
function explanation({ code, rawMessage }: ConnectError): ConnectError | undefined {
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
      return undecoded.test(rawMessage) ? messageMalformed(undefined) : unexplained;
    default:
      return undefined;
  }
}
