import { addressKey } from '../limits/address.ts';
import { maxMessageBytes } from './limits.ts';

/** Answers that a peer has not read yet. */
export interface Unread {
  readonly bytes: number;
  /** The bytes, each multiplied by how long it has waited: it tells a slow reader from a large answer. */
  readonly byteMs: number;
}

/** One connection of a server. */
export interface AnsweredConnection {
  /** The network peer's address. */
  readonly address: string;
  unread(nowMs: number): Unread;
  /** Ends the connection at once, which frees its answers. */
  end(): void;
}

export interface UnreadAnswerOptions {
  /** How many bytes of answers may wait for their readers, over all connections. */
  readonly maxBytes?: number;
  /** Receives every connection that is ended for unread answers. */
  readonly onEnded?: (unread: Unread) => void;
}

/**
 * Bounds the answers of one process that their readers do not take. A client that sends many requests and reads no
 * answer must not hold much of the server's memory. Over the limit, the connection is ended whose answers wait for
 * longest, of the peer that leaves most waiting: not the one that was written to last.
 */
export class UnreadAnswerLimit {
  readonly #maxBytes: number;
  readonly #onEnded: (unread: Unread) => void;
  /** Each connection with the bytes that it held after its last write. */
  readonly #connections = new Map<AnsweredConnection, number>();
  /** At least what is unread: bytes that were read since the last write still count. */
  #bytes = 0;

  constructor({ maxBytes = 64 * maxMessageBytes, onEnded = () => {} }: UnreadAnswerOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#onEnded = onEnded;
  }

  /** The bytes that are unread now. */
  get bytes(): number {
    this.#measure();
    return this.#bytes;
  }

  /** Sets the bytes that wait on a connection after a write. It may be ended for them. */
  hold(connection: AnsweredConnection, bytes: number): void {
    this.#set(connection, bytes);
    if (this.#bytes > this.#maxBytes) this.#endSlowest();
  }

  /** The connection closed. */
  leave(connection: AnsweredConnection): void {
    this.#set(connection, 0);
    this.#connections.delete(connection);
  }

  #set(connection: AnsweredConnection, bytes: number): void {
    this.#bytes += bytes - (this.#connections.get(connection) ?? 0);
    this.#connections.set(connection, bytes);
  }

  #measure(): Map<AnsweredConnection, Unread> {
    const nowMs = performance.now();
    const unread = new Map([...this.#connections.keys()].map((each) => [each, each.unread(nowMs)]));
    for (const [connection, { bytes }] of unread) this.#set(connection, bytes);
    return unread;
  }

  #endSlowest(): void {
    const unread = this.#measure();
    while (this.#bytes > this.#maxBytes) {
      const ofPeer = new Map<string, number>();
      for (const [{ address }, { byteMs }] of unread) {
        const peer = addressKey(address);
        ofPeer.set(peer, (ofPeer.get(peer) ?? 0) + byteMs);
      }
      const [slowest] = most(ofPeer, (byteMs) => byteMs);
      const ofSlowest = [...unread].filter(([{ address }]) => addressKey(address) === slowest);
      const [connection, waited] = most(ofSlowest, ({ byteMs }) => byteMs);
      unread.delete(connection);
      this.leave(connection);
      connection.end();
      this.#onEnded(waited);
    }
  }
}

function most<K, V>(entries: Iterable<[K, V]>, weightOf: (value: V) => number): [K, V] {
  return [...entries].reduce((heaviest, each) =>
    weightOf(each[1]) > weightOf(heaviest[1]) ? each : heaviest,
  );
}
