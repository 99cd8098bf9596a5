import type { DescMethod } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Idempotency } from '@bufbuild/protobuf/wkt';
import { Code, type ConnectError } from '@connectrpc/connect';
import { RetryInfoSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { pause, systemClock, type TimedClock } from '../clock.ts';
import { toConnectError } from '../errors.ts';
import type { Calls, RequestShape } from './transport.ts';

/**
 * Shared by all calls of one client. Retries are a fraction of the calls, not a multiple, so an overloaded server does
 * not get more work from the clients that it refuses (Finagle's RetryBudget, gRFC A6).
 */
export interface RetryBudget {
  /** Counts a call that is not a retry. */
  deposit(): void;
  /** Whether another retry may be sent; takes it from the budget. */
  withdraw(): boolean;
}

/**
 * @param share the fraction of calls that may be retried;
 * @param reserve the retries of a client that makes few calls
 */
export function retryBudget({
  share = 0.1,
  reserve = 10,
}: {
  share?: number;
  reserve?: number;
} = {}): RetryBudget {
  let balance = reserve;
  return {
    deposit() {
      balance = Math.min(balance + share, Math.max(reserve, 100));
    },
    withdraw() {
      if (balance < 1) return false;
      balance--;
      return true;
    },
  };
}

export interface RetryOptions {
  /** Tries of one call, including the first. Default 4. */
  attempts?: number;
  /** Shared by all calls; without it retries are not limited. */
  budget?: RetryBudget;
  /** The pause before the second try, doubled each time up to a second; milliseconds. */
  firstPauseMs?: number;
  maxPauseMs?: number;
  clock?: TimedClock;
  /** Uniform in 0 to 1. */
  random?: () => number;
}

/**
 * Retries calls where that is safe and useful: after RESOURCE_EXHAUSTED with RetryInfo, because nothing was done, at
 * the given time; and after UNAVAILABLE, if the RPC reads, is idempotent or has a request_id. Pauses are jittered. A
 * pause that would exceed the call's deadline is not started; the error is returned at once. Streams are not retried.
 */
export function retrying(calls: Calls, options: RetryOptions = {}): Calls {
  const { attempts = 4, budget, firstPauseMs = 100, maxPauseMs = 5_000 } = options;
  const { clock = systemClock, random = Math.random } = options;

  /** The pause before the next try; undefined for no retry. */
  const pauseMs = (error: ConnectError, tried: number, again: boolean): number | undefined => {
    // "Full jitter": see M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    const backoffMs = random() * Math.min(maxPauseMs, firstPauseMs * 2 ** (tried - 1));
    const serverDelayMs = retryAfterMs(error);
    if (error.code === Code.ResourceExhausted && serverDelayMs !== undefined)
      return serverDelayMs * (1 + random() / 2) + backoffMs;
    return error.code === Code.Unavailable && again ? backoffMs : undefined;
  };

  return {
    async unary(method, signal, timeoutMs, header, input, values) {
      budget?.deposit();
      const again = isRepeatable(method, input);
      const endMs = timeoutMs === undefined ? Number.POSITIVE_INFINITY : clock.monotonicMs() + timeoutMs;
      for (let tried = 1; ; tried++) {
        const leftMs = timeoutMs === undefined ? undefined : endMs - clock.monotonicMs();
        try {
          return await calls.unary(method, signal, leftMs, header, input, values);
        } catch (reason) {
          const error = toConnectError(reason);
          const waitMs = tried < attempts ? pauseMs(error, tried, again) : undefined;
          if (waitMs === undefined || clock.monotonicMs() + waitMs >= endMs) throw error;
          if (budget?.withdraw() === false) throw error;
          await pause(clock, waitMs, signal);
          if (signal?.aborted) throw error;
        }
      }
    },
    stream: (...call) => calls.stream(...call),
  };
}

/** The server's retry delay in milliseconds; undefined without one. */
export function retryAfterMs(error: ConnectError): number | undefined {
  const delay = error.findDetails(RetryInfoSchema)[0]?.retryDelay;
  return delay === undefined ? undefined : Number(delay.seconds) * 1000 + delay.nanos / 1e6;
}

/** The server's retry delay in whole seconds, as in the header `retry-after`; undefined without one. */
export function retryAfterSeconds(error: ConnectError): number | undefined {
  const delayMs = retryAfterMs(error);
  return delayMs === undefined ? undefined : Math.ceil(delayMs / 1_000);
}

/** Whether every call of an RPC may be sent again, as its contract says. */
export function isIdempotent({ idempotency }: DescMethod): boolean {
  return idempotency === Idempotency.NO_SIDE_EFFECTS || idempotency === Idempotency.IDEMPOTENT;
}

function isRepeatable(method: DescMethod, input: RequestShape): boolean {
  if (isIdempotent(method)) return true;
  return 'requestId' in input && input.requestId !== '' && input.requestId !== undefined;
}
