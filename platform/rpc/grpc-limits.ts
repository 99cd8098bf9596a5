import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Server } from '@grpc/grpc-js';
import { toConnectError } from '../errors.ts';
import { peerAddressOfSession } from './grpc-peer.ts';
import type { StreamTaker } from './grpc-refusal.ts';
import { rejectStream, trailersOnly } from './grpc-refusal.ts';
import type { BoundMethod } from './host.ts';

/** A call before anything was read from it. */
export interface IncomingCall {
  /** The network peer's address. */
  readonly peer: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a gRPC server counts itself. Both methods throw the error for the caller. */
export interface ListenerLimits {
  /** Counts any call by its address. */
  address(call: IncomingCall): void;
  /** Counts a call of a method without a handler of ours; the returned function is called at its end. */
  other(call: IncomingCall): (() => void) | undefined | Promise<(() => void) | undefined>;
}

/**
 * Counts every call before grpc-js sees it: malformed ones, which reach no interceptor, and calls of methods that are
 * not ours (reflection, unknown ones), which have none.
 *
 * @throws Error when this release of grpc-js lacks the private member
 */
export function countCalls(
  server: Server,
  methods: ReadonlyMap<string, BoundMethod>,
  limits: ListenerLimits,
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
    const refuse = (reason: unknown) => rejectStream(stream, trailersOnly(toConnectError(reason)), endMs);
    const call = { peer: peerAddressOfSession(stream.session), headers };
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

function ignore(_: ServerHttp2Stream | Error): void {}
