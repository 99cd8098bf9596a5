import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Server } from '@grpc/grpc-js';
import { toConnectError } from '../errors.ts';
import type { StreamTaker } from './grpc-refusal.ts';
import { trailersOnly, turnAway } from './grpc-refusal.ts';
import type { BoundMethod } from './host.ts';

/** A call as it comes, before anybody has read it. */
export interface IncomingCall {
  /** The network peer's address. */
  readonly peer: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a gRPC server counts by itself. Both throw what the caller is to be told. */
export interface EntranceLimits {
  /** Counts any call by where it came from. */
  address(call: IncomingCall): void;
  /** Counts a call of a method that none of our handlers has; the answer is called when it has ended. */
  other(call: IncomingCall): (() => void) | undefined | Promise<(() => void) | undefined>;
}

/**
 * Counts every call before grpc-js hears of it: broken ones, which get to no interceptor, and those of methods that are
 * not ours (reflection, and what nobody has), which have none.
 *
 * @throws Error when grpc-js is not made as this needs it
 */
export function countCalls(
  server: Server,
  methods: ReadonlyMap<string, BoundMethod>,
  limits: EntranceLimits,
  endMs: number,
): void {
  const taker = server as unknown as StreamTaker;
  const take = taker._streamHandler;
  if (typeof take !== 'function') throw new Error('this release of grpc-js takes streams in another way');
  taker._streamHandler = function (this: unknown, interceptors, stream, headers) {
    const goOn = (ended?: () => void) => {
      if (ended !== undefined) {
        if (stream.closed) ended();
        else stream.once('close', ended);
      }
      take.call(this as StreamTaker, interceptors, stream, headers);
    };
    const refuse = (reason: unknown) => turnAway(stream, trailersOnly(toConnectError(reason)), endMs);
    const call = { peer: addressOf(stream.session as ServerHttp2Session | undefined), headers };
    try {
      limits.address(call);
      if (methods.has(headers[':path'] as string)) return goOn();
      const counted = limits.other(call);
      if (!(counted instanceof Promise)) return goOn(counted);
      stream.on('error', ignore);
      counted.then(goOn, refuse);
    } catch (reason) {
      refuse(reason);
    }
  };
}

/** A session finds its socket through a proxy object, which costs as much as the count. */
const addresses = new WeakMap<ServerHttp2Session, string>();

function addressOf(session: ServerHttp2Session | undefined): string {
  if (session === undefined) return '';
  let address = addresses.get(session);
  if (address === undefined) {
    address = session.socket?.remoteAddress ?? '';
    addresses.set(session, address);
  }
  return address;
}

function ignore(_: ServerHttp2Stream | Error): void {}
