import { type DescMethod, getOption } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Idempotency } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { Access, access } from '../../../gen/ts/skein/options/v1/options_pb.ts';
import { type LoadShedder, type Priority, patience } from '../../limits/load-shedding.ts';
import type { ReaderClass } from '../../limits/reader-classes.ts';
import type { WaitingLimit } from '../../limits/waiting-limit.ts';
import { CallContext } from '../call-context.ts';
import { authorizationHeader, headerOf } from '../headers.ts';
import type { Interceptor } from '../intercept.ts';
import { overloaded } from '../limits.ts';

/** Undefined accepts the call; otherwise the milliseconds after which to retry. */
export type Admit = (method: DescMethod, authorization: string | undefined) => number | undefined;

/** Decides whether a process takes a call, and watches the calls that it took. */
export interface CallAdmission {
  readonly admit: Admit;
  /** The calls of a method that may be refused for their waiting time; undefined for other methods. */
  waiting(method: DescMethod): WaitingLimit | undefined;
}

export interface CallAdmissionOptions {
  readonly shedder: LoadShedder;
  /** Makes the limit of one method. */
  readonly waitingLimit: () => WaitingLimit;
  /** Receives every refused call. */
  readonly turnedAway: (priority: Priority) => void;
  /** The reader class of a call, from its Authorization. */
  readonly readerOf: (authorization: string | undefined) => ReaderClass;
}

interface Admitted {
  readonly priority: Priority;
  readonly waiting: WaitingLimit | undefined;
}

/** Retry delays are multiples of this, in milliseconds, so that there are few distinct responses. */
const waitStepMs = 250;
/** The retry delay while calls wait too long, in milliseconds; half to one and a half of it. */
const waitingRetryMs = 1_000;

export function callAdmission(options: CallAdmissionOptions): CallAdmission {
  const { shedder, turnedAway, readerOf } = options;
  const methods = new Map<DescMethod, Admitted>();
  const admittedOf = (method: DescMethod): Admitted => {
    let known = methods.get(method);
    if (known === undefined) {
      const priority = priorityOf(method);
      known = { priority, waiting: mayWait(method, priority) ? options.waitingLimit() : undefined };
      methods.set(method, known);
    }
    return known;
  };
  const waitsTooLong = ({ priority, waiting }: Admitted, authorization: string | undefined) => {
    if (waiting === undefined || !waiting.isFull(patience.stranger)) return false;
    return waiting.isFull(patience[priority === 'high' ? priority : readerOf(authorization)]);
  };
  return {
    admit(method, authorization) {
      const admitted = admittedOf(method);
      let waitMs = shedder.refuse(admitted.priority, () => readerOf(authorization));
      if (waitMs === undefined && waitsTooLong(admitted, authorization))
        waitMs = waitingRetryMs * (0.5 + Math.random());
      if (waitMs === undefined) return undefined;
      turnedAway(admitted.priority);
      return Math.ceil(waitMs / waitStepMs) * waitStepMs;
    },
    waiting: (method) => admittedOf(method).waiting,
  };
}

/** Ends of calls that say how long calls wait. Other failures are quick, whatever the load is. */
const timed: ReadonlySet<Code | undefined> = new Set([undefined, Code.Canceled, Code.DeadlineExceeded]);

/** Watches the calls that reach their handler. */
export function watchWaiting({ waiting }: CallAdmission, monotonicMs: () => number): Interceptor {
  return ({ method }) => {
    const limit = waiting(method);
    if (limit === undefined) return;
    const beganMs = monotonicMs();
    limit.began();
    return {
      finish: (error) => limit.ended(timed.has(error?.code) ? monotonicMs() - beganMs : undefined),
    };
  };
}

/**
 * Runs before everything else, because a refusal must cost almost nothing. Calls that the host has already admitted
 * pass.
 */
export function shed(admit: Admit): Interceptor {
  return ({ method, context }) => {
    if (context instanceof CallContext && context.admitted) return;
    const retryAfterMs = admit(method, headerOf(context, authorizationHeader));
    if (retryAfterMs !== undefined) throw overloaded(retryAfterMs);
  };
}

/**
 * Operators and health checks are exempt. Writes, and calls that keep a user signed in, are refused later than reads,
 * because repeating a read costs the user nothing. The same holds for calls between services on behalf of an accepted
 * call.
 */
function priorityOf(method: DescMethod): Priority {
  const who = getOption(method, access);
  if (who === Access.OPERATOR || method.parent.typeName.startsWith('grpc.')) return 'exempt';
  return method.idempotency === Idempotency.NO_SIDE_EFFECTS && who !== Access.SERVICE ? 'normal' : 'high';
}

/**
 * Reads and people's writes. Sign-ins, which anyone may send, wait on purpose after wrong passwords. A call of a service
 * belongs to an accepted call.
 */
function mayWait(method: DescMethod, priority: Priority): boolean {
  if (method.methodKind !== 'unary') return false;
  return priority === 'normal' || getOption(method, access) === Access.USER;
}
