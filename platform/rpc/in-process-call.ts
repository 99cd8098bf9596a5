import type { DescMessage, Message } from '@bufbuild/protobuf';
import { ConnectError, type ContextValues } from '@connectrpc/connect';
import { cancelled, deadlineExceeded, stoppedBy, toConnectError } from '../errors.ts';
import type { StopSignal } from '../stop-signal.ts';
import { Answered } from './answered.ts';
import { CallContext } from './call-context.ts';
import { isEncoded, messageOf } from './encoded.ts';
import type { Answer, BoundMethod } from './host.ts';
import { Interruptible } from './interruptible.ts';
import type { HeadersInit, RequestShape } from './transport.ts';

/** How answers reach the caller of an in-process call. */
export interface InProcessReception {
  /** Each message on its way, e.g. frozen. */
  readonly receive: <T extends Message>(message: T) => T;
  /** Answers that are `encoded` stay so: the caller passes them on. */
  readonly undecoded: boolean;
}

/** Shared by both kinds of calls: the handler's context, and cancellation by the caller. */
abstract class InProcessCall extends CallContext {
  readonly protocolName = 'in-process';
  protected readonly bound: BoundMethod;
  readonly #reception: InProcessReception;
  readonly #header: HeadersInit | undefined;
  #requestHeader: Headers | undefined;
  #callerSignal: StopSignal | undefined;

  constructor(
    bound: BoundMethod,
    header: HeadersInit | undefined,
    reception: InProcessReception,
    values: ContextValues | undefined,
  ) {
    super(bound.method);
    this.counted = true;
    this.adopt(values);
    this.bound = bound;
    this.#header = header;
    this.#reception = reception;
  }

  get requestHeader(): Headers {
    this.#requestHeader ??= new Headers(this.#header);
    return this.#requestHeader;
  }

  header(name: string): string | undefined {
    if (this.#header === undefined) return undefined;
    if (this.#requestHeader === undefined && isRecord(this.#header)) {
      const value = this.#header[name];
      if (value !== undefined || Object.keys(this.#header).every((key) => key === key.toLowerCase()))
        return value;
    }
    return this.requestHeader.get(name) ?? undefined;
  }

  peerAddress(): string {
    return '';
  }

  protected listen(signal: StopSignal | undefined, timeoutMs: number | undefined): void {
    if (timeoutMs !== undefined) {
      if (timeoutMs <= 0) this.stop(deadlineExceeded());
      else this.expireIn(timeoutMs);
    }
    if (signal === undefined) return;
    this.#callerSignal = signal;
    signal.addEventListener('abort', this.#abort);
  }

  #abort = (): void => this.stop(stoppedBy(this.#callerSignal!));

  protected override end(): void {
    this.#callerSignal?.removeEventListener('abort', this.#abort);
    super.end();
  }

  protected answer(answer: Answer): Message {
    if (this.#reception.undecoded && isEncoded(answer)) return answer as Message;
    return this.receive(this.method.output, answer);
  }

  protected receive(schema: DescMessage, shape: object): Message {
    return this.#reception.receive(messageOf(schema, shape));
  }

  /** The error as it would arrive over a network: without cause, headers and trailers joined. */
  protected carried(reason: unknown): ConnectError {
    const error = toConnectError(reason);
    const metadata = new Headers(this.touchedHeader());
    for (const [name, value] of this.touchedTrailer() ?? []) metadata.append(name, value);
    if (!error.isWireError) for (const [name, value] of error.metadata) metadata.append(name, value);
    const carried = new ConnectError(error.rawMessage, error.code, metadata);
    carried.details = error.details;
    carried.isWireError = true;
    return carried;
  }
}

/** Our own clients forward plain records; reading one costs a fraction of a Headers object. */
function isRecord(header: HeadersInit): header is Record<string, string> {
  return !(header instanceof Headers) && !(Symbol.iterator in header);
}

/** A call with one request and one response. */
export class InProcessUnary extends InProcessCall {
  #resolve!: (answered: Answered<Message>) => void;
  #reject!: (reason: ConnectError) => void;

  run(
    request: Message,
    signal: StopSignal | undefined,
    timeoutMs: number | undefined,
  ): Promise<Answered<Message>> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.listen(signal, timeoutMs);
      if (!this.ended) this.#handle(request);
    });
  }

  #handle(request: Message): void {
    try {
      const answer = this.bound.handler(request, this);
      if (answer instanceof Promise) answer.then(this.#succeed.bind(this), this.#fail.bind(this));
      else this.#succeed(answer as Answer);
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #succeed(answer: Answer): void {
    if (this.ended) return;
    try {
      const message = this.answer(answer);
      this.end();
      this.#resolve(new Answered(this, message));
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #fail(reason: unknown): void {
    if (this.ended) return;
    this.end();
    this.#reject(this.carried(reason));
  }

  protected stopped(reason: ConnectError): void {
    this.#reject(reason);
  }
}

/** A call with a stream in at least one direction. Only the first response is read ahead. */
export class InProcessStream extends InProcessCall {
  #requests: Interruptible<RequestShape, Message> | undefined;
  #answers: Interruptible<Answer, Message> | undefined;

  async run(
    input: AsyncIterable<RequestShape>,
    signal: StopSignal | undefined,
    timeoutMs: number | undefined,
  ): Promise<Answered<AsyncIterable<Message>>> {
    this.#requests = new Interruptible(input[Symbol.asyncIterator](), (shape) =>
      this.receive(this.method.input, shape),
    );
    this.#answers = new Interruptible(this.#handle(this.#requests), (answer) => this.answer(answer));
    this.listen(signal, timeoutMs);
    // Headers are final once the first response is there, as on a wire.
    const first = this.#next();
    await first.catch(() => {});
    return new Answered(this, this.#iterate(first));
  }

  async *#handle(requests: Interruptible<RequestShape, Message>): AsyncGenerator<Answer> {
    const request = this.bound.clientStreams ? this.#watch(requests) : (await requests.next()).value;
    const answer: unknown = this.bound.handler(request, this);
    if (this.bound.serverStreams) yield* answer as AsyncIterable<Answer>;
    else yield (await answer) as Answer;
  }

  // A caller whose own requests fail has cancelled the call.
  async *#watch(requests: AsyncIterable<Message>): AsyncGenerator<Message> {
    try {
      yield* requests;
    } catch (reason) {
      this.stop(reason instanceof ConnectError ? reason : cancelled(reason));
      throw reason;
    }
  }

  async #next(): Promise<IteratorResult<Message>> {
    try {
      const result = await this.#answers!.next();
      if (result.done) this.#leave();
      return result;
    } catch (reason) {
      if (this.ended) throw this.stopReason ?? reason;
      this.#leave();
      throw this.carried(reason);
    }
  }

  #leave(): void {
    this.end();
    this.#requests?.interrupt(cancelled());
  }

  #iterate(first: Promise<IteratorResult<Message>>): AsyncIterableIterator<Message> {
    let pending: Promise<IteratorResult<Message>> | undefined = first;
    return {
      next: () => {
        const step = pending ?? this.#next();
        pending = undefined;
        return step;
      },
      return: async () => {
        this.stop(cancelled());
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  protected stopped(reason: ConnectError): void {
    this.#requests?.interrupt(reason);
    this.#answers?.interrupt(reason);
  }
}
