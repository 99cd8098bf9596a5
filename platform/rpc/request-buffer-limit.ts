import { Code, type ConnectError } from '@connectrpc/connect';
import { fail } from '../errors.ts';
import { addressKey } from '../limits/address.ts';
import { overloaded } from './limits.ts';

interface Call {
  stop(reason: ConnectError): void;
  /** Drops what is left of the request immediately. */
  cut?(): void;
}

export interface RequestBufferOptions {
  /** How long a request may take to arrive, in milliseconds. */
  readonly maxMs: number;
  /** How many bytes of incomplete requests may be buffered, over all calls. */
  readonly maxBytes: number;
  /** How many requests may be incomplete for longer than `wholeMs`: in total, of one peer, on one connection. */
  readonly maxCalls?: number;
  readonly maxCallsPerPeer?: number;
  readonly maxCallsPerConnection?: number;
  /** A request that is sent in one piece arrives within this time, in milliseconds. */
  readonly wholeMs?: number;
}

const defaultCalls = { maxCalls: 4_000, maxCallsPerPeer: 1_000, maxCallsPerConnection: 128, wholeMs: 2_000 };
/** At this multiple of `maxCalls` even recent requests are dropped. */
const crowd = 3;

/** The incomplete requests of one network peer. */
interface Peer {
  readonly key: string;
  bytes: number;
  requests: number;
}

/** The retry delay of a dropped request, in milliseconds. */
const retryAfterMs = 1_000;

/** The incomplete requests of one server. */
class BufferPool {
  readonly limits: Required<RequestBufferOptions>;
  /** In order of their start. */
  readonly requests = new Set<BufferedRequest>();
  readonly #peers = new Map<string, Peer>();
  #bytes = 0;

  constructor(limits: RequestBufferOptions) {
    this.limits = { ...defaultCalls, ...limits };
  }

  /**
   * Drops requests when too many are incomplete: the oldest ones of the peers and connections that have most, because
   * well-behaved clients finish quickly.
   *
   * @param beforeMs requests that started later may still complete
   */
  thin(beforeMs: number): void {
    const { maxCalls, maxCallsPerPeer, maxCallsPerConnection } = this.limits;
    const ofConnection = new Map<object, number>();
    for (const { connection } of this.requests) {
      if (connection !== undefined) ofConnection.set(connection, (ofConnection.get(connection) ?? 0) + 1);
    }
    for (const bufferedRequest of this.requests) {
      if (bufferedRequest.beganMs > beforeMs) break;
      const { peer, connection } = bufferedRequest;
      const open = connection === undefined ? 0 : ofConnection.get(connection)!;
      if (peer.requests <= maxCallsPerPeer && open <= maxCallsPerConnection) continue;
      if (connection !== undefined) ofConnection.set(connection, open - 1);
      bufferedRequest.cut();
    }
    for (let left = -1; this.requests.size > maxCalls && left !== this.requests.size; ) {
      left = this.requests.size;
      const fullest = [...this.#peers.values()].reduce((most, each) =>
        each.requests > most.requests ? each : most,
      );
      let tooMany = Math.min(left - maxCalls, Math.ceil(fullest.requests / 2));
      for (const bufferedRequest of this.requests) {
        if (tooMany === 0 || bufferedRequest.beganMs > beforeMs) break;
        if (bufferedRequest.peer !== fullest) continue;
        bufferedRequest.cut();
        tooMany -= 1;
      }
    }
  }

  peer(key: string): Peer {
    let peer = this.#peers.get(key);
    if (peer === undefined) {
      peer = { key, bytes: 0, requests: 0 };
      this.#peers.set(key, peer);
    }
    peer.requests += 1;
    return peer;
  }

  take(peer: Peer, bytes: number): void {
    peer.bytes += bytes;
    this.#bytes += bytes;
    while (this.#bytes > this.limits.maxBytes) this.#largest(this.#fullest()).refuse();
  }

  leave(peer: Peer, bytes: number): void {
    peer.bytes -= bytes;
    this.#bytes -= bytes;
    if (--peer.requests === 0) this.#peers.delete(peer.key);
  }

  #fullest(): Peer {
    let fullest: Peer | undefined;
    for (const peer of this.#peers.values()) {
      if (fullest === undefined || peer.bytes > fullest.bytes) fullest = peer;
    }
    return fullest!;
  }

