import { Code, type ConnectError } from '@connectrpc/connect';
import { fail } from '../errors.ts';
import { addressKey } from '../limits/address.ts';
import { overloaded } from './limits.ts';

interface Call {
  stop(reason: ConnectError): void;
  /** Lets go of what is left of it at once. */
  cut?(): void;
}

export interface ArrivalLimits {
  /** How long a request may take to arrive, in milliseconds. */
  readonly maxMs: number;
  /** How many bytes of requests may wait for their ends, over all calls. */
  readonly maxBytes: number;
  /** How many requests may be on their way for longer than `wholeMs`: in all, of one peer, on one connection. */
  readonly maxCalls?: number;
  readonly maxCallsPerPeer?: number;
  readonly maxCallsPerConnection?: number;
  /** So soon a request is there that is sent as a whole, in milliseconds. */
  readonly wholeMs?: number;
}

const defaultCalls = { maxCalls: 4_000, maxCallsPerPeer: 1_000, maxCallsPerConnection: 128, wholeMs: 2_000 };
/** Of so many times `maxCalls` the late ones are not waited for. */
const crowd = 3;

/** What one network peer has on its way. */
interface Peer {
  readonly key: string;
  bytes: number;
  arrivals: number;
}

/** When to come again for whom there was no room, in milliseconds. */
const retryAfterMs = 1_000;

/** What the requests on their way to one server take. */
class Room {
  readonly limits: Required<ArrivalLimits>;
  /** In the order in which they began. */
  readonly arrivals = new Set<Arrival>();
  readonly #peers = new Map<string, Peer>();
  #bytes = 0;

  constructor(limits: ArrivalLimits) {
    this.limits = { ...defaultCalls, ...limits };
  }

  /**
   * Too many requests are on their way: of the fullest peers and connections the first to begin go, for whoever behaves
   * does not take long.
   *
   * @param beforeMs later ones may still come whole
   */
  thin(beforeMs: number): void {
    const { maxCalls, maxCallsPerPeer, maxCallsPerConnection } = this.limits;
    const ofConnection = new Map<object, number>();
    for (const { connection } of this.arrivals) {
      if (connection !== undefined) ofConnection.set(connection, (ofConnection.get(connection) ?? 0) + 1);
    }
    for (const arrival of this.arrivals) {
      if (arrival.beganMs > beforeMs) break;
      const { peer, connection } = arrival;
      const open = connection === undefined ? 0 : ofConnection.get(connection)!;
      if (peer.arrivals <= maxCallsPerPeer && open <= maxCallsPerConnection) continue;
      if (connection !== undefined) ofConnection.set(connection, open - 1);
      arrival.cut();
    }
    for (let left = -1; this.arrivals.size > maxCalls && left !== this.arrivals.size; ) {
      left = this.arrivals.size;
      const fullest = [...this.#peers.values()].reduce((most, each) =>
        each.arrivals > most.arrivals ? each : most,
      );
      let tooMany = Math.min(left - maxCalls, Math.ceil(fullest.arrivals / 2));
      for (const arrival of this.arrivals) {
        if (tooMany === 0 || arrival.beganMs > beforeMs) break;
        if (arrival.peer !== fullest) continue;
        arrival.cut();
        tooMany -= 1;
      }
    }
  }

  peer(key: string): Peer {
    let peer = this.#peers.get(key);
    if (peer === undefined) {
      peer = { key, bytes: 0, arrivals: 0 };
      this.#peers.set(key, peer);
    }
    peer.arrivals += 1;
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
    if (--peer.arrivals === 0) this.#peers.delete(peer.key);
  }

  #fullest(): Peer {
    let fullest: Peer | undefined;
    for (const peer of this.#peers.values()) {
      if (fullest === undefined || peer.bytes > fullest.bytes) fullest = peer;
    }
    return fullest!;
  }

  /** Of equals the one that began first: whoever behaves does not take long. */
  #largest(peer: Peer): Arrival {
    let largest: Arrival | undefined;
    for (const arrival of this.arrivals) {
      if (arrival.peer !== peer) continue;
      if (largest === undefined || arrival.heldBytes > largest.heldBytes) largest = arrival;
    }
    return largest!;
  }
}

