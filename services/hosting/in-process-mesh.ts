import type { Transport } from '@connectrpc/connect';
import { inProcessIdentity } from '../../platform/auth/in-process-identity.ts';
import { type Call, currentCall } from '../../platform/rpc/call.ts';
import { requestIdHeader } from '../../platform/rpc/headers.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { inProcessTransport } from '../../platform/rpc/in-process.ts';
import { guarded, type Interceptor } from '../../platform/rpc/intercept.ts';
import { asTransport, type Calls, type HeadersInit } from '../../platform/rpc/transport.ts';
import type { StopSignal } from '../../platform/stop-signal.ts';

/**
 * The services of one process as they reach each other: direct calls. Who calls was found out at the door and is handed
 * along; who may call what is checked again. The deadline of the outer call stands for the inner ones.
 */
export interface InProcessMesh {
  /** What `caller` uses to reach `callee`; calls fail as UNIMPLEMENTED until the callee is attached. */
  transport(caller: string, callee: string): Transport;
  /** Puts the interceptors for inner calls around a service's handlers and makes it reachable. */
  attach(name: string, hosted: readonly Hosted[], interceptors: readonly Interceptor[]): void;
}

export interface InProcessMeshOptions {
  /** What a call carries so that its span goes under the current one. */
  readonly traceHeaders: () => Readonly<Record<string, string>>;
  /** Freezes messages, so that a test fails where one is changed. */
  readonly freeze?: boolean;
}

export function inProcessMesh({ traceHeaders, freeze = false }: InProcessMeshOptions): InProcessMesh {
  const attached = new Map<string, Calls<StopSignal>>();
  const nobody = inProcessTransport([]);
  const headers = (call: Call | undefined, given: HeadersInit | undefined): HeadersInit => {
    const added =
      call === undefined ? traceHeaders() : { ...traceHeaders(), [requestIdHeader]: call.requestId };
    if (given === undefined) return added;
    const joined = new Headers(added);
    for (const [name, value] of new Headers(given)) joined.set(name, value);
    return joined;
  };
  const either = (signal: AbortSignal | undefined, call: Call | undefined) =>
    signal === undefined || call === undefined
      ? (signal ?? call?.stopSignal)
      : AbortSignal.any([signal, call.signal]);

  return {
    transport(caller, callee) {
      const { valuesFor } = inProcessIdentity(caller);
      const target = () => attached.get(callee) ?? nobody;
      return asTransport({
        // Not an async function: it would add three turns of the microtask queue to every call.
        unary(method, signal, givenMs, header, input) {
          const call = currentCall();
          const timeoutMs = givenMs ?? (call?.timeoutMs() === undefined ? aloneMs : undefined);
          return target().unary(
            method,
            either(signal, call),
            timeoutMs,
            headers(call, header),
            input,
            valuesFor(call),
          );
        },
        async stream(method, signal, timeoutMs, header, input) {
          const call = currentCall();
          return target().stream(
            method,
            either(signal, call),
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

/** How long an inner call may take that works for no call with a deadline: for a consumer, or a stream. */
const aloneMs = 10_000;
