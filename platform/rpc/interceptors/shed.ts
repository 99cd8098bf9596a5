import { type DescMethod, getOption } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Idempotency } from '@bufbuild/protobuf/wkt';
import { Access, access } from '../../../gen/ts/skein/options/v1/options_pb.ts';
import type { LoadShedder, Priority } from '../../limits/load-shedding.ts';
import type { ReaderClass } from '../../limits/reader-classes.ts';
import { CallContext } from '../call-context.ts';
import { authorizationHeader, headerOf } from '../headers.ts';
import type { Interceptor } from '../intercept.ts';
import { overloaded } from '../limits.ts';

/** Undefined accepts the call; otherwise the milliseconds after which to retry. */
export type Admit = (method: DescMethod, authorization: string | undefined) => number | undefined;

/** Retry delays are multiples of this, in milliseconds, so that there are few distinct responses. */
const waitStepMs = 250;

/**
 * @param turnedAway receives every refused call
 * @param readerOf the reader class of a call, from its Authorization
 */
export function admitting(
  shedder: LoadShedder,
  turnedAway: (priority: Priority) => void,
  readerOf: (authorization: string | undefined) => ReaderClass,
): Admit {
  const priorities = new Map<DescMethod, Priority>();
  return (method, authorization) => {
    let priority = priorities.get(method);
    if (priority === undefined) {
      priority = priorityOf(method);
      priorities.set(method, priority);
    }
    const waitMs = shedder.refuse(priority, () => readerOf(authorization));
    if (waitMs === undefined) return undefined;
    turnedAway(priority);
    return Math.ceil(waitMs / waitStepMs) * waitStepMs;
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
