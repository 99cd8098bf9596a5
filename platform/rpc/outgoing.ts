import type { DescMethod } from '@bufbuild/protobuf';
import type { Transport } from '@connectrpc/connect';
import { deadlineExceeded } from '../errors.ts';
import { type Call, currentCall } from './call.ts';
import { authorizationHeader, requestIdHeader, serviceTokenHeader } from './headers.ts';
import { timeoutsOf } from './method-options.ts';
import { asTransport, type Calls, type HeadersInit } from './transport.ts';

export interface ForwardingOptions {
  /** The token of this service, requested for every call: cache it there. */
  serviceToken?: () => string | Promise<string>;
  /** Further headers of every call, requested in the context of the call that it serves: trace headers. */
  headers?: () => Readonly<Record<string, string>>;
}

/**
 * Makes calls on behalf of the current call: they carry its request id, its user's token, its remaining deadline, its
 * cancellation and the service's own token. Headers set by the caller take precedence; of two deadlines the shorter
 * applies.
 */
export function forwarding(
  transport: Transport,
  { serviceToken, headers }: ForwardingOptions = {},
): Transport {
  const { unary, stream } = transport as Calls;
  return asTransport({
    async unary(method, signal, timeoutMs, header, input) {
      const call = currentCall();
      const token = serviceToken?.();
      const joined = join(header, call, token instanceof Promise ? await token : token, headers?.());
      return unary.call(transport, method, either(signal, call), shorter(timeoutMs, call), joined, input);
    },
    async stream(method, signal, timeoutMs, header, input) {
      const call = currentCall();
      const token = serviceToken?.();
      const joined = join(header, call, token instanceof Promise ? await token : token, headers?.());
      return stream.call(transport, method, either(signal, call), shorter(timeoutMs, call), joined, input);
    },
  });
}

/**
 * The timeout of a unary call: the given one; undefined where the current call's deadline applies; outside a call with
 * a deadline (in a consumer, or a stream) that of the RPC.
 */
export function unaryTimeoutMs(
  method: DescMethod,
  givenMs: number | undefined,
  call: Call | undefined,
): number | undefined {
  return givenMs ?? (call?.timeoutMs() === undefined ? timeoutsOf(method)?.defaultMs : undefined);
}

function join(
  given: HeadersInit | undefined,
  call: Call | undefined,
  token: string | undefined,
  further: Readonly<Record<string, string>> | undefined,
): HeadersInit {
  const added: Record<string, string> = { ...further };
  if (call !== undefined) {
    added[requestIdHeader] = call.requestId;
    const { userToken } = call;
    if (userToken !== undefined) added[authorizationHeader] = `Bearer ${userToken}`;
  }
  if (token !== undefined) added[serviceTokenHeader] = `Bearer ${token}`;
  if (given === undefined) return added;
  const headers = new Headers(added);
  for (const [name, value] of new Headers(given)) headers.set(name, value);
  return headers;
}

function either(signal: AbortSignal | undefined, call: Call | undefined): AbortSignal | undefined {
  if (call === undefined || signal === undefined) return signal ?? call?.signal;
  return AbortSignal.any([signal, call.signal]);
}

function shorter(timeoutMs: number | undefined, call: Call | undefined): number | undefined {
  const leftMs = call?.timeoutMs();
  // Connect's own transports read a timeout of 0 as none.
  if (leftMs === 0) throw deadlineExceeded();
  if (leftMs === undefined || timeoutMs === undefined) return timeoutMs ?? leftMs;
  return Math.min(timeoutMs, leftMs);
}