  /** Among equals the oldest one, because well-behaved clients finish quickly. */
  #largest(peer: Peer): BufferedRequest {
    let largest: BufferedRequest | undefined;
    for (const bufferedRequest of this.requests) {
      if (bufferedRequest.peer !== peer) continue;
      if (largest === undefined || bufferedRequest.heldBytes > largest.heldBytes) largest = bufferedRequest;
    }
    return largest!;
  }
}

/** One incomplete request. */
export class BufferedRequest {
  readonly call: Call;
  readonly peer: Peer;
  readonly beganMs = performance.now();
  readonly connection: object | undefined;
  heldBytes = 0;
  readonly #room: BufferPool;

  constructor(call: Call, peer: Peer, connection: object | undefined, room: BufferPool) {
    this.call = call;
    this.peer = peer;
    this.connection = connection;
    this.#room = room;
    room.requests.add(this);
  }

  /**
   * Sets the bytes that its request holds, replacing the earlier number. Over the limit, the largest request of the
   * peer that holds most is stopped as OVERLOADED; it may be this one.
   */
  hold(bytes: number): void {
    if (!this.#room.requests.has(this)) return;
    const moreBytes = bytes - this.heldBytes;
    this.heldBytes = bytes;
    this.#room.take(this.peer, moreBytes);
  }

  /** The request is complete or its call has ended: its bytes no longer count. */
  end(): void {
    if (this.#room.requests.delete(this)) this.#room.leave(this.peer, this.heldBytes);
  }

  refuse(): void {
    this.end();
    this.call.stop(overloaded(retryAfterMs));
  }

  /** Drops the request without waiting for its end, because dropped requests would accumulate. */
  cut(): void {
    this.refuse();
    this.call.cut?.();
  }
}

/**
 * Bounds the incomplete requests of one server. A client that starts a request without finishing it must not hold much
 * of the server's memory, nor hold it for long, nor exclude others; 1 kB on the wire may be 1 MiB uncompressed. When
 * the limit is reached, the largest request of the peer that holds most is dropped, not the newest one.
 */
export class RequestBufferLimit {
  readonly #room: BufferPool;
  #timer: NodeJS.Timeout | undefined;
  #thinning: NodeJS.Timeout | undefined;

  constructor(limits: RequestBufferOptions) {
    this.#room = new BufferPool(limits);
  }

  /**
   * @param address the network peer's; the addresses of an IPv6 /64 are one peer
   * @param connection that other requests may share
   */
  begin(call: Call, address: string, connection?: object): BufferedRequest {
    this.#timer ??= setTimeout(this.#stopLate, this.#room.limits.maxMs).unref();
    const { requests, limits } = this.#room;
    // The smallest of the limits; the timer checks whether another one is exceeded.
    if (requests.size >= limits.maxCallsPerConnection) {
      this.#thinning ??= setTimeout(this.#thinSoon, limits.wholeMs).unref();
    }
    if (requests.size >= crowd * limits.maxCalls) this.#room.thin(Number.POSITIVE_INFINITY);
    return new BufferedRequest(call, this.#room.peer(addressKey(address)), connection, this.#room);
  }

  /** Runs after pending input was read, so that a suspended process does not blame its callers. */
  #thinSoon = (): void => {
    setImmediate(this.#thin);
  };

  #thin = (): void => {
    const { requests, limits } = this.#room;
    this.#room.thin(performance.now() - limits.wholeMs);
    const more =
      requests.size > Math.min(limits.maxCallsPerConnection, limits.maxCallsPerPeer, limits.maxCalls);
    this.#thinning = more ? setTimeout(this.#thinSoon, limits.wholeMs).unref() : undefined;
  };

  #stopLate = (): void => {
    const { requests, limits } = this.#room;
    const lateMs = performance.now() - limits.maxMs;
    for (const { call, beganMs } of requests) {
      if (beganMs > lateMs) break;
      call.stop(fail(Code.DeadlineExceeded, 'DEADLINE_EXCEEDED', 'the request did not arrive in time'));
    }
    // One timer for all: a late request is stopped after one to two times the limit.
    this.#timer = requests.size > 0 ? setTimeout(this.#stopLate, limits.maxMs).unref() : undefined;
  };
}
