import type { StatusObject } from '@grpc/grpc-js';
import type { WireCall } from './grpc-wire.ts';

/**
 * Small messages of a stream share a write. Past this many bytes the handler waits for the transport; it is the default
 * high-water mark of node's streams.
 */
const maxPendingBytes = 16 * 1024;

/** The outgoing messages of one stream. */
export class GrpcWriter {
  readonly #wire: WireCall;
  #pendingWrites = 0;
  #pendingBytes = 0;
  #wrote = false;
  #flushed: (() => void) | undefined;

  constructor(wire: WireCall) {
    this.#wire = wire;
  }

  /** Sends a message. Returns a promise when the next one must wait for the transport. */
  write(bytes: Buffer): Promise<void> | undefined {
    this.#wrote = true;
    this.#pendingWrites++;
    this.#pendingBytes += bytes.byteLength;
    this.#wire.sendMessage(bytes, this.#written);
    if (this.#pendingBytes < maxPendingBytes) return undefined;
    return new Promise((resolve) => {
      this.#flushed = resolve;
    });
  }

  /** Ends the stream with an error and releases waiting writers. */
  fail(status: StatusObject): void {
    const waiting = this.#flushed;
    const send = () => this.#wire.sendStatus(status);
    // A grpc-js client drops messages that it reads together with an error, so messages are sent a turn earlier.
    if (!this.#wrote) send();
    else if (this.#pendingWrites === 0) setImmediate(send);
    else this.#flushed = () => setImmediate(send);
    waiting?.();
  }

  #written = (): void => {
    if (--this.#pendingWrites > 0) return;
    this.#pendingBytes = 0;
    const flushed = this.#flushed;
    this.#flushed = undefined;
    flushed?.();
  };
}
