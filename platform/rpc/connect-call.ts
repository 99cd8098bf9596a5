import type { Message } from '@bufbuild/protobuf';
import { Code, type ConnectError, type HandlerContext } from '@connectrpc/connect';
import { cancelled, deadlineExceeded, stoppedBy, toConnectError } from '../errors.ts';
import { boundedError } from './bounded-error.ts';
import { CallContext } from './call-context.ts';
import { explainedReads, failedByHandler } from './connect-errors.ts';
import { type ConnectPeer, connectPeerKey } from './connect-peer.ts';
import { messageOf, opaqueMessageOf } from './encoded.ts';
import type { Answer, BoundMethod } from './host.ts';
import { Interruptible } from './interruptible.ts';
import { isJsonType } from './requests/connect-format.ts';

/** How long the end of a stopped stream may stay unread before the peer is disconnected, in milliseconds. */
const unreadCutMs = 5_000;

/** One stream on connect-node, with the same context as on our other hosts. */
export class ConnectCall extends CallContext {
  readonly #bound: BoundMethod;
  readonly #inner: HandlerContext;
  readonly #stop = Promise.withResolvers<never>();
  #answers: Interruptible<Answer, Message> | undefined;
  #isJson: boolean | undefined;

  constructor(bound: BoundMethod, inner: HandlerContext) {
    super(bound.method);
    this.#bound = bound;
    this.#inner = inner;
    this.#stop.promise.catch(() => {});
    const timeoutMs = inner.timeoutMs();
    if (timeoutMs !== undefined) this.expireIn(timeoutMs);
    if (inner.signal.aborted) this.#abort();
    else inner.signal.addEventListener('abort', this.#abort);
  }

  get protocolName(): string {
    return this.#inner.protocolName;
  }

  override get url(): string {
    return this.#inner.url;
  }

  get requestHeader(): Headers {
    return this.#inner.requestHeader;
  }

  override get responseHeader(): Headers {
    return this.#inner.responseHeader;
  }

  override get responseTrailer(): Headers {
    return this.#inner.responseTrailer;
  }

  header(name: string): string | undefined {
    return this.#inner.requestHeader.get(name) ?? undefined;
  }

  peerAddress(): string {
    return this.#peer.address;
  }

  get #peer(): ConnectPeer {
    return this.#inner.values.get(connectPeerKey);
  }

  async answerOnce(request: unknown): Promise<Message> {
    try {
      const answer = await Promise.race([this.#bound.handler(this.#read(request), this), this.#stop.promise]);
      return this.#answer(answer);
    } catch (reason) {
      throw this.#failure(reason);
    } finally {
      this.end();
    }
  }

  async *answerStream(request: unknown): AsyncGenerator<Message> {
    try {
      const source = this.#bound.handler(this.#read(request), this) as AsyncIterable<Answer>;
      this.#answers = new Interruptible(source[Symbol.asyncIterator](), (answer) => this.#answer(answer));
      yield* this.#answers;
    } catch (reason) {
      throw this.#failure(reason);
    } finally {
      this.end();
    }
  }

  /** Connect encodes answers itself: JSON of the message, binary of bytes that may be encoded already. */
  #answer(answer: Answer): Message {
    const { output } = this.method;
    return this.#json ? messageOf(output, answer) : opaqueMessageOf(output, answer);
  }

  /** Determined once, because a stream has many answers. */
  get #json(): boolean {
    this.#isJson ??= isJsonType(this.header('content-type') ?? '');
    return this.#isJson;
  }

  #read(request: unknown): unknown {
    return this.#bound.clientStreams ? explainedReads(request as AsyncIterable<unknown>) : request;
  }

  #failure(reason: unknown): ConnectError {
    failedByHandler(this.#inner.values);
    return boundedError(toConnectError(reason));
  }

  // connect-node's abort reason differs by protocol; a lost caller counts as one that cancelled.
  #abort = (): void => {
    const reason = stoppedBy(this.#inner.signal);
    this.stop(reason.code === Code.DeadlineExceeded ? deadlineExceeded(reason) : cancelled(reason));
  };

  protected override end(): void {
    this.#inner.signal.removeEventListener('abort', this.#abort);
    super.end();
  }

  protected stopped(reason: ConnectError): void {
    this.#stop.reject(reason);
    if (this.#answers === undefined) return;
    this.#answers.interrupt(reason);
    // A peer that does not read would otherwise keep the end of its stream forever.
    setTimeout(() => this.#peer.cutIfUnread(), unreadCutMs).unref();
  }
}
