import type { DescMethod, DescService, Message } from '@bufbuild/protobuf';
import { Code, type ConnectError, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { toConnectError } from '../errors.ts';
import { type Call, HandledCall, runInCall } from './call.ts';
import { CallContext } from './call-context.ts';
import { requestIdHeader } from './headers.ts';
import { type Hosted, noHandler } from './host.ts';

/** What an interceptor sees of a call before the handler runs. */
export interface HandlerCall {
  readonly method: DescMethod;
  readonly context: HandlerContext;
  /** The request; undefined where requests are a stream. */
  readonly request?: Message;
  /** The id of the request, the caller's own or a fresh one. */
  readonly requestId: string;
}

/** What an interceptor wants to hear of a call that it let through. */
export interface Interception {
  /** Each request message of a stream; throwing refuses the call. */
  message?(message: Message): void;
  /** The end of the call, once; undefined is success. */
  finish?(error: ConnectError | undefined): void;
}

/**
 * Work around handlers, by host and transport unseen. Throwing refuses the call; interceptors behind
 * it do not run, those before it hear of the end. An interceptor that needs no waiting returns no
 * promise: a chain of such adds no turn to a call.
 */
export type Interceptor = (call: HandlerCall) => Verdict | Promise<Verdict>;

// biome-ignore lint/suspicious/noConfusingVoidType: an interceptor without an interest returns nothing
type Verdict = Interception | void;

type Step = IteratorResult<unknown>;
type Handler = (request: unknown, context: HandlerContext) => unknown;

/**
 * Wraps every handler: the interceptors run in order, the handler runs inside `currentCall()`, and
 * whatever it throws leaves as a ConnectError.
 *
 * @param unserved run before a method without a handler answers UNIMPLEMENTED; such methods stay as they are without
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
      const input = single ? request : watchRequests(request as AsyncIterable<Message>, run);
      return streams
        ? interceptStream(run, () => handler(input, context) as AsyncIterable<unknown>)
        : runInCall(run, () => interceptUnary(run, () => handler(input, context)));
    };
  }
  return wrapped as ServiceImpl<S>;
}

/** Services with the same interceptors around all their handlers, and others around what has none. */
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

/** One call on its way through the interceptors. */
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

  /** Whoever gave up while interceptors waited is not worked for. @throws ConnectError */
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

  /** Ends a call that its handler ended well: a refused message fails it all the same. */
  succeed(): void {
    if (this.#refusal !== undefined) throw this.fail(this.#refusal);
    this.#finish(stopReasonOf(this.context));
  }

  /** Ends a call with an error; returns what its caller gets to see. */
  fail(reason: unknown): ConnectError {
    const error = this.#seen(reason);
    if (error.code === Code.Internal && error.cause !== undefined) {
      error.metadata.set(requestIdHeader, this.requestId);
    }
    this.#finish(error);
    return error;
  }

  /** Ends a stream that nobody reads any more. */
  leave(): void {
    this.#finish(this.#refusal ?? stopReasonOf(this.context));
  }

  // A handler that was stopped fails with whatever its abort looks like: the reason says it better.
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

function watchRequests(requests: AsyncIterable<Message>, run: Run): AsyncIterable<Message> {
  return {
    [Symbol.asyncIterator]() {
      const source = requests[Symbol.asyncIterator]();
      return {
        async next() {
          const result = await source.next();
          if (!result.done) run.message(result.value);
          return result;
        },
        async return(value) {
          await source.return?.();
          return { done: true, value };
        },
      };
    },
  };
}

function stopReasonOf(context: HandlerContext): ConnectError | undefined {
  return context instanceof CallContext ? context.stopReason : undefined;
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}
