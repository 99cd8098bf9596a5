import { type DescMethod, getOption } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Idempotency } from '@bufbuild/protobuf/wkt';
import { Access, access } from '../../../gen/ts/skein/options/v1/options_pb.ts';
import type { LoadShedder, Priority } from '../../limits/load-shedding.ts';
import type { ReaderClass } from '../../limits/reader-classes.ts';
import { CallContext } from '../call-context.ts';
import { authorizationHeader, headerOf } from '../headers.ts';
import type { Interceptor } from '../intercept.ts';
import { overloaded } from '../limits.ts';

/** Undefined when a call is taken; else after how many milliseconds to come again. */
export type Admit = (method: DescMethod, authorization: string | undefined) => number | undefined;

/** Waits are told in steps of this many milliseconds, so that there are few different answers. */
const waitStepMs = 250;

/**
 * @param turnedAway hears of every call that is not taken
 * @param readerOf whose read a call is, by its Authorization
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
 * Before all else: a call that is turned away must cost next to nothing. What its host has asked about already, before
 * it read the request, passes.
 */
export function shed(admit: Admit): Interceptor {
  return ({ method, context }) => {
    if (context instanceof CallContext && context.admitted) return;
    const retryAfterMs = admit(method, headerOf(context, authorizationHeader));
    if (retryAfterMs !== undefined) throw overloaded(retryAfterMs);
  };
}

/**
 * Operators and health checks are always heard. What somebody has written himself, and what keeps him signed in, is kept
 * for longer than what is read: reading again costs him nothing. So is what services ask for a call that was let in.
 */
function priorityOf(method: DescMethod): Priority {
  const who = getOption(method, access);
  if (who === Access.OPERATOR || method.parent.typeName.startsWith('grpc.')) return 'exempt';
  return method.idempotency === Idempotency.NO_SIDE_EFFECTS && who !== Access.SERVICE ? 'normal' : 'high';
}
