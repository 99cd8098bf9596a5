import { type DescMethod, fromBinary, type Message } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { type Channel, type InterceptingListener, Metadata, type StatusObject } from '@grpc/grpc-js';
import { cancelled, deadlineExceeded, stoppedBy, unreachable } from '../errors.ts';
import { encoded, messageBytes } from './encoded.ts';
import type { ChannelLifetime } from './grpc-channel-lifetime.ts';
import { responseMalformed, wellFormedStatus } from './grpc-malformed.ts';
import { fromGrpcStatus } from './grpc-status.ts';
import { messageTooLarge, oneAnswer } from './limits.ts';
import { toHeaders, toMetadata } from './metadata.ts';
import { ReceiveQueue } from './receive-queue.ts';
import { maxRequestBytes } from './requests/max-request-bytes.ts';
import type { HeadersInit, RequestShape } from './transport.ts';

type WireCall = ReturnType<Channel['createCall']>;

/** A call of a channel that has not started. */
export interface OpenCall {
  readonly method: DescMethod;
  readonly wire: WireCall;
  readonly lifetime: Pick<ChannelLifetime, 'callStarted' | 'callEnded'>;
  /** The deadline by the monotonic clock; infinite without one. */
  readonly deadlineMs: number;
}

/** How responses and failures of a call reach its caller. */
export interface Reception {
  /** See GrpcTransportOptions. */
  readonly dependency: boolean;
  /** Responses stay encoded (see `encoded`), because the caller forwards them. */
  readonly undecoded: boolean;
}

/** Shared by both kinds of calls: sending, cancelling, and reading a status. */
abstract class ClientCall implements InterceptingListener {
  protected readonly method: DescMethod;
  protected readonly wire: WireCall;
  readonly #lifetime: OpenCall['lifetime'];
  readonly #deadlineMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #reception: Reception;
  #stopReason: ConnectError | undefined;
  #received = new Metadata();
  #trailers: Metadata | undefined;

  constructor(
    { method, wire, lifetime, deadlineMs }: OpenCall,
    signal: AbortSignal | undefined,
    reception: Reception,
  ) {
    this.method = method;
    this.wire = wire;
    this.#lifetime = lifetime;
    this.#deadlineMs = deadlineMs;
    this.#signal = signal;
    this.#reception = reception;
  }

  get stream(): boolean {
    return this.method.methodKind !== 'unary';
  }

  get service() {
    return this.method.parent;
  }

  protected begin(header: HeadersInit | undefined): void {
    this.#signal?.addEventListener('abort', this.#abort);
    this.#lifetime.callStarted();
    this.wire.start(header === undefined ? new Metadata() : toMetadata(new Headers(header)), this);
  }

  #abort = (): void => this.stop(stoppedBy(this.#signal!));

  /** Cancels; the caller gets `reason`. */
  protected stop(reason: ConnectError): void {
    this.#stopReason ??= reason;
    this.wire.cancelWithStatus(reason.code as number, reason.rawMessage);
  }

