import type { DescMethod, DescService, Message } from '@bufbuild/protobuf';
import { Code, type ConnectError, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { toConnectError } from '../errors.ts';
import { type Call, HandledCall, runInCall } from './call.ts';
import { CallContext } from './call-context.ts';
import { requestIdHeader } from './headers.ts';
import { type Hosted, noHandler } from './host.ts';
import { watched } from './watched.ts';

/** A call as interceptors see it before the handler runs. */
export interface HandlerCall {
  readonly method: DescMethod;
  readonly context: HandlerContext;
  /** The request; undefined for a request stream. */
  readonly request?: Message;
  /** The request id: the caller's or a generated one. */
  readonly requestId: string;
}

/** What an interceptor observes of a call that it accepted. */
export interface Interception {
  /** Receives each request message of a stream; throwing refuses the call. */
  message?(message: Message): void;
  /** The end of the call, once; undefined is success. */
  finish?(error: ConnectError | undefined): void;
}

/**
 * Work around handlers, independent of host and transport. Throwing refuses the call: later interceptors do not run,
 * earlier ones see the end. An interceptor that does not wait must not return a promise, so that a chain of them adds
 * no asynchronous step.
 */
export type Interceptor = (call: HandlerCall) => Verdict | Promise<Verdict>;

// biome-ignore lint/suspicious/noConfusingVoidType: an interceptor without an interest returns nothing
type Verdict = Interception | void;

type Step = IteratorResult<unknown>;
type Handler = (request: unknown, context: HandlerContext) => unknown;

/**
 * Wraps every handler: interceptors run in order, the handler runs inside `currentCall()`, and whatever it throws
 * becomes a ConnectError.
 *
 * @param unserved runs before a method without a handler answers UNIMPLEMENTED; by default nothing does
 */
export function intercept<S extends DescService>(
  service: S,
  impl: ServiceImpl<S>,
  interceptors: readonly Interceptor[],
  unserved?: readonly Interceptor[],
): ServiceImpl<S> {
  const wrapped: Record<string, Handler> = {};
  for (const method of service.methods) {
    const served = (impl as Record<string, Handler | undefined>)[method.localName]?.bind(impl);
    const chain = served === undefined ? unserved : interceptors;
    if (chain === undefined) continue;
    const handler = served ?? (() => noHandler(method));
    const single = method.methodKind === 'unary' || method.methodKind === 'server_streaming';
    const streams = method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming';
    wrapped[method.localName] = (request, context) => {
      const run = new Run(context, single ? (request as Message) : undefined, chain);
      const input = single
        ? request
        : watched(request as AsyncIterable<Message>, (message) => run.message(message));
      return streams
        ? interceptStream(run, () => handler(input, context) as AsyncIterable<unknown>)
        : runInCall(run, () => interceptUnary(run, () => handler(input, context)));
    };
  }
  return wrapped as ServiceImpl<S>;
}

/** Wraps all handlers of the services with the same interceptors, and methods without a handler with others. */
export function guarded(
  services: readonly Hosted[],
  interceptors: readonly Interceptor[],
  unserved?: readonly Interceptor[],
): Hosted[] {
  return services.map(({ service, impl, ...rest }) => ({
    ...rest,
    service,
    impl: intercept<DescService>(service, impl as ServiceImpl<DescService>, interceptors, unserved),
  }));
}

/** One call in the interceptor chain. */
class Run extends HandledCall implements HandlerCall, Call {
  readonly request?: Message;
  readonly #interceptors: readonly Interceptor[];
  #interceptions: Interception[] | undefined;
  #refusal: ConnectError | undefined;
  #finished = false;

  constructor(context: HandlerContext, request: Message | undefined, interceptors: readonly Interceptor[]) {
    super(context);
    if (request !== undefined) this.request = request;
    this.#interceptors = interceptors;
  }

  /** Runs the interceptors from `first` on; a promise only if one of them waits. */
  begin(first = 0): undefined | Promise<undefined> {
    for (let index = first; index < this.#interceptors.length; index++) {
      const interception = this.#interceptors[index]!(this);
      if (isPromise(interception)) {
        return interception.then((awaited) => {
          this.#add(awaited);
          return this.begin(index + 1);
        });
      }
      this.#add(interception);
    }
    return undefined;
  }

  #add(interception: Verdict): void {
    if (!interception) return;
    this.#interceptions ??= [];
    this.#interceptions.push(interception);
  }

  /** A call that was stopped during the interceptors does not reach the handler. @throws ConnectError */
  goOn(): void {
    const reason = stopReasonOf(this.context);
    if (reason !== undefined) throw reason;
  }

  message(message: Message): void {
    if (this.#interceptions === undefined) return;
    try {
      for (const interception of this.#interceptions) interception.message?.(message);
    } catch (reason) {
      this.#refusal = toConnectError(reason);
      throw this.#refusal;
    }
  }

  /** Ends a call whose handler succeeded; a refused request message still fails it. */
  succeed(): void {
    if (this.#refusal !== undefined) throw this.fail(this.#refusal);
    this.#finish(stopReasonOf(this.context));
  }

  /** Ends a call with an error; gives the error for its caller. */
  fail(reason: unknown): ConnectError {
    const error = this.#seen(reason);
    if (error.code === Code.Internal && error.cause !== undefined) {
      error.metadata.set(requestIdHeader, this.requestId);
    }
    this.#finish(error);
    return error;
  }

  /** Ends a stream that is no longer read. */
  leave(): void {
    this.#finish(this.#refusal ?? stopReasonOf(this.context));
  }

  // A stopped handler fails with an abort error of some kind; the stop reason is more precise.
  #seen(reason: unknown): ConnectError {
    const error = toConnectError(reason);
    return error.code === Code.Canceled ? (stopReasonOf(this.context) ?? error) : error;
  }

  #finish(error: ConnectError | undefined): void {
    if (this.#finished) return;
    this.#finished = true;
    const interceptions = this.#interceptions ?? [];
    for (let index = interceptions.length - 1; index >= 0; index--) interceptions[index]!.finish?.(error);
  }
}

function interceptUnary(run: Run, handle: () => unknown): unknown {
  const fail = (reason: unknown): never => {
    throw run.fail(reason);
  };
  const succeed = (answer: unknown): unknown => {
    run.succeed();
    return answer;
  };
  let answer: unknown;
  try {
    const begun = run.begin();
    answer =
      begun === undefined
        ? handle()
        : begun.then(() => {
            run.goOn();
            return handle();
          });
  } catch (reason) {
    return fail(reason);
  }
  return isPromise(answer) ? answer.then(succeed, fail) : succeed(answer);
}

function interceptStream(run: Run, handle: () => AsyncIterable<unknown>): AsyncIterableIterator<unknown> {
  let source: AsyncIterator<unknown> | undefined;
  const step = async (): Promise<Step> => {
    try {
      if (source === undefined) {
        const begun = run.begin();
        if (begun !== undefined) await begun;
        run.goOn();
        source = handle()[Symbol.asyncIterator]();
      }
      const result = await source.next();
      if (result.done) run.succeed();
      return result;
    } catch (reason) {
      throw run.fail(reason);
    }
  };
  return {
    next: () => runInCall(run, step),
    async return() {
      const leaving = runInCall(run, () => source?.return?.());
      run.leave();
      await leaving;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function stopReasonOf(context: HandlerContext): ConnectError | undefined {
  return context instanceof CallContext ? context.stopReason : undefined;
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}
