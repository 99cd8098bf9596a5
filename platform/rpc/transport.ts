import type { DescMessage, DescMethod, MessageInitShape } from '@bufbuild/protobuf';
import type { ContextValues, Transport } from '@connectrpc/connect';

/** The argument of `new Headers()`. */
export type HeadersInit = NonNullable<ConstructorParameters<typeof Headers>[0]>;

/** A request as callers give it: a message or its shape. */
export type RequestShape = MessageInitShape<DescMessage>;

/** A Transport without its type parameters: one call with one request, or with a request stream. */
export interface Calls<Signal = AbortSignal> {
  unary(
    method: DescMethod,
    signal: Signal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: RequestShape,
    values?: ContextValues,
  ): Promise<unknown>;
  stream(
    method: DescMethod,
    signal: Signal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<RequestShape>,
    values?: ContextValues,
  ): Promise<unknown>;
}

/** A transport whose calls can be forwarded without decoding the responses. */
export interface PassingTransport extends Transport {
  /** The same calls with responses that stay encoded (see `encoded`). */
  readonly undecoded: Transport;
}

/** Wraps calls as the Transport of Connect's typed clients, which restore the types. */
export function asTransport<C extends Calls>(calls: C): C & Transport {
  return calls as C & Transport;
}
