import { Code, type ConnectError } from '@connectrpc/connect';
import { fail } from '../errors.ts';

interface Call {
  stop(reason: ConnectError): void;
}

export interface ArrivalLimits {
  /** How long a request may take to arrive, in milliseconds. */
  readonly maxMs: number;
  /** How many bytes of messages may wait for the end of their requests, over all calls. */
  readonly maxBytes: number;
}

/** What the requests on their way to one server take. */
class Room {
  readonly limits: ArrivalLimits;
  /** In the order in which they began. */
  readonly arrivals = new Set<Arrival>();
  bytes = 0;

  constructor(limits: ArrivalLimits) {
    this.limits = limits;
  }
}

/** One request on its way. */
export class Arrival {
  readonly call: Call;
  readonly beganMs = performance.now();
  readonly #room: Room;
  #heldBytes = 0;

  constructor(call: Call, room: Room) {
    this.call = call;
    this.#room = room;
    room.arrivals.add(this);
  }

  /** Takes room for its message, in place of what it took before; stops the call, as OVERLOADED, when there is none. */
  hold(bytes: number): void {
    const room = this.#room;
    if (!room.arrivals.has(this)) return;
    const moreBytes = bytes - this.#heldBytes;
    if (room.bytes + moreBytes > room.limits.maxBytes) {
      this.call.stop(overloaded(room.limits.maxMs));
      return;
    }
    room.bytes += moreBytes;
    this.#heldBytes = bytes;
  }

  /** The request is there, or the call is over: its room is given back. */
  end(): void {
    if (this.#room.arrivals.delete(this)) this.#room.bytes -= this.#heldBytes;
  }
}

/**
 * Requests on their way to one server. Whoever begins a request and does not end it must not hold much of the server's
 * memory, nor hold it for long: compressed, 4 kB on the wire are 4 MiB here.
 */
export class Arrivals {
  readonly #room: Room;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: ArrivalLimits) {
    this.#room = new Room(limits);
  }

  begin(call: Call): Arrival {
    this.#timer ??= setTimeout(this.#stopLate, this.#room.limits.maxMs).unref();
    return new Arrival(call, this.#room);
  }

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

function overloaded(retryAfterMs: number): ConnectError {
  const message = 'too many requests are on their way';
  return fail(Code.ResourceExhausted, 'OVERLOADED', message, { retryAfterMs });
}
