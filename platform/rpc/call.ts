import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { DescMethod } from '@bufbuild/protobuf';
import type { ContextValues, HandlerContext } from '@connectrpc/connect';
import type { StopSignal } from '../stop-signal.ts';
import { stopSignalOf } from './call-context.ts';
import { authorizationHeader, bearerToken, headerOf, requestIdHeader } from './headers.ts';

/** The call that the current code serves. */
export interface Call {
  /** The caller's `x-request-id`, or a generated one. */
  readonly requestId: string;
  readonly method: DescMethod;
  /** Aborts when the caller cancels, the deadline passes or the call ends. */
  readonly signal: AbortSignal;
  /** The same for calls within the process, but cheaper. */
  readonly stopSignal: StopSignal;
  /** Milliseconds left; undefined without a deadline. */
  timeoutMs(): number | undefined;
  /** What interceptors have stored about the call. */
  readonly values: ContextValues;
  /** The token that the user sent, not verified. */
  readonly userToken: string | undefined;
}

const storage = new AsyncLocalStorage<Call>();

/** The call that the current code serves; undefined outside of calls. */
export function currentCall(): Call | undefined {
  return storage.getStore();
}

/** Runs `work`, and everything that it starts, as part of `call`. */
export function runInCall<T>(call: Call, work: () => T): T {
  return storage.run(call, work);
}

/** Runs `work` outside the current call: that call's user, deadline and end do not affect it. */
export function outsideCalls<T>(work: () => T): T {
  return storage.exit(work);
}

// Received ids go into logs and headers unchanged, so only plain names are accepted.
const plainId = /^[\w.:-]{1,128}$/;

/** The call of a handler context. Every member is computed on use. */
export class HandledCall implements Call {
  readonly context: HandlerContext;
  #requestId: string | undefined;

  constructor(context: HandlerContext) {
    this.context = context;
  }

  get requestId(): string {
    if (this.#requestId === undefined) {
      const sent = headerOf(this.context, requestIdHeader);
      this.#requestId = sent !== undefined && plainId.test(sent) ? sent : randomUUID();
    }
    return this.#requestId;
  }

  get method(): DescMethod {
    return this.context.method;
  }

  get signal(): AbortSignal {
    return this.context.signal;
  }

  get stopSignal(): StopSignal {
    return stopSignalOf(this.context);
  }

  get values(): ContextValues {
    return this.context.values;
  }

  timeoutMs(): number | undefined {
    return this.context.timeoutMs();
  }

  get userToken(): string | undefined {
    return bearerToken(headerOf(this.context, authorizationHeader));
  }
}