  protected encode(shape: RequestShape): Buffer {
    const bytes = messageBytes(this.method.input, shape);
    const limitBytes = maxRequestBytes(this.method);
    if (bytes.byteLength > limitBytes) throw messageTooLarge(limitBytes);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  protected decode(bytes: Buffer): Message | undefined {
    const { output } = this.method;
    if (this.#reception.undecoded) return encoded(output, bytes) as Message;
    try {
      return fromBinary(output, bytes);
    } catch (cause) {
      this.stop(responseMalformed('the answer cannot be decoded', cause));
      return undefined;
    }
  }

  get header(): Headers {
    return toHeaders(this.#received);
  }

  get trailer(): Headers {
    return toHeaders(this.#trailers ?? new Metadata());
  }

  onReceiveMetadata(metadata: Metadata): void {
    this.#received = metadata;
  }

  abstract onReceiveMessage(bytes: Buffer): void;

  onReceiveStatus(received: StatusObject): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#lifetime.callEnded();
    const status = wellFormedStatus(received);
    this.#trailers = status.metadata;
    this.finished(status.code === 0 ? undefined : (this.#stopReason ?? this.#failure(status)));
  }

  #failure(status: StatusObject): ConnectError {
    const error = fromGrpcStatus(status, this.header);
    if (error.details.length > 0) return error;
    // grpc-js produced the status itself, so our details are added.
    if (error.code === Code.DeadlineExceeded || (error.code === Code.Canceled && this.#isLate()))
      return deadlineExceeded(error);
    if (this.#reception.dependency) {
      // A caller that cancels has its own reason; here the server reset the call.
      if (error.code === Code.Unavailable || error.code === Code.Canceled)
        return unreachable(this.service, error);
      if (error.code === Code.Internal) return responseMalformed('the answer is malformed', error);
    }
    return error.code === Code.Canceled ? cancelled(error) : error;
  }

  /** A server that enforces the deadline too may reset the call before our timer, which may be a millisecond early. */
  #isLate(): boolean {
    return performance.now() >= this.#deadlineMs - 2;
  }

  protected abstract finished(error: ConnectError | undefined): void;
}

/** A call with one request and one response; the object is also what the caller gets. */
export class UnaryClientCall extends ClientCall {
  readonly #outcome = Promise.withResolvers<this>();
  #answer: Message | undefined;

  get message(): Message {
    return this.#answer!;
  }

  run(header: HeadersInit | undefined, request: RequestShape): Promise<this> {
    const bytes = this.encode(request);
    this.begin(header);
    this.wire.startRead();
    this.wire.sendMessageWithContext({}, bytes);
    this.wire.halfClose();
    return this.#outcome.promise;
  }

  onReceiveMessage(bytes: Buffer): void {
    if (this.#answer !== undefined) {
      this.stop(oneAnswer());
      return;
    }
    this.#answer = this.decode(bytes);
    // An unread second message would hold the status back until the deadline.
    this.wire.startRead();
  }

  protected finished(error: ConnectError | undefined): void {
    if (error !== undefined) this.#outcome.reject(error);
    else if (this.#answer !== undefined) this.#outcome.resolve(this);
    else this.#outcome.reject(oneAnswer());
  }
}

/** A call with a stream in at least one direction; the object is also what the caller gets. */
export class StreamClientCall extends ClientCall {
  readonly #opened = Promise.withResolvers<this>();
  readonly message = new ReceiveQueue<Message>(
    () => this.wire.startRead(),
    () => this.stop(cancelled()),
  );
  #source: AsyncIterator<RequestShape> | undefined;
  #written: (() => void) | undefined;
  #over = false;

  run(header: HeadersInit | undefined, requests: AsyncIterable<RequestShape>): Promise<this> {
    this.begin(header);
    this.#send(requests[Symbol.asyncIterator]());
    return this.#opened.promise;
  }

  async #send(source: AsyncIterator<RequestShape>): Promise<void> {
    this.#source = source;
    try {
      for (;;) {
        const result = await source.next();
        if (this.#over) return;
        if (result.done) break;
        const bytes = this.encode(result.value);
        await new Promise<void>((resolve) => {
          this.#written = resolve;
          this.wire.sendMessageWithContext({ callback: () => resolve() }, bytes);
        });
        if (this.#over) return;
      }
      this.wire.halfClose();
    } catch (reason) {
      this.stop(reason instanceof ConnectError ? reason : cancelled(reason));
    }
  }

  override onReceiveMetadata(metadata: Metadata): void {
    super.onReceiveMetadata(metadata);
    this.#opened.resolve(this);
  }

  onReceiveMessage(bytes: Buffer): void {
    const message = this.decode(bytes);
    if (message !== undefined) this.message.push(message);
  }

  protected finished(error: ConnectError | undefined): void {
    this.#over = true;
    this.#opened.resolve(this);
    this.message.end(error && { reason: error });
    this.#source?.return?.()?.catch(() => {});
    this.#written?.();
  }
}