/** One request on its way. */
export class Arrival {
  readonly call: Call;
  readonly peer: Peer;
  readonly beganMs = performance.now();
  readonly connection: object | undefined;
  heldBytes = 0;
  readonly #room: Room;

  constructor(call: Call, peer: Peer, connection: object | undefined, room: Room) {
    this.call = call;
    this.peer = peer;
    this.connection = connection;
    this.#room = room;
    room.arrivals.add(this);
  }

  /**
   * Takes room for so much of its request, in place of what it took before. Where there is none, the largest request of
   * the peer that holds most is stopped as OVERLOADED: it may be this one.
   */
  hold(bytes: number): void {
    if (!this.#room.arrivals.has(this)) return;
    const moreBytes = bytes - this.heldBytes;
    this.heldBytes = bytes;
    this.#room.take(this.peer, moreBytes);
  }

  /** The request is there, or the call is over: its room is given back. */
  end(): void {
    if (this.#room.arrivals.delete(this)) this.#room.leave(this.peer, this.heldBytes);
  }

  refuse(): void {
    this.end();
    this.call.stop(overloaded(retryAfterMs));
  }

  /** One of too many: what is left of it is not waited for, or they would pile up at their ends. */
  cut(): void {
    this.refuse();
    this.call.cut?.();
  }
}

/**
 * Requests on their way to one server. Whoever begins a request and does not end it must not hold much of the server's
 * memory, nor hold it for long, nor keep others out: compressed, 1 kB on the wire is 1 MiB here. So when the room is
 * full, it is not the last to come who goes, but the largest request of the fullest peer.
 */
export class Arrivals {
  readonly #room: Room;
  #timer: NodeJS.Timeout | undefined;
  #thinning: NodeJS.Timeout | undefined;

  constructor(limits: ArrivalLimits) {
    this.#room = new Room(limits);
  }

  /**
   * @param address the network peer's; of IPv6 a /64 is one peer
   * @param connection that other requests may share
   */
  begin(call: Call, address: string, connection?: object): Arrival {
    this.#timer ??= setTimeout(this.#stopLate, this.#room.limits.maxMs).unref();
    const { arrivals, limits } = this.#room;
    // The least of the limits: whether another one is passed is looked at then.
    if (arrivals.size >= limits.maxCallsPerConnection) {
      this.#thinning ??= setTimeout(this.#thinSoon, limits.wholeMs).unref();
    }
    if (arrivals.size >= crowd * limits.maxCalls) this.#room.thin(Number.POSITIVE_INFINITY);
    return new Arrival(call, this.#room.peer(addressKey(address)), connection, this.#room);
  }

  /** After what has come meanwhile: a process that did not have the processor must not blame its callers. */
  #thinSoon = (): void => {
    setImmediate(this.#thin);
  };

  #thin = (): void => {
    const { arrivals, limits } = this.#room;
    this.#room.thin(performance.now() - limits.wholeMs);
    const more =
      arrivals.size > Math.min(limits.maxCallsPerConnection, limits.maxCallsPerPeer, limits.maxCalls);
    this.#thinning = more ? setTimeout(this.#thinSoon, limits.wholeMs).unref() : undefined;
  };

  #stopLate = (): void => {
    const { arrivals, limits } = this.#room;
    const lateMs = performance.now() - limits.maxMs;
    for (const { call, beganMs } of arrivals) {
      if (beganMs > lateMs) break;
      call.stop(fail(Code.DeadlineExceeded, 'DEADLINE_EXCEEDED', 'the request did not arrive in time'));
    }
    // One timer for all: a late request is stopped after one to two times the limit.
    this.#timer = arrivals.size > 0 ? setTimeout(this.#stopLate, limits.maxMs).unref() : undefined;
  };
}
