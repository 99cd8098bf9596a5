import type { DescMethod, DescService, Message } from '@bufbuild/protobuf';
import { ConnectError, type HandlerContext } from '@connectrpc/connect';
import type { Timers } from '../clock.ts';
import { deadlineExceeded, toConnectError } from '../errors.ts';
import { stopCall } from './call-context.ts';
import type { Hosted } from './host.ts';
import { oneAnswer, readerTooSlow } from './limits.ts';
import type { Calls, HeadersInit, PassingTransport, RequestShape } from './transport.ts';

export interface ForwardedOptions {
  /** The headers to forward; no other headers of the caller are. */
  readonly headers: (context: HandlerContext) => HeadersInit;
  readonly timers: Timers;
  /** A stream ends with READER_TOO_SLOW when its reader takes no message for this long, in milliseconds. */
  readonly takeMs: number;
}

interface Answered<M> {
  readonly message: M;
  readonly header: Headers;
  readonly trailer: Headers;
}

/**
 * A service whose methods forward calls to a transport: messages, response headers, errors with details, the remaining
 * deadline and cancellation. Each message of a stream is read after the reader has taken the one before, so nothing
 * accumulates here.
 */
export function forwarded(
  service: DescService,
  { undecoded }: Pick<PassingTransport, 'undecoded'>,
  options: ForwardedOptions,
): Hosted {
  const calls = undecoded as Calls;
  const impl: Record<string, unknown> = {};
  for (const method of service.methods) impl[method.localName] = handlerOf(method, calls, options);
  return { service, impl, passesOn: true };
}

function handlerOf(method: DescMethod, calls: Calls, options: ForwardedOptions): unknown {
  const open = (context: HandlerContext, requests: AsyncIterable<RequestShape>) =>
    calls.stream(method, context.signal, leftMs(context), options.headers(context), requests) as Promise<
      Answered<AsyncIterable<Message>>
    >;
  switch (method.methodKind) {
    case 'unary':
      return async (request: RequestShape, context: HandlerContext) => {
        try {
          const headers = options.headers(context);
          const sent = calls.unary(method, context.signal, leftMs(context), headers, request);
          const answer = (await sent) as Answered<Message>;
          passHeaders(answer, context);
          return answer.message;
        } catch (reason) {
          throw asOurs(reason);
        }
      };
    case 'client_streaming':
      return async (incoming: AsyncIterable<RequestShape>, context: HandlerContext) => {
        try {
          const answer = await open(context, watched(incoming, context));
          const message = await onlyOf(answer.message);
          passHeaders(answer, context);
          return message;
        } catch (reason) {
          throw asOurs(reason);
        }
      };
    case 'server_streaming':
      return (request: RequestShape, context: HandlerContext) =>
        stream(open, context, once(request), options);
    case 'bidi_streaming':
      return (incoming: AsyncIterable<RequestShape>, context: HandlerContext) =>
        stream(open, context, watched(incoming, context), options);
  }
}

/**
 * A caller's requests. Their failure ends the call with its own error; a transport would treat it as a cancellation.
 */
async function* watched(
  requests: AsyncIterable<RequestShape>,
  context: HandlerContext,
): AsyncGenerator<RequestShape> {
  try {
    yield* requests;
  } catch (reason) {
    stopCall(context, reason);
    throw reason;
  }
}

async function* stream(
  open: (
    context: HandlerContext,
    requests: AsyncIterable<RequestShape>,
  ) => Promise<Answered<AsyncIterable<Message>>>,
  context: HandlerContext,
  requests: AsyncIterable<RequestShape>,
  { timers, takeMs }: ForwardedOptions,
): AsyncGenerator<Message> {
  try {
    const answer = await open(context, requests);
    passOn(answer.header, context.responseHeader);
    for await (const message of answer.message) {
      const cancel = timers.after(takeMs, () => stopCall(context, readerTooSlow()));
      try {
        yield message;
      } finally {
        cancel();
      }
    }
    passOn(answer.trailer, context.responseTrailer);
  } catch (reason) {
    throw asOurs(reason);
  }
}

/** The remaining deadline; Connect's own transports read a timeout of 0 as none. */
function leftMs(context: HandlerContext): number | undefined {
  const left = context.timeoutMs();
  if (left !== undefined && left <= 0) throw deadlineExceeded();
  return left;
}

async function* once(request: RequestShape): AsyncGenerator<RequestShape> {
  yield request;
}

async function onlyOf(messages: AsyncIterable<Message>): Promise<Message> {
  let only: Message | undefined;
  for await (const message of messages) {
    if (only !== undefined) throw oneAnswer();
    only = message;
  }
  if (only === undefined) throw oneAnswer();
  return only;
}

function passHeaders({ header, trailer }: Answered<unknown>, context: HandlerContext): void {
  passOn(header, context.responseHeader);
  passOn(trailer, context.responseTrailer);
}

/** Headers of one connection and its encoding; each connection sets its own. */
const hopByHop =
  /^(:|grpc-|connect-|content-|accept-|access-control-|transfer-encoding$|connection$|keep-alive$|date$|trailer$|te$|vary$|server$)/;

function passOn(from: Headers, to: Headers): void {
  for (const [name, value] of from) if (!hopByHop.test(name)) to.append(name, value);
}

/** The error as a local handler would throw it. An error from a wire would lose its metadata on the next one. */
function asOurs(reason: unknown): ConnectError {
  const error = toConnectError(reason);
  if (!error.isWireError) return error;
  const metadata = new Headers();
  passOn(error.metadata, metadata);
  const ours = new ConnectError(error.rawMessage, error.code, metadata, undefined, error.cause);
  ours.details = error.details;
  return ours;
}
