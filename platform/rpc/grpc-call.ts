import type { Message } from '@bufbuild/protobuf';
import type { ConnectError } from '@connectrpc/connect';
import type { Metadata } from '@grpc/grpc-js';
import { cancelled, deadlineExceeded, toConnectError } from '../errors.ts';
import { CallContext } from './call-context.ts';
import { envelopeOf, messageBytes } from './encoded.ts';
import type { GrpcHost } from './grpc-host.ts';
import { peerAddressOfSession } from './grpc-peer.ts';
import { toGrpcStatus } from './grpc-status.ts';
import {
  closeOnceSent,
  isCompressed,
  isCutOff,
  resetIfUnread,
  sendOnly,
  type WireCall,
  watchBytes,
} from './grpc-wire.ts';
import { GrpcWriter } from './grpc-writer.ts';
import type { Answer, BoundMethod } from './host.ts';
import { maxMessageBytes, messageMalformed, messageTooLarge, oneRequest } from './limits.ts';
import { successTrailers, toHeaders, toMetadata } from './metadata.ts';
import { ReceiveQueue } from './receive-queue.ts';
import { reportRefusal } from './refusal-report.ts';
import type { BufferedRequest } from './request-buffer-limit.ts';
import { decodeRequest } from './requests/decode-request.ts';

/** The HTTP/2 stream window (RFC 9113, 6.9.2): larger messages can be stuck behind a reader that stopped. */
const streamWindowBytes = 65_535;

/**
 * One call on grpc-js: handler context and wire listener in one object. It replaces grpc-js's own handler objects,
 * which cost an emitter and two stream objects a call and read ahead.
 */
export class GrpcCall extends CallContext {
  readonly protocolName = 'grpc';
  readonly #bound: BoundMethod;
  readonly #wire: WireCall;
  readonly #host: GrpcHost;
  #metadata: Metadata | undefined;
  #requestHeader: Headers | undefined;
  #request: Buffer | undefined;
  #buffered: BufferedRequest | undefined;
  #receivedBytes = 0;
  #messages: ReceiveQueue<Message> | undefined;
  #answers: AsyncIterator<Answer> | undefined;
  #writer: GrpcWriter | undefined;
  /** The handler was called, so interceptors see the end. */
  #begun = false;

  constructor(bound: BoundMethod, wire: WireCall, host: GrpcHost) {
    super(bound.method);
    this.#bound = bound;
    this.#wire = wire;
    this.#host = host;
  }

  get requestHeader(): Headers {
    this.#requestHeader ??= toHeaders(this.#metadata!);
    return this.#requestHeader;
  }

  header(name: string): string | undefined {
    const values = this.#metadata!.get(name);
    if (values.length === 0) return undefined;
    const [value] = values;
    return values.length === 1 && typeof value === 'string'
      ? value
      : (this.requestHeader.get(name) ?? undefined);
  }

