import type { Transport } from '@connectrpc/connect';
import { inProcessIdentity } from '../../platform/auth/in-process-identity.ts';
import { type Call, currentCall } from '../../platform/rpc/call.ts';
import { requestIdHeader } from '../../platform/rpc/headers.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { inProcessTransport } from '../../platform/rpc/in-process.ts';
import { guarded, type Interceptor } from '../../platform/rpc/intercept.ts';
import { unaryTimeoutMs } from '../../platform/rpc/outgoing.ts';
import { asTransport, type Calls, type HeadersInit } from '../../platform/rpc/transport.ts';
import type { StopSignal } from '../../platform/stop-signal.ts';

/**
 * Calls between the services of one process: direct calls. The listener verifies the caller, and the calls pass the verified
 * identity on. The table of calls is checked at each call. The deadline of the outer call bounds the inner ones.
 */
export interface InProcessMesh {
  /** The transport from `caller` to `callee`. Calls fail as UNIMPLEMENTED until the callee is attached. */
  transport(caller: string, callee: string): Transport;
  /** Puts the interceptors for inner calls around a service's handlers and makes the service callable. */
  attach(name: string, hosted: readonly Hosted[], interceptors: readonly Interceptor[]): void;
}

export interface InProcessMeshOptions {
  /** Headers that put a call's span under the current span. */
  readonly traceHeaders: () => Readonly<Record<string, string>>;
  /** Freezes messages, so that a test fails where code changes one. */
  readonly freeze?: boolean;
}

export function inProcessMesh({ traceHeaders, freeze = false }: InProcessMeshOptions): InProcessMesh {
  const attached = new Map<string, Calls<StopSignal>>();
  const unattached = inProcessTransport([]);
  const headers = (call: Call | undefined, given: HeadersInit | undefined): HeadersInit => {
    const added =
      call === undefined ? traceHeaders() : { ...traceHeaders(), [requestIdHeader]: call.requestId };
    if (given === undefined) return added;
    const joined = new Headers(added);
    for (const [name, value] of new Headers(given)) joined.set(name, value);
    return joined;
  };
  const anySignal = (signal: AbortSignal | undefined, call: Call | undefined) =>
    signal === undefined || call === undefined
      ? (signal ?? call?.stopSignal)
      : AbortSignal.any([signal, call.signal]);

  return {
    transport(caller, callee) {
      const { valuesFor } = inProcessIdentity(caller);
      const target = () => attached.get(callee) ?? unattached;
      return asTransport({
        // Not an async function: that would add three turns of the microtask queue to every call.
        unary(method, signal, givenMs, header, input) {
          const call = currentCall();
          return target().unary(
            method,
            anySignal(signal, call),
            unaryTimeoutMs(method, givenMs, call),
            headers(call, header),
            input,
            valuesFor(call),
          );
        },
        async stream(method, signal, timeoutMs, header, input) {
          const call = currentCall();
          return target().stream(
            method,
            anySignal(signal, call),
            timeoutMs,
            headers(call, header),
            input,
            valuesFor(call),
          );
        },
      });
    },
    attach(name, hosted, interceptors) {
      attached.set(name, inProcessTransport(guarded(hosted, interceptors), { freeze }));
    },
  };
}
