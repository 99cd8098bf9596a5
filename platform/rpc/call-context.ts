import type { DescMethod, DescService } from '@bufbuild/protobuf';
import {
  type ConnectError,
  type ContextValues,
  createContextValues,
  type HandlerContext,
} from '@connectrpc/connect';
import { deadlineExceeded, toConnectError } from '../errors.ts';
import { LightSignal, type StopSignal } from '../stop-signal.ts';
import { maxTimeoutMs } from './limits.ts';

/** The abort reason of signals that outlive their call. Shared, because an error with a stack costs microseconds. */
const over = new DOMException('the call is over', 'AbortError');

/**
 * The handler context of all our hosts. Headers, signal and values are created on first use, so a simple call pays for
 * none of them.
 */
export abstract class CallContext implements HandlerContext {
  readonly method: DescMethod;
  /** The host has already asked the load shedder. */
  admitted = false;
  /** The host has already counted the call against the limits of its address. */
  counted = false;
  /** The client's address behind trusted proxies, once an interceptor has found it; several ask. */
  clientAddress: string | undefined;
  abstract readonly protocolName: string;
  /** By the monotonic clock, so steps of the wall clock neither end nor extend calls. */
  #deadlineMs = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #controller: AbortController | undefined;
  #stopSignal: LightSignal | undefined;
  #values: ContextValues | undefined;
  #responseHeader: Headers | undefined;
  #responseTrailer: Headers | undefined;
  #stopReason: ConnectError | undefined;
  #ended = false;

  constructor(method: DescMethod) {
    this.method = method;
  }

  abstract readonly requestHeader: Headers;
  /** One request header; undefined if it was not sent. */
  abstract header(name: string): string | undefined;
  abstract peerAddress(): string;
  /** The call was stopped: answer with the reason and release resources. Called at most once. */
  protected abstract stopped(reason: ConnectError): void;

  get service(): DescService {
    return this.method.parent;
  }

  get requestMethod(): string {
    return 'POST';
  }

  get url(): string {
    return `/${this.method.parent.typeName}/${this.method.name}`;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#stopReason !== undefined) this.#controller.abort(this.#stopReason);
      else if (this.#ended) this.#controller.abort(over);
    }
    return this.#controller.signal;
  }

  /** As `signal`, for our own calls on behalf of this one. */
  get stopSignal(): StopSignal {
    if (this.#stopSignal === undefined) {
      this.#stopSignal = new LightSignal();
      if (this.#ended) this.#stopSignal.abort(this.#stopReason ?? over);
    }
    return this.#stopSignal;
  }

  get values(): ContextValues {
    this.#values ??= createContextValues();
    return this.#values;
  }

  /** Takes context values from a caller in the same process; must run before the first use of `values`. */
  protected adopt(values: ContextValues | undefined): void {
    this.#values = values;
  }

  get responseHeader(): Headers {
    this.#responseHeader ??= new Headers();
    return this.#responseHeader;
  }

  get responseTrailer(): Headers {
    this.#responseTrailer ??= new Headers();
    return this.#responseTrailer;
  }

  /** Milliseconds left; undefined without a deadline. */
  timeoutMs(): number | undefined {
    return this.#deadlineMs === Number.POSITIVE_INFINITY
      ? undefined
      : Math.max(0, this.#deadlineMs - performance.now());
  }

  /** Why the call was stopped; undefined while it runs. */
  get stopReason(): ConnectError | undefined {
    return this.#stopReason;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Sets or shortens the deadline, which may have passed; a later one changes nothing. `enforced` means that the host watches it and calls
   * `stop`.
   */
  expireIn(leftMs: number, enforced = false): void {
    // A busy process may see a request after its deadline.
    const timeoutMs = Math.max(0, leftMs);
    const deadlineMs = performance.now() + timeoutMs;
    if (deadlineMs >= this.#deadlineMs || this.#ended) return;
    this.#deadlineMs = deadlineMs;
    clearTimeout(this.#timer);
    if (!enforced) this.#timer = setTimeout(expire, Math.min(timeoutMs, maxTimeoutMs), this);
  }

  /** Stops the call: the signal aborts with the reason. */
  stop(reason: ConnectError): void {
    if (this.#ended) return;
    this.#stopReason = reason;
    this.end();
    this.stopped(reason);
  }

  /** The call has ended. */
  protected end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#controller?.abort(this.#stopReason ?? over);
    this.#stopSignal?.abort(this.#stopReason ?? over);
  }

  /** The response headers, if the handler used them. */
  protected touchedHeader(): Headers | undefined {
    return this.#responseHeader;
  }

  /** The response trailers, if the handler used them. */
  protected touchedTrailer(): Headers | undefined {
    return this.#responseTrailer;
  }
}

/** Aborts at the end of the call. Cheaper than `signal`, for streams that stay open. */
export function stopSignalOf(context: HandlerContext): StopSignal {
  return context instanceof CallContext ? context.stopSignal : context.signal;
}

/** Stops a call from outside its handler. Its caller gets the reason, and is disconnected if it does not read it. */
export function stopCall(context: HandlerContext, reason: unknown): void {
  if (context instanceof CallContext) context.stop(toConnectError(reason));
}

function expire(context: CallContext): void {
  context.stop(deadlineExceeded());
}