  peerAddress(): string {
    return peerAddressOfSession(this.#wire.stream?.session);
  }

  /** grpc-js starts its own handler here; its listener is left out. */
  start(): void {
    this.#wire.start(this);
  }

  onReceiveMetadata(metadata: Metadata): void {
    this.#metadata = metadata;
    const deadlineMs = Number(this.#wire.getDeadline());
    // grpc-js watches deadlines itself, but does not report them behind a reader that stopped.
    if (Number.isFinite(deadlineMs)) this.expireIn(deadlineMs - Date.now(), !this.#bound.serverStreams);
    if (this.#bound.serverStreams) this.#host.streams.add(this);
    if (this.#bound.clientStreams) {
      this.#messages = new ReceiveQueue(() => this.#wire.startRead());
      this.#run(this.#messages);
    } else {
      this.#buffered = this.#host.requestBuffers.begin(this, this.peerAddress(), this.#wire.stream?.session);
      watchBytes(this.#wire, this.#receiveBytes);
      this.#wire.startRead();
    }
  }

  onReceiveMessage(bytes: Buffer): void {
    if (this.#messages === undefined) {
      if (this.#request !== undefined) this.#fail(oneRequest());
      this.#receivedBytes = bytes.byteLength;
      this.#buffered?.hold(bytes.byteLength);
      // A request counts after its end: a second message may still follow.
      if (!this.ended) this.#request = bytes;
      this.#wire.startRead();
      return;
    }
    const message = this.#decode(bytes);
    if (message !== undefined) this.#messages.push(message);
  }

  #receiveBytes = (bytes: number): void => {
    // A compressed message counts with the largest size that it may have before it is inflated.
    this.#receivedBytes += isCompressed(this.#wire) ? this.#bound.maxRequestBytes : bytes;
    this.#buffered?.hold(this.#receivedBytes);
  };

  onReceiveHalfClose(): void {
    this.#buffered?.end();
    if (isCutOff(this.#wire)) {
      this.#fail(messageMalformed(undefined, 'the request ends within a message'));
    } else if (this.#messages !== undefined) {
      this.#messages.end();
    } else if (this.#request === undefined) {
      this.#fail(oneRequest());
    } else if (!this.ended) {
      const message = this.#decode(this.#request);
      if (message !== undefined) this.#run(message);
    }
  }

  cut(): void {
    closeOnceSent(this.#wire);
  }

  /** The caller cancelled, or grpc-js ended the call. */
  onCancel(): void {
    if (this.ended) return;
    // The other clock's timers fire up to a millisecond early.
    this.stop((this.timeoutMs() ?? Number.POSITIVE_INFINITY) <= 2 ? deadlineExceeded() : cancelled());
  }

  protected override end(): void {
    if (this.#bound.serverStreams) this.#host.streams.delete(this);
    this.#buffered?.end();
    super.end();
  }

  protected stopped(reason: ConnectError): void {
    this.#endWith(reason);
  }

  #decode(bytes: Buffer): Message | undefined {
    try {
      return decodeRequest(this.#bound, bytes);
    } catch (reason) {
      this.#fail(reason);
      return undefined;
    }
  }

  #run(request: unknown): void {
    this.#begun = true;
    try {
      const answer = this.#bound.handler(request, this);
      if (this.#bound.serverStreams) {
        this.#pump((answer as AsyncIterable<Answer>)[Symbol.asyncIterator]());
      } else if (answer instanceof Promise) {
        answer.then(
          (awaited) => this.#reply(awaited),
          (reason) => this.#fail(reason),
        );
      } else {
        this.#reply(answer as Answer);
      }
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #reply(answer: Answer): void {
    if (this.ended) return;
    try {
      const bytes = this.#encode(answer);
      this.#sendHeader();
      sendOnly(this.#wire, bytes, envelopeOf(answer));
      this.#succeed();
      if (bytes.byteLength > streamWindowBytes) resetIfUnread(this.#wire, this.#host.unreadResetMs);
    } catch (reason) {
      this.#fail(reason);
    }
  }

  async #pump(answers: AsyncIterator<Answer>): Promise<void> {
    this.#answers = answers;
    const writer = new GrpcWriter(this.#wire);
    this.#writer = writer;
    try {
      for (let first = true; ; first = false) {
        const result = await answers.next();
        if (this.ended) return;
        if (first) this.#sendHeader();
        if (result.done) break;
        const taken = writer.write(this.#encode(result.value));
        if (taken !== undefined) await taken;
        if (this.ended) return;
      }
      this.#succeed();
      resetIfUnread(this.#wire, this.#host.unreadResetMs);
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #encode(answer: Answer): Buffer {
    const bytes = messageBytes(this.method.output, answer);
    if (bytes.byteLength > maxMessageBytes) throw messageTooLarge(maxMessageBytes);
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #succeed(): void {
    const metadata = successTrailers(this.touchedTrailer());
    this.end();
    this.#messages?.end();
    this.#wire.sendStatus({ code: 0, details: '', metadata });
  }

  #fail(reason: unknown): void {
    if (this.ended) return;
    this.end();
    this.#endWith(toConnectError(reason));
  }

  #sendHeader(): void {
    const header = this.touchedHeader();
    if (header !== undefined) this.#wire.sendMetadata(toMetadata(header));
  }

  #endWith(error: ConnectError): void {
    this.#messages?.end({ reason: error });
    this.#answers?.return?.().catch(ignore);
    if (!this.#begun) reportRefusal(this.#host.onRefused, error);
    this.#sendHeader();
    const status = toGrpcStatus(error, this.touchedTrailer());
    if (this.#writer === undefined) this.#wire.sendStatus(status);
    else this.#writer.fail(status);
    resetIfUnread(this.#wire, this.#host.unreadResetMs);
  }
}

function ignore(): void {}
