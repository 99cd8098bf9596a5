import type { StatusObject } from '@grpc/grpc-js';
import type { WireCall } from './grpc-wire.ts';

/**
 * Small messages of a stream share a write; past this many bytes the handler waits for the transport.
 * It is what node's own streams take before they ask to wait.
 */
const maxPendingBytes = 16 * 1024;

/** The answers of one stream on their way out. */
export class GrpcWriter {
  readonly #wire: WireCall;
  #pendingWrites = 0;
  #pendingBytes = 0;
  #wrote = false;
  #flushed: (() => void) | undefined;

  constructor(wire: WireCall) {
    this.#wire = wire;
  }

  /** Sends a message; a promise where the next one has to wait until the transport took this one. */
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

  /** Ends the stream as failed, and lets go of whoever waits to write. */
  fail(status: StatusObject): void {
    const waiting = this.#flushed;
    const send = () => this.#wire.sendStatus(status);
    // A grpc-js client drops messages that it reads together with an error: they go a turn ahead.
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
