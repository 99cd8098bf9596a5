import type { ServerResponse } from 'node:http';
import type { Message, Registry } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { compressionNegotiate } from '@connectrpc/connect/protocol';
import { compressionGzip } from '@connectrpc/connect-node';
import { cancelled, fail, toConnectError } from '../../errors.ts';
import type { AnyRequest } from '../any-request.ts';
import { boundedError } from '../bounded-error.ts';
import { CallContext } from '../call-context.ts';
import { messageBytes } from '../encoded.ts';
import type { Answer, BoundMethod } from '../host.ts';
import { printJson } from '../json/print-json.ts';
import { maxMessageBytes, messageTooLarge } from '../limits.ts';
import { type OnRefused, reportRefusal } from '../refusal-report.ts';
import { decodeRequest } from '../requests/decode-request.ts';
import { inflate } from '../requests/inflate.ts';
import { decodeJson } from './decode-json.ts';
import { requestHeader, toWebHeaders } from './node-headers.ts';
import type { HandlerHeaders, ReadyMessage, WebProtocol, WebResponse } from './web-protocol.ts';

/** What all unary calls of a listener share. */
export interface UnaryHost {
  /** The address of a request's sender. */
  readonly addressOf: (request: AnyRequest) => string;
  /** The types that a google.protobuf.Any may hold in JSON. */
  readonly registry: Registry | undefined;
  /** Receives calls that are refused before their handler. */
  readonly onRefused: OnRefused;
}

/** Smaller messages are sent uncompressed, as Connect does. */
const compressMinBytes = 1_024;
// Brotli with Node's defaults takes 20 times as long as gzip.
const encodings = [compressionGzip];

/**
 * One unary call over HTTP: handler context and response in one object. Connect's own handlers pipe each call through
 * a dozen asynchronous generators and create three AbortControllers for it.
 */
export class UnaryCall extends CallContext {
  readonly #bound: BoundMethod;
  readonly #protocol: WebProtocol;
  readonly #request: AnyRequest;
  readonly #response: ServerResponse;
  readonly #host: UnaryHost;
  #requestHeader: Headers | undefined;
  /** The handler was called, so interceptors see the end. */
  #begun = false;

  constructor(
    bound: BoundMethod,
    protocol: WebProtocol,
    request: AnyRequest,
    response: ServerResponse,
    host: UnaryHost,
  ) {
    super(bound.method);
    this.#bound = bound;
    this.#protocol = protocol;
    this.#request = request;
    this.#response = response;
    this.#host = host;
  }

  get protocolName(): string {
    return this.#protocol.name;
  }

  override get requestMethod(): string {
    return this.#request.method!;
  }

  get requestHeader(): Headers {
    this.#requestHeader ??= toWebHeaders(this.#request);
    return this.#requestHeader;
  }

  header(name: string): string | undefined {
    return requestHeader(this.#request, name);
  }

  peerAddress(): string {
    return this.#host.addressOf(this.#request);
  }

  async run(): Promise<void> {
    this.#response.once('close', this.#leave);
    try {
      const request = await this.#read();
      if (this.ended) return;
      this.#begun = true;
      const answer = await this.#bound.handler(request, this);
      if (!this.ended) await this.#reply(answer);
    } catch (reason) {
      // A connection broke while the request was read; its close may be reported later.
      const isBroken = !this.#begun && !(reason instanceof ConnectError);
      this.#fail(isBroken ? cancelled(reason) : toConnectError(reason));
    }
  }

  async #read(): Promise<Message> {
    const { method, maxRequestBytes } = this.#bound;
    const timeoutMs = this.#protocol.timeoutMs(this.#request);
    if (timeoutMs !== undefined) this.expireIn(timeoutMs);
    const encoding = this.#protocol.encoding(this.#request);
    const { error } = compressionNegotiate(encodings, encoding ?? null, null, this.#protocol.acceptHeader);
    if (error !== undefined) throw fail(Code.Unimplemented, 'UNIMPLEMENTED', error.rawMessage);
    const sent = await this.#protocol.read(this.#request, maxRequestBytes);
    const bytes = sent.isCompressed ? await inflate(sent.bytes, maxRequestBytes) : sent.bytes;
    if (bytes.length > maxRequestBytes) throw messageTooLarge(maxRequestBytes);
    return this.#protocol.isJson
      ? decodeJson(method.input, bytes, this.#host.registry)
      : decodeRequest(this.#bound, bytes);
  }

  async #reply(answer: Answer): Promise<void> {
    const bytes = this.#encode(answer);
    const message = bytes.length < compressMinBytes ? { bytes } : await this.#compressed(bytes);
    if (this.ended) return;
    this.end();
    this.#send(() => this.#protocol.succeed(message, this.#given()));
  }

  #encode(answer: Answer): Uint8Array {
    const { output } = this.method;
    const message = messageBytes(output, answer);
    const bytes = this.#protocol.isJson ? printJson(output, message, this.#host.registry) : message;
    if (bytes.length > maxMessageBytes) throw messageTooLarge(maxMessageBytes);
    return bytes;
  }

  /** A caller that lists no encodings accepts that of its request. */
  #compressed(bytes: Uint8Array): ReadyMessage | Promise<ReadyMessage> {
    const encoding = this.#protocol.encoding(this.#request);
    const accepted = requestHeader(this.#request, this.#protocol.acceptHeader);
    const { response } = compressionNegotiate(encodings, encoding ?? null, accepted ?? null, '');
    if (response === null) return { bytes };
    const compress = response.compress(bytes as Uint8Array<ArrayBuffer>);
    return compress.then((compressed) => ({ bytes: compressed, compressedWith: response.name }));
  }

  /** The connection closed: the response was sent, or the caller left. */
  #leave = (): void => {
    if (!this.ended) this.stop(cancelled());
  };

  protected stopped(reason: ConnectError): void {
    this.#sendError(reason);
  }

  #fail(error: ConnectError): void {
    if (this.ended) return;
    this.end();
    this.#sendError(error);
  }

  #sendError(error: ConnectError): void {
    if (!this.#begun) reportRefusal(this.#host.onRefused, error);
    this.#send(() => this.#protocol.fail(boundedError(error), this.#given()));
  }

  #given(): HandlerHeaders {
    return { header: this.touchedHeader(), trailer: this.touchedTrailer() };
  }

  /** A response that cannot be sent (Node refuses a header, a detail cannot be encoded) ends its connection only. */
  #send(response: () => WebResponse): void {
    if (this.#response.destroyed) return;
    try {
      const { status, headers, body } = response();
      headers['content-length'] = body.length;
      this.#response.writeHead(status, headers);
      this.#response.end(body);
    } catch {
      this.#response.destroy();
    }
  }
}
